namespace CostSim.Documents;

/// <summary>Connects to embeddings endpoints, with vectors kept on disk. Given to <c>Chunkers.Using</c> and <c>Retrievers.Using</c>.</summary>
internal static class Embedders
{
    /// <summary>How to connect, keeping vectors below a folder; null keeps none.</summary>
    public static Func<EmbeddingEndpoint, IEmbedder> KeptIn(string? folder) =>
        endpoint => new KeptEmbedder(new EmbeddingClient(endpoint), new EmbeddingStore(folder), $"{endpoint.Url}\n{endpoint.Model}", endpoint.Batch);
}
