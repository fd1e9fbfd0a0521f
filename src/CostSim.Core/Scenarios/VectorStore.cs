using CostSim.Files;
using CostSim.Prices;
using CostSim.Units;

namespace CostSim.Scenarios;

/// <summary>Where a design keeps its vectors: the prices of the store, and how large a record is.</summary>
/// <param name="Prices">Storage, writes and queries of the store.</param>
/// <param name="Dimensions">Numbers of a vector, four bytes each.</param>
/// <param name="MetadataBytes">What a record holds besides; null for the text of its chunk, at four bytes a token.</param>
internal sealed record VectorStore(PriceSchedule Prices, int Dimensions, int? MetadataBytes)
{
    private const int BytesOfNumber = 4, BytesOfToken = 4;
    private const decimal Gigabyte = 1_000_000_000m, Million = 1_000_000m;

    // As the makers of the models document them.
    private static readonly (string Model, int Dimensions)[] Known =
    [
        ("openai/text-embedding-3-small", 1_536), ("openai/text-embedding-3-large", 3_072), ("openai/text-embedding-ada-002", 1_536),
        ("azure/text-embedding-3-small", 1_536),
        ("azure/text-embedding-3-large", 3_072), ("azure/text-embedding-ada-002", 1_536), ("google/gemini-embedding-001", 3_072),
        ("mistral/mistral-embed", 1_024),
        ("voyageai/voyage-3", 1_024), ("voyageai/voyage-3-large", 1_024), ("voyageai/voyage-3.5", 1_024),
        ("voyageai/voyage-3.5-lite", 1_024), ("voyageai/voyage-4", 1_024),
        ("voyageai/voyage-4-large", 1_024), ("voyageai/voyage-4-lite", 1_024), ("cohere/embed-v4.0", 1_536),
        ("cohere/embed-english-v3.0", 1_024), ("cohere/embed-multilingual-v3.0", 1_024),
        ("aws/amazon.titan-embed-text-v2:0", 1_024), ("aws/amazon.titan-embed-text-v1", 1_536),
    ];

    /// <summary>Reads <c>vector_store</c>: the name of a store, or its keys.</summary>
    public static VectorStore? Read(SettingsMap design, PriceSchedule? embedding, Func<SettingsMap, string, PriceSchedule> found)
    {
        if (design.Find("vector_store") is not { } node)
            return null;
        var map = node is ScalarNode ? null : design.Map("vector_store");
        var prices = map is null ? found(design, "vector_store") : found(map, "price");
        var known = embedding is null
            ? default
            : Known.FirstOrDefault(k => k.Model.Equals(embedding.Model, StringComparison.OrdinalIgnoreCase));
        var place = map ?? design;
        if (embedding is null)
            place.Errors.Add(node.At, "vector_store: needs 'embedding', the model that makes the vectors, in the same design");
        else if (map?.Has("dimensions") != true && known.Dimensions == 0)
            place.Errors.Add(node.At,
                $"vector_store: the dimensions of {embedding.Model} are not known; write vector_store: {{ price: {prices.Model}, "
                + $"dimensions: 1024 }} with the model's number");
        if (prices.Segments[0].Bands[0].Price.Tiers[0].Amounts is var amounts
            && !amounts.Stated.Any(a => PriceColumns.IsOfStore(a.Column)) && amounts.Stated.Any())
            place.Errors.Add(node.At,
                $"vector_store: {prices.Model} is not priced as a vector store; 'costsim prices list --kind vector-store' shows "
                + $"those that are");
        var store = new VectorStore(
            prices, map?.Has("dimensions") == true ? map.Whole("dimensions", min: 1, max: 65_536) : known.Dimensions,
            map?.Has("metadata_bytes") == true ? map.Whole("metadata_bytes", min: 0, max: 1_000_000) : null);
        map?.RejectUnread();
        return store;
    }

    /// <summary>Gigabytes of so many records whose chunks have so many tokens together.</summary>
    public decimal Size(long records, TokenCount tokens) =>
        (records * (decimal)(Dimensions * BytesOfNumber + (MetadataBytes ?? 0))
            + (MetadataBytes is null ? tokens.Value * (decimal)BytesOfToken : 0)) / Gigabyte;

    /// <summary>What the store bills for a month in which so much is kept; the plan's minimum is set against it.</summary>
    public decimal Month(decimal gigabytes, DateOnly day) =>
        Math.Max(gigabytes * Of(PriceColumn.StorageGbMonth, day), Of(PriceColumn.MinimumMonth, day)) + Of(PriceColumn.UnitMonth, day);

    /// <summary>What writing so much costs.</summary>
    public decimal Write(decimal gigabytes, DateOnly day) => gigabytes * Of(PriceColumn.WriteGb, day);

    /// <summary>What one query costs: it grows with what is searched, from a least amount on.</summary>
    public decimal Query(decimal gigabytes, DateOnly day) =>
        Math.Max(gigabytes * Of(PriceColumn.QueryGb, day), Of(PriceColumn.QueryLeast, day)) / Million;

    public string Record(DateOnly day) => Prices.At(day).Price.Tiers[0].RecordId;

    private decimal Of(PriceColumn column, DateOnly day) => Prices.At(day).Price.Tiers[0].Amounts[column] ?? 0;
}
