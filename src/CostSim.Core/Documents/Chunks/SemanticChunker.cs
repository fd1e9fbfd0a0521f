using CostSim.Units;

namespace CostSim.Documents;

/// <summary>
/// Breaks where neighbouring sentences have least in common: a share of all places between sentences, those with the lowest
/// likeness, begin a chunk; a part over the size is cut at the least alike of its sentences. Likeness is that of the words (TF-IDF
/// within the document) or, with an endpoint, of embeddings, over a few sentences before and after the place.
/// </summary>
internal sealed record SemanticChunker(ChunkPacker Packer, Share Breaks, int Sentences, IEmbedder? Embedder) : IChunker
{
    // Places over the size are ranked in so many classes; within a class the later place fills the chunk better.
    private const int Classes = 4;

    public TokenCount? Limit => Packer.Size;

    public IReadOnlyList<Chunk> Cut(TokenizedDocument document)
    {
        var starts = Documents.Sentences.Starts(document.Text).ToList();
        if (starts.Count == 0)
            return Packer.Pack(document, []);
        var likeness = Likeness(document.Text, starts);
        var ranks = Enumerable.Range(0, starts.Count).OrderBy(i => likeness[i]).ThenBy(i => i).ToList();
        var breaks = ranks.Take((int)(starts.Count * Breaks.Value)).Select(i => starts[i]).Order().ToList();
        var cuts = ranks.Select((place, rank) => new Cut(starts[place], rank * Classes / starts.Count));
        var sections = breaks.Prepend(0).Zip(breaks.Append(document.Text.Length), (start, end) => new Section(start, end));
        return Packer.Pack(document, Cuts.InOrder(cuts), [.. sections]);
    }

    private double[] Likeness(string text, List<int> starts)
    {
        var bounds = starts.Prepend(0).Append(text.Length).ToList();
        if (Embedder is null)
            return WordLikeness.Between([.. bounds.Zip(bounds.Skip(1), (start, end) => text[start..end])], Sentences);
        var before = starts.Select((start, i) => text[bounds[Math.Max(0, i + 1 - Sentences)]..start]).ToList();
        var after = starts.Select((start, i) => text[start..bounds[Math.Min(bounds.Count - 1, i + 1 + Sentences)]]).ToList();
        var vectors = Embedder.Embed([.. before, .. after]);
        return [.. before.Select((_, i) => Vectors.Cosine(vectors[i], vectors[before.Count + i]))];
    }
}
