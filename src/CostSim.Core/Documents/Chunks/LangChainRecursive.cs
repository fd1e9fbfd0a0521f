using CostSim.Units;

namespace CostSim.Documents;

/// <summary>
/// The boundaries of LangChain's RecursiveCharacterTextSplitter (JS 1.0.2, separators kept), quirks included: lengths of pieces are
/// added up and never counted again, so that a chunk can pass the limit, and the overlap is whole pieces, often none.
/// </summary>
internal sealed record LangChainRecursive : IChunker
{
    private readonly ChunkPacker limits;
    private readonly IReadOnlyList<string> separators;

    public LangChainRecursive(TokenCount size, TokenCount overlap, IReadOnlyList<string> separators) =>
        (limits, this.separators) = (new ChunkPacker(size, overlap), separators);

    public static IReadOnlyList<string> UsualSeparators { get; } = ["\n\n", "\n", " ", ""];

    public TokenCount? Limit => limits.Size;

    public IReadOnlyList<Chunk> Cut(TokenizedDocument document)
    {
        var ranges = new List<TextRange>();
        Split(document, new TextRange(0, document.Text.Length), 0, ranges);
        return [.. ranges.Select(r => document.ChunkOf(r.Start, r.End))];
    }

    private void Split(TokenizedDocument document, TextRange part, int level, List<TextRange> chunks)
    {
        var text = document.Text.AsSpan(part.Start, part.Length);
        while (level < separators.Count - 1 && separators[level].Length > 0 && !text.Contains(separators[level], StringComparison.Ordinal))
            level++;
        // Where no separator occurs the last one is used, and nothing is left to try after it.
        var finer = level < separators.Count && separators[level].Length > 0
            && text.Contains(separators[level], StringComparison.Ordinal) ? level + 1 : -1;
        var good = new List<(TextRange Piece, long Tokens)>();
        foreach (var piece in Pieces(document.Text, part, level < separators.Count ? separators[level] : ""))
        {
            var tokens = document.CountAlone(piece.Start, piece.End).Value;
            if (tokens < limits.Size.Value)
            {
                good.Add((piece, tokens));
                continue;
            }

            Merge(document.Text, good, chunks);
            good.Clear();
            if (finer < 0)
                chunks.Add(piece);
            else
                Split(document, piece, finer, chunks);
        }

        Merge(document.Text, good, chunks);
    }

    private void Merge(string text, List<(TextRange Piece, long Tokens)> pieces, List<TextRange> chunks)
    {
        var (first, total) = (0, 0L);
        for (var next = 0; next < pieces.Count; next++)
        {
            var tokens = pieces[next].Tokens;
            if (total + tokens > limits.Size.Value && next > first)
            {
                AddTrimmed(text, pieces[first].Piece.Start, pieces[next - 1].Piece.End, chunks);
                while (total > limits.Overlap.Value || (total + tokens > limits.Size.Value && total > 0))
                    total -= pieces[first++].Tokens;
            }

            total += tokens;
        }

        if (pieces.Count > first)
            AddTrimmed(text, pieces[first].Piece.Start, pieces[^1].Piece.End, chunks);
    }

    // A separator stays at the start of the piece that follows it; an occurrence at the very start of the part cuts nothing.
    private static IEnumerable<TextRange> Pieces(string text, TextRange part, string separator)
    {
        var start = part.Start;
        for (var at = part.Start + 1; at < part.End; at++)
        {
            if (separator.Length > 0
                && (at + separator.Length > part.End || string.CompareOrdinal(text, at, separator, 0, separator.Length) != 0))
                continue;
            yield return new TextRange(start, at);
            start = at;
        }

        if (start < part.End)
            yield return new TextRange(start, part.End);
    }

    private static void AddTrimmed(string text, int start, int end, List<TextRange> chunks)
    {
        while (start < end && IsScriptSpace(text[start]))
            start++;
        while (end > start && IsScriptSpace(text[end - 1]))
            end--;
        if (start < end)
            chunks.Add(new TextRange(start, end));
    }

    // White space as JavaScript's trim sees it.
    private static bool IsScriptSpace(char c) => c == '\uFEFF' || (c != '\u0085' && char.IsWhiteSpace(c));
}
