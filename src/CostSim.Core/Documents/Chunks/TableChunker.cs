using CostSim.Units;

namespace CostSim.Documents;

/// <summary>
/// As prose, but tables stay whole where they fit; one that does not is cut between rows, and its first row goes before each of the
/// later chunks as text that counts.
/// </summary>
internal sealed record TableChunker(ChunkPacker Packer) : IChunker
{
    public TokenCount? Limit => Packer.Size;

    public IReadOnlyList<Chunk> Cut(TokenizedDocument document)
    {
        var tables = document.Document.Tables.Select(t => new TextRange(t.Start.Value, t.End.Value)).Where(t => t.Length > 0).ToList();
        var large = tables.Where(t => document.CountAlone(t.Start, t.End) > Packer.Size).ToList();
        var rows = large.SelectMany(t => Lines.Of(document.Text[t.Start..t.End]).Select(line => new Cut(t.Start + line.Start, 1)));
        var cuts = Cuts.OfProse(document.Text).Where(c => !tables.Exists(t => t.Start < c.Offset && c.Offset < t.End)).Concat(rows);
        return Packer.Pack(document, Cuts.InOrder(cuts), [.. Sections(document.Text, large)]);
    }

    private static IEnumerable<Section> Sections(string text, IReadOnlyList<TextRange> tables)
    {
        var start = 0;
        foreach (var table in tables)
        {
            var row = text.AsSpan(table.Start, table.Length).IndexOf('\n');
            if (table.Start > start)
                yield return new Section(start, table.Start);
            yield return new Section(table.Start, table.End, LaterHeader: row > 0 ? text[table.Start..(table.Start + row + 1)] : null);
            start = table.End;
        }

        if (start < text.Length)
            yield return new Section(start, text.Length);
    }
}
