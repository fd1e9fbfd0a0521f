using System.Collections;
using System.Globalization;
using System.Text;
using CostSim.Tokens;
using CostSim.Units;

namespace CostSim.Documents;

/// <summary>A document with its tokens and characters found once, so that any number of chunkers work on offsets.</summary>
public sealed class TokenizedDocument
{
    private readonly ITokenizer tokenizer;
    private readonly int[] ends;
    private readonly BitArray? characterStarts;

    public TokenizedDocument(Document document, ITokenizer tokenizer)
    {
        this.tokenizer = tokenizer;
        Document = document;
        ends = [.. tokenizer.Tokenize(document.Text).TokenEnds];
        characterStarts = Ascii.IsValid(document.Text) && !document.Text.Contains('\r') ? null : CharacterStarts(document.Text);
    }

    public Document Document { get; }

    public string Text => Document.Text;

    /// <summary>Those of the text; those that were estimated for a scan without any.</summary>
    public TokenCount Tokens => Document.EstimatedTokens ?? new(ends.Length);

    /// <summary>Tokens of a part when it is encoded alone, after a header if there is one.</summary>
    public TokenCount CountAlone(int start, int end, string? header = null) =>
        header is null ? tokenizer.Count(Text.AsSpan(start, end - start))
            : tokenizer.Count(string.Concat(header, Text.AsSpan(start, end - start)));

    public TokenCount Count(string text) => tokenizer.Count(text);

    public Chunk ChunkOf(int start, int end, string? header = null) => new(start, end, CountAlone(start, end, header), header);

    /// <summary>How many tokens of the document end at or before an offset.</summary>
    public int TokensUpTo(int offset)
    {
        var (low, high) = (0, ends.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (ends[middle] <= offset)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>The offset where the given number of tokens have ended.</summary>
    public int OffsetAfter(int tokens) => tokens <= 0 ? 0 : tokens >= ends.Length ? Text.Length : ends[tokens - 1];

    /// <summary>The last offset at or before this one where a character, as a person sees it, begins or the text ends.</summary>
    public int CharacterAtOrBefore(int offset)
    {
        while (characterStarts is not null && !characterStarts[offset])
            offset--;
        return offset;
    }

    /// <summary>The first offset at or after this one where a character begins or the text ends.</summary>
    public int CharacterAtOrAfter(int offset)
    {
        while (characterStarts is not null && !characterStarts[offset])
            offset++;
        return offset;
    }

    private static BitArray CharacterStarts(string text)
    {
        var starts = new BitArray(text.Length + 1) { [text.Length] = true };
        for (var at = 0; at < text.Length;)
        {
            starts[at] = true;
            // Two ASCII characters in a row are two characters, but for CR LF; asking for each costs a hundred times as much.
            var plain = char.IsAscii(text[at]) && text[at] != '\r' && at + 1 < text.Length && char.IsAscii(text[at + 1]);
            at += plain ? 1 : StringInfo.GetNextTextElementLength(text, at);
        }

        return starts;
    }
}
