using CostSim.Files;
using CostSim.Units;

namespace CostSim.Prices;

/// <summary>Reads the rate limits of one provider, <c>pricing/limits/openai.yaml</c>.</summary>
internal static class RateLimitFile
{
    /// <summary>Reads a file; throws <see cref="InputException"/> with every error in it.</summary>
    public static IReadOnlyList<RateLimitRecord> Read(string file, TextReader text)
    {
        var map = new SettingsMap(Yaml.ReadMap(file, text), "", new Reading());
        var provider = map.Text("provider");
        var records = new List<RateLimitRecord>();
        foreach (var node in map.List("limits"))
        {
            if (node is MapNode entry)
                records.Add(Record(provider, new SettingsMap(entry, "limits", map.Reading)));
            else
                map.Errors.Add(node.At, "a record must be keys and values");
        }

        map.RejectUnread();
        map.Errors.ThrowIfAny();
        return records;
    }

    private static RateLimitRecord Record(string provider, SettingsMap map)
    {
        var record = new RateLimitRecord
        {
            Provider = provider,
            Label = map.Text("label"),
            Models = [.. map.List("models").Select(n => n.Text)],
            Tier = map.Text("tier"),
            Qualification = map.Text("qualification", ""),
            From = map.Date("valid_from"),
            To = map.Has("valid_to") ? map.Date("valid_to") : null,
            RequestsPerMinute = Count(map, "rpm"),
            RequestsPerDay = Count(map, "rpd"),
            TokensPerMinute = Count(map, "tpm"),
            InputTokensPerMinute = Count(map, "itpm"),
            OutputTokensPerMinute = Count(map, "otpm"),
            BatchQueueTokens = Count(map, "batch_queue_tokens"),
            BatchQueueRequests = Count(map, "batch_queue_requests"),
            MonthlySpendCap = map.Has("monthly_spend_cap_usd") ? new Usd(map.Decimal("monthly_spend_cap_usd", min: 0)) : null,
            CachedReadsCount = map.Has("cached_reads_count") ? map.Flag("cached_reads_count", false) : null,
            CacheWritesCount = map.Has("cache_writes_count") ? map.Flag("cache_writes_count", false) : null,
            ContextFrom = map.Tokens("context_from_tokens", TokenCount.Zero),
            Scope = map.Text("scope", ""),
            Provisioned = Provisioned(map.Map("provisioned_unit")),
            Source = map.Text("source", ""),
            SourceDate = map.Text("source_date", ""),
            Confidence = (Confidence)PriceFile.Named(map, "confidence", PriceFile.Confidences, "medium"),
            Note = map.Text("note", ""),
            At = map.At,
        };
        map.RejectUnread();
        return record;
    }

    private static ProvisionedThroughput? Provisioned(SettingsMap? map)
    {
        if (map is null)
            return null;
        var unit = new ProvisionedThroughput(
            map.Whole("input_tpm", min: 1),
            map.Has("output_ratio") ? map.Decimal("output_ratio", min: 0) : null,
            Units(map, "minimum_global"),
            Units(map, "increment_global"),
            Units(map, "minimum_regional"),
            Units(map, "increment_regional"));
        map.RejectUnread();
        return unit;
    }

    private static int? Units(SettingsMap map, string key) => map.Has(key) ? map.Whole(key, min: 1) : null;

    private static long? Count(SettingsMap map, string key) => map.Has(key) ? map.Tokens(key, min: 1).Value : null;
}
