using System.Buffers;
using System.Text;
using CostSim.Tokens;
using Microsoft.ML.Tokenizers;

namespace CostSim.MLTokenizers;

/// <summary>
/// One of CostSim's tokenizers as a tokenizer of Microsoft.ML.Tokenizers. Text of special tokens counts as ordinary text. It neither
/// normalizes
/// nor cuts first in steps that could be switched off, so the flags for these change nothing, and offsets are those of the text itself.
/// </summary>
public sealed class CostSimTokenizer(ITokenizer inner) : Tokenizer
{
    // Only a vocabulary of bytes can be read backwards.
    private readonly BytePairTokenizer? pairs = inner as BytePairTokenizer;

    /// <inheritdoc />
    protected override int CountTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings) =>
        settings.MaxTokenCount == int.MaxValue
            ? checked((int)inner.Count(text is null ? textSpan : text).Value)
            : Cut(text ?? textSpan.ToString(), settings.MaxTokenCount).Tokens;

    /// <inheritdoc />
    protected override EncodeResults<int> EncodeToIds(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        var all = text ?? textSpan.ToString();
        var ids = inner.Encode(all);
        if (ids.Count <= settings.MaxTokenCount)
            return new EncodeResults<int> { Tokens = ids, NormalizedText = null, CharsConsumed = all.Length };
        var (kept, end) = Cut(all, settings.MaxTokenCount);
        return new EncodeResults<int> { Tokens = [.. ids.Take(kept)], NormalizedText = null, CharsConsumed = end };
    }

    /// <inheritdoc />
    protected override EncodeResults<EncodedToken> EncodeToTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        var all = text ?? textSpan.ToString();
        var found = Found.Of(inner, pairs, all);
        var kept = found.Whole(settings.MaxTokenCount);
        var tokens = new EncodedToken[kept];
        for (int i = 0, start = 0; i < kept; start = found.Ends[i++])
            tokens[i] = new EncodedToken(found.Ids[i], all[start..found.Ends[i]], start..found.Ends[i]);
        return new EncodeResults<EncodedToken> { Tokens = tokens, NormalizedText = null, CharsConsumed = found.EndOf(kept) };
    }

    /// <inheritdoc />
    protected override int GetIndexByTokenCount(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings, bool fromEnd,
        out string? normalizedText, out int tokenCount)
    {
        normalizedText = null;
        var found = Found.Of(inner, pairs, text ?? textSpan.ToString());
        if (!fromEnd)
        {
            tokenCount = found.Whole(settings.MaxTokenCount);
            return found.EndOf(tokenCount);
        }

        // The last tokens, as many as are asked for, from the end of a character on.
        var first = Math.Max(0, found.Ids.Count - settings.MaxTokenCount);
        while (first > 0 && first < found.Ids.Count && !found.IsWhole[first - 1])
            first++;
        tokenCount = found.Ids.Count - first;
        return found.EndOf(first);
    }

    /// <inheritdoc />
    public override OperationStatus Decode(IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten)
    {
        (idsConsumed, charsWritten) = (0, 0);
        if (pairs is null)
            throw new NotSupportedException($"{inner.Name} is counted without a vocabulary of bytes; its ids cannot be decoded");
        var decoder = Encoding.UTF8.GetDecoder();
        foreach (var id in ids)
        {
            var bytes = pairs.BytesOf(id);
            if (decoder.GetCharCount(bytes, flush: false) > destination.Length - charsWritten)
                return OperationStatus.DestinationTooSmall;
            charsWritten += decoder.GetChars(bytes, destination[charsWritten..], flush: false);
            idsConsumed++;
        }

        if (decoder.GetCharCount([], flush: true) > destination.Length - charsWritten)
            return OperationStatus.DestinationTooSmall;
        charsWritten += decoder.GetChars([], destination[charsWritten..], flush: true);
        return OperationStatus.Done;
    }

    /// <inheritdoc />
    public override string Decode(IEnumerable<int> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        if (pairs is null)
            throw new NotSupportedException($"{inner.Name} is counted without a vocabulary of bytes; its ids cannot be decoded");
        return Encoding.UTF8.GetString([.. ids.SelectMany(id => pairs.BytesOf(id).ToArray())]);
    }

    private (int Tokens, int End) Cut(string text, int most)
    {
        var found = Found.Of(inner, pairs, text);
        var kept = found.Whole(most);
        return (kept, found.EndOf(kept));
    }

    /// <summary>The tokens of a text, and which of them end with a whole character.</summary>
    private sealed record Found(IReadOnlyList<int> Ids, IReadOnlyList<int> Ends, bool[] IsWhole)
    {
        public static Found Of(ITokenizer inner, BytePairTokenizer? pairs, string text)
        {
            var (ids, ends) = (inner.Encode(text), inner.Tokenize(text).TokenEnds);
            var whole = new bool[ends.Count];
            var (start, bytes, taken) = (0, 0L, 0L);
            for (var i = 0; i < whole.Length; i++)
            {
                // A token that ends inside a character is said to end where the character begins: its bytes go further than that.
                bytes += Encoding.UTF8.GetByteCount(text.AsSpan(start, ends[i] - start));
                taken += pairs is null ? 0 : pairs.BytesOf(ids[i]).Length;
                whole[i] = pairs is null ? ends[i] > start : bytes == taken;
                start = ends[i];
            }

            return new Found(ids, ends, whole);
        }

        /// <summary>As many leading tokens as are asked for and end with a whole character.</summary>
        public int Whole(int most)
        {
            var kept = Math.Min(Ids.Count, most);
            while (kept > 0 && kept < Ids.Count && !IsWhole[kept - 1])
                kept--;
            return kept;
        }

        public int EndOf(int tokens) => tokens == 0 ? 0 : Ends[tokens - 1];
    }
}
