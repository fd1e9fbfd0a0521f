using CostSim.Files;

namespace CostSim.Documents;

/// <summary>
/// Connects to embeddings endpoints and to the model of this process, with vectors kept on disk. Given to <c>Chunkers.Using</c> and
/// <c>Retrievers.Using</c>.
/// </summary>
internal static class Embedders
{
    // By name, so that the library does not carry the weights of a model that few use.
    private const string Model = "CostSim.MiniLm.MiniLmEmbedder, CostSim.MiniLm";

    /// <summary>How to connect, keeping vectors below a folder; null keeps none.</summary>
    public static Func<EmbeddingEndpoint, IEmbedder> KeptIn(string? folder)
    {
        var store = new EmbeddingStore(folder);
        return endpoint =>
        {
            if (endpoint.Url is { } url)
                return new KeptEmbedder(new EmbeddingClient(endpoint, url), store, $"{url}\n{endpoint.Model}", endpoint.Batch);
            var local = Local(endpoint.Model);
            return new KeptEmbedder(local, store, local.Version, endpoint.Batch);
        };
    }

    private static ILocalEmbedder Local(string name) => Type.GetType(Model) is { } type
        ? (ILocalEmbedder)Activator.CreateInstance(type)!
        : throw new InputException(Location.Of("retriever"),
            $"'model: {name}' is in the package CostSim.MiniLm, which is not there; reference it, or give the url of a server");
}
