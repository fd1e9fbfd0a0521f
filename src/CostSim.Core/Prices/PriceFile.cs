using System.Globalization;
using CostSim.Files;
using CostSim.Units;

namespace CostSim.Prices;

/// <summary>Reads the price records of one provider, <c>pricing/openai.yaml</c>.</summary>
internal static class PriceFile
{
    private static readonly string[] Formats = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mmZ", "yyyy-MM-ddTHH:mm:ssZ"];

    /// <summary>Reads a file; throws <see cref="InputException"/> with every error in it.</summary>
    public static ProviderPrices Read(string file, TextReader text)
    {
        var map = new SettingsMap(Yaml.ReadMap(file, text), "", new Reading());
        var provider = map.Text("provider");
        var reasoning = map.List("reasoning_models").Select(n => n.Text).ToList();
        var records = new List<PriceRecord>();
        foreach (var node in map.List("records"))
        {
            if (node is MapNode record)
                records.AddRange(Add(provider, new SettingsMap(record, "records", map.Reading)));
            else
                map.Errors.Add(node.At, "a record must be keys and values");
        }

        foreach (var twice in records.GroupBy(r => r.Id).Where(g => g.Count() > 1))
            map.Errors.Add(twice.Last().At,
                $"id: '{twice.Key}' is given twice (first on line {twice.First().At.Line}); a later statement about the same price takes "
                + $"its recorded_on as suffix");
        map.RejectUnread();
        map.Errors.ThrowIfAny();
        return new ProviderPrices(provider, records, reasoning);
    }

    private static IEnumerable<PriceRecord> Add(string provider, SettingsMap map)
    {
        var before = map.Errors.Count;
        var record = map.Build(() => Record(provider, map));
        map.RejectUnread();
        return record is null || map.Errors.Count > before ? [] : [record];
    }

    private static PriceRecord Record(string provider, SettingsMap map)
    {
        var from = Moment(map, "effective_from");
        var to = map.Has("effective_to") ? Moment(map, "effective_to") : (DateTimeOffset?)null;
        if (to <= from)
            map.Refuse("effective_to", "must be after effective_from; it is the first moment at which the price no longer applies");
        var amounts = InlinePrices.ReadAmounts(map);
        if (amounts.Count == 0)
            map.Errors.Add(map.At, "the record states no amount; give at least one, such as 'input_usd_per_mtok: 2.5'");
        return new PriceRecord
        {
            Id = map.Text("id"),
            Provider = provider,
            Model = map.Text("model"),
            Aliases = Texts(map, "aliases"),
            Kind = map.Text("kind", "chat"),
            EffectiveFrom = from,
            EffectiveTo = to,
            RecordedOn = map.Date("recorded_on"),
            CheckedOn = map.Has("checked_on") ? map.Date("checked_on") : null,
            RetiresOn = map.Has("retires_on") ? map.Date("retires_on") : null,
            Status = (PriceStatus)Named(map, "status", Statuses),
            ServiceTier = map.Text("service_tier", "standard"),
            Region = map.Text("region", "global"),
            Band = Band(map),
            ContextFrom = map.Tokens("context_from_tokens", TokenCount.Zero),
            Amounts = new Amounts(amounts),
            Limits = Limits(map.Map("limits")),
            Source = map.Text("source", ""),
            DateBasis = map.Text("date_basis", ""),
            Confidence = (Confidence)Named(map, "confidence", Confidences, "medium"),
            AgreeingSources = Texts(map, "agree"),
            Disagreements = Texts(map, "disagree"),
            Note = map.Text("note", ""),
            WebSearchOf = Texts(map, "web_search_of"),
            At = map.At,
        };
    }

    // In the order of the enumerations.
    internal static string[] Statuses { get; } = ["in_force", "superseded", "retired", "announced", "withdrawn"];

    internal static string[] Confidences { get; } = ["high", "medium", "low", "catalogue"];

    internal static int Named(SettingsMap map, string key, string[] names, string? absent = null) =>
        Math.Max(0, Array.IndexOf(names, map.OneOf(key, names, absent)));

    private static List<string> Texts(SettingsMap map, string key) => [.. map.List(key).Select(n => n.Text)];

    private static DateTimeOffset Moment(SettingsMap map, string key)
    {
        var text = map.Text(key);
        if (text.Length == 0)
            return default;
        if (DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at))
            return at;
        map.Refuse(key, $"must be a date such as 2027-01-31, or a moment such as 2027-01-31T16:30Z, but is '{text}'");
        return default;
    }

    private static TimeBand Band(SettingsMap map)
    {
        if (map.Map("time_band") is not { } band)
            return TimeBand.Any;
        var outside = band.Has("utc_except");
        var windows = band.Build(() => Texts(band, outside ? "utc_except" : "utc").Select(TimeWindow.Parse).ToList()) ?? [];
        if (windows.Count == 0)
            band.Refuse("utc", "must hold at least one window such as '16:30-00:30'");
        var name = band.Text("name");
        band.RejectUnread();
        return new TimeBand(name, windows, outside);
    }

    private static ModelLimits Limits(SettingsMap? map)
    {
        if (map is null)
            return new ModelLimits(null, null, null);
        var limits = new ModelLimits(Count(map, "context_window"), Count(map, "max_input_tokens"), Count(map, "max_output_tokens"));
        map.RejectUnread();
        return limits;
    }

    private static TokenCount? Count(SettingsMap map, string key) => map.Has(key) ? map.Tokens(key) : null;
}
