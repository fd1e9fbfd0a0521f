using CostSim.Tokens;
using CostSim.Units;
using Microsoft.ML.Tokenizers;

namespace CostSim.MLTokenizers;

/// <summary>
/// Any tokenizer of Microsoft.ML.Tokenizers as one of CostSim's. Ids and counts are the same: tokens that a tokenizer adds around a text
/// count too. Where it normalizes, ends of tokens are those of the normalized text, spread over the text in proportion.
/// </summary>
public sealed class ForeignTokenizer(string name, Tokenizer inner) : ITokenizer
{
    /// <inheritdoc />
    public string Name => name;

    // The package's own count leaves out what its ids have around a text, as [CLS] and [SEP].
    /// <inheritdoc />
    public TokenCount Count(ReadOnlySpan<char> text) => new(inner.EncodeToIds(text).Count);

    /// <inheritdoc />
    public IReadOnlyList<int> Encode(ReadOnlySpan<char> text) => inner.EncodeToIds(text);

    /// <inheritdoc />
    public TokenizedText Tokenize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var tokens = inner.EncodeToTokens(text, out var normalized);
        var length = normalized?.Length ?? text.Length;
        var ends = new int[tokens.Count];
        var last = 0;
        for (var i = 0; i < ends.Length; i++)
        {
            var end = tokens[i].Offset.End.Value;
            last = Math.Clamp(length == text.Length || length == 0 ? end : (int)((long)end * text.Length / length), last, text.Length);
            ends[i] = last;
        }

        if (ends.Length > 0)
            ends[^1] = text.Length;
        return new TokenizedText(text, ends);
    }
}
