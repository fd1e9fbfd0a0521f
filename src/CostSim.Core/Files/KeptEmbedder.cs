using CostSim.Chunks;

namespace CostSim.Files;

/// <summary>Asks only for vectors that are not kept yet, and for each text once.</summary>
internal sealed class KeptEmbedder(IEmbedder embedder, EmbeddingStore store, string model) : IEmbedder
{
    public IReadOnlyList<float[]> Embed(IReadOnlyList<string> texts)
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

        foreach (var (text, vector) in missing.Zip(missing.Count == 0 ? [] : embedder.Embed(missing)))
        {
            store.Keep(model, text, vector);
            vectors.Add(text, vector);
        }

        return [.. texts.Select(text => vectors[text])];
    }
}
