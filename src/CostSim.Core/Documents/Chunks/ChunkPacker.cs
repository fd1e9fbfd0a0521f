using System.Globalization;
using CostSim.Files;
using CostSim.Units;

namespace CostSim.Documents;

/// <summary>
/// Fills chunks up to a size, so that a chunker only says where a document may be cut. Among the cuts of the chunk's second half
/// the best level wins, and of that level the last; then the first half; then the end of a word; then of a character.
/// </summary>
internal sealed record ChunkPacker
{
    public TokenCount Size { get; }

    public TokenCount Overlap { get; }

    /// <summary>Whether the end of a word is better than that of a character where the chunker has no cut.</summary>
    public bool Words { get; init; } = true;

    public ChunkPacker(TokenCount size, TokenCount overlap)
    {
        if (size < 1.Tokens)
            throw new RuleException(nameof(size), $"must be at least 1 token, but is {size}");
        // Without a step forward the chunks would never reach the end.
        if (overlap >= size)
            throw new RuleException(nameof(overlap), $"must be smaller than size ({size}), but is {overlap}");
        (Size, Overlap) = (size, overlap);
    }

    public IReadOnlyList<Chunk> Pack(TokenizedDocument document, IReadOnlyList<Cut> cuts) =>
        Pack(document, cuts, [new Section(0, document.Text.Length)]);

    /// <summary>Cuts are in order of their offset; sections follow one another without a gap.</summary>
    public IReadOnlyList<Chunk> Pack(TokenizedDocument document, IReadOnlyList<Cut> cuts, IReadOnlyList<Section> sections)
    {
        var chunks = new List<Chunk>();
        var places = new CutPlaces(document, cuts, Words);
        foreach (var section in sections.Where(s => s.End > s.Start))
            PackSection(document, places, section, chunks);
        return chunks;
    }

    private void PackSection(TokenizedDocument document, CutPlaces places, Section section, List<Chunk> chunks)
    {
        var (start, done) = (section.Start, section.Start);
        while (done < section.End)
        {
            var header = Affordable(document, done == section.Start ? section.FirstHeader : section.LaterHeader);
            var chunk = Next(document, places, start, done, section.End, header);
            chunks.Add(chunk);
            done = chunk.End;
            start = done < section.End ? OverlapStart(document, places, chunk) : done;
        }
    }

    private Chunk Next(TokenizedDocument document, CutPlaces places, int start, int done, int last, string? header)
    {
        // A piece that would fit but for the overlap stays whole: the overlap gives way, piece by piece.
        for (var from = start; ; from = places.After(from, done))
        {
            var end = Fit(document, from, done, last, header, (low, high) => places.Best(low, high));
            if (end > done)
                return document.ChunkOf(from, end, header);
            if (from == done)
                break;
        }

        var inWord = Fit(document, start, done, last, header, places.Any);
        if (inWord > done)
            return document.ChunkOf(start, inWord, header);
        var alone = Fit(document, done, done, last, header, places.Any);
        return alone > done ? document.ChunkOf(done, alone, header) : OneCharacter(document, done);
    }

    private Chunk OneCharacter(TokenizedDocument document, int offset)
    {
        var end = document.CharacterAtOrAfter(offset + 1);
        var chunk = document.ChunkOf(offset, end);
        if (chunk.Tokens <= Size)
            return chunk;
        throw new InputException(Location.Of(document.Document.Name),
            string.Create(CultureInfo.InvariantCulture,
                $"size: must be at least {chunk.Tokens}, because the character '{document.Text[offset..Math.Min(end, offset + 16)]}' at "
                + $"offset {offset:#,0} has that many alone, but is {Size}"));
    }

    /// <summary>
    /// The best end after <paramref name="done"/> of a chunk that fits the size; <paramref name="done"/> where there is none.
    /// </summary>
    private int Fit(TokenizedDocument document, int start, int done, int last, string? header, Func<int, int, int> best)
    {
        var room = (int)Math.Min(Size.Value, int.MaxValue / 2) - (header is null ? 0 : (int)document.Count(header).Value);
        while (room > 0)
        {
            // The tokens of a chunk alone may differ from its tokens within the document by the few at its two ends.
            var reach = Math.Min(last, document.OffsetAfter(document.TokensUpTo(start) + room));
            var end = reach == last ? last : best(done, reach);
            if (end <= done)
                return done;
            var over = document.CountAlone(start, end, header).Value - Size.Value;
            if (over <= 0)
                return end;
            room = Math.Min(room, document.TokensUpTo(end) - document.TokensUpTo(start)) - (int)over;
        }

        return done;
    }

    private int OverlapStart(TokenizedDocument document, CutPlaces places, Chunk chunk)
    {
        if (Overlap == TokenCount.Zero)
            return chunk.End;
        var earliest = document.OffsetAfter(document.TokensUpTo(chunk.End) - (int)Overlap.Value);
        return places.First(Math.Max(earliest, chunk.Start + 1), chunk.End);
    }

    // A header that leaves less than half of the chunk to the text is not worth its tokens.
    private string? Affordable(TokenizedDocument document, string? header) =>
        header is not null && document.Count(header).Value * 2 <= Size.Value ? header : null;
}
