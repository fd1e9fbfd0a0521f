using CostSim.Units;

namespace CostSim.Documents;

/// <summary>
/// A chunk begins at each heading down to a level; a section over the size is cut as prose. With the path, the headings above a
/// chunk go before it as text that counts.
/// </summary>
internal sealed record HeadingChunker(ChunkPacker Packer, int Level, bool Path) : IChunker
{
    public TokenCount? Limit => Packer.Size;

    public IReadOnlyList<Chunk> Cut(TokenizedDocument document) =>
        Packer.Pack(document, Cuts.OfProse(document.Text), [.. Sections(document.Document)]);

    private IEnumerable<Section> Sections(Document document)
    {
        var (start, above, within) = (0, (string?)null, (string?)null);
        var path = new List<Heading>();
        foreach (var heading in document.Headings.Where(h => h.Level <= Level))
        {
            if (heading.Start > start)
                yield return new Section(start, heading.Start, above, within);
            path.RemoveAll(h => h.Level >= heading.Level);
            (start, above) = (heading.Start, Header(path));
            path.Add(heading);
            within = Header(path);
        }

        yield return new Section(start, document.Text.Length, above, within);
    }

    private string? Header(List<Heading> path) => Path && path.Count > 0 ? string.Join(" > ", path.Select(h => h.Title)) + "\n" : null;
}
