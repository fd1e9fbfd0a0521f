namespace CostSim.Documents;

/// <summary>Asks only for vectors that are not kept yet, and for each text once.</summary>
internal sealed class KeptEmbedder(IEmbedder embedder, EmbeddingStore store, string model, int batch) : IEmbedder
{
    // A model of this process uses every core by itself. Designs that cut alike wait for one another, and find the vectors kept.
    private static readonly Lock OneAtATime = new();

    public ILocalEmbedder? Local => embedder.Local;

    public IReadOnlyList<float[]> Embed(IReadOnlyList<string> texts)
    {
        if (Local is null)
            return EmbedMissing(texts);
        lock (OneAtATime)
            return EmbedMissing(texts);
    }

    private IReadOnlyList<float[]> EmbedMissing(IReadOnlyList<string> texts)
    {
        var vectors = new Dictionary<string, float[]>();
        var missing = new List<string>();
        foreach (var text in texts.Distinct())
        {
            if (store.Find(model, text) is { } kept)
                vectors.Add(text, kept);
            else
                missing.Add(text);
        }

        // What one request brought is kept before the next: who is interrupted pays for nothing twice.
        foreach (var asked in missing.Chunk(batch))
        {
            foreach (var (text, vector) in asked.Zip(embedder.Embed(asked)))
            {
                store.Keep(model, text, vector);
                vectors.Add(text, vector);
            }
        }

        return [.. texts.Select(text => vectors[text])];
    }
}
