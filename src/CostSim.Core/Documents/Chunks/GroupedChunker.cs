using CostSim.Files;
using CostSim.Units;

namespace CostSim.Documents;

/// <summary>A chunker for each group of documents, and perhaps one for all others.</summary>
internal sealed record GroupedChunker(IReadOnlyDictionary<string, IChunker> Groups, IChunker? Others) : IChunker
{
    public TokenCount? Limit
    {
        get
        {
            var limits = Groups.Values.Append(Others).OfType<IChunker>().Select(c => c.Limit).ToList();
            return limits.Contains(null) ? null : limits.Max();
        }
    }

    public IReadOnlyList<Chunk> Cut(TokenizedDocument document) =>
        (Groups.GetValueOrDefault(document.Document.Group) ?? Others ?? throw Unknown(document)).Cut(document);

    private InputException Unknown(TokenizedDocument document) => new(Location.Of(document.Document.Name),
        $"by_group: has no chunker for group '{document.Document.Group}', only for {string.Join(", ", Groups.Keys)}; add it there, or give "
        + $"a kind next to by_group for all others");
}
