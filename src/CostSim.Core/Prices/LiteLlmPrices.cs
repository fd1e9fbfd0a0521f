using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using CostSim.Files;
using CostSim.Units;

namespace CostSim.Prices;

/// <summary>Reads LiteLLM's table of model prices: a key a price, with tier and threshold in the key's ending.</summary>
internal static partial class LiteLlmPrices
{
    private const decimal Million = 1_000_000m;

    private static readonly Dictionary<string, (PriceColumn Column, decimal Times)> Keys = new()
    {
        ["input_cost_per_token"] = (PriceColumn.Input, Million),
        ["output_cost_per_token"] = (PriceColumn.Output, Million),
        ["cache_read_input_token_cost"] = (PriceColumn.CacheRead, Million),
        ["input_cost_per_token_cache_hit"] = (PriceColumn.CacheRead, Million),
        ["cache_creation_input_token_cost"] = (PriceColumn.CacheWrite5m, Million),
        ["cache_creation_input_token_cost_above_1hr"] = (PriceColumn.CacheWrite1h, Million),
        ["output_cost_per_reasoning_token"] = (PriceColumn.Reasoning, Million),
        ["input_cost_per_audio_token"] = (PriceColumn.AudioIn, Million),
        ["output_cost_per_audio_token"] = (PriceColumn.AudioOut, Million),
        ["cache_read_input_audio_token_cost"] = (PriceColumn.AudioCacheRead, Million),
        ["input_cost_per_image_token"] = (PriceColumn.ImageIn, Million),
        ["output_cost_per_image_token"] = (PriceColumn.ImageOut, Million),
        ["input_cost_per_request"] = (PriceColumn.Request, 1_000),
        ["ocr_cost_per_page"] = (PriceColumn.Page, 1_000),
    };

    /// <summary>The prices of a table, and rows for what could not be read as one.</summary>
    public static (IReadOnlyList<ImportedPrice> Prices, IReadOnlyList<ImportRow> Rows) Read(string file, string text)
    {
        using var table = JsonTable.Open(file, text);
        var (prices, rows) = (new List<ImportedPrice>(), new List<ImportRow>());
        if (table.RootElement.ValueKind is not JsonValueKind.Object)
            throw new InputException(new Location(file, 1, 1), "is not LiteLLM's table: it must be an object with an entry for each model");
        foreach (var entry in table.RootElement.EnumerateObject()
            .Where(e => e.Name != "sample_spec" && e.Value.ValueKind is JsonValueKind.Object))
            prices.AddRange(InputGuard.Read(() => new Location($"{file} ({entry.Name})", 0, 0), "an entry of LiteLLM's table", () =>
                Entry(entry.Name, entry.Value, rows)));
        return (prices, rows);
    }

    private static List<ImportedPrice> Entry(string name, JsonElement entry, List<ImportRow> rows)
    {
        var what = LiteLlmName.Of(name, JsonTable.Text(entry, "litellm_provider") ?? "", JsonTable.Text(entry, "mode"));
        if (LiteLlmAnomalies.Of(entry, what) is { } wrong)
        {
            rows.Add(new ImportRow(ImportVerdict.Quarantined, name, "", wrong));
            return [];
        }

        var amounts = new Dictionary<(string Tier, long From), List<Amount>>();
        foreach (var key in entry.EnumerateObject().Where(k => LiteLlmName.IsPrice(k.Name)))
        {
            if (key.Name == "tiered_pricing")
                Tiers(key.Value, amounts);
            else if (Price(key, what) is var (tier, from, amount))
                Add(amounts, tier, from, amount);
            else if (JsonTable.Number(key.Value) is not 0)
                rows.Add(new ImportRow(ImportVerdict.LeftOut, name, key.Name, LiteLlmName.WhyLeftOut(key)));
        }

        if (amounts.Count == 0 && rows.All(r => r.Entry != name))
            rows.Add(new ImportRow(ImportVerdict.LeftOut, name, "", "states no amount; a blank is never zero"));
        return [.. amounts.Select(a => new ImportedPrice
        {
            Entry = name,
            Provider = what.Provider,
            Model = what.Model,
            Kind = what.Kind,
            ServiceTier = a.Key.Tier == "standard" ? what.Tier : a.Key.Tier,
            Region = what.Region,
            ContextFrom = new TokenCount(a.Key.From),
            Amounts = a.Value,
            Limits = new ModelLimits(JsonTable.Count(entry, "max_input_tokens"), null, JsonTable.Count(entry, "max_output_tokens")),
            Retired = JsonTable.Date(entry, "deprecation_date"),
        })];
    }

    // A zero is not a price: embeddings have no output, and unknown prices are often written as 0.
    private static (string Tier, long From, Amount Amount)? Price(JsonProperty key, LiteLlmName what)
    {
        var parts = KeyParts().Match(key.Name);
        var column = parts.Groups["key"].Value switch
        {
            "input_cost_per_second" when what.Kind == "transcription" => (PriceColumn.AudioTime, 3_600m),
            "input_cost_per_second" when what.Tier.StartsWith("provisioned", StringComparison.Ordinal) => (PriceColumn.UnitHour, 3_600m),
            "input_cost_per_query" when what.Kind == "rerank" => (PriceColumn.RerankUnit, 1_000m),
            "input_cost_per_query" when what.Kind == "tool" => (PriceColumn.ToolCall, 1_000m),
            var name when Keys.TryGetValue(name, out var known) => known,
            _ => ((PriceColumn, decimal)?)null,
        };
        if (column is not var (priced, times) || JsonTable.Amount(priced, key.Value, times) is not { Usd: > 0 } amount)
            return null;
        var from = parts.Groups["k"].Success ? long.Parse(parts.Groups["k"].Value, CultureInfo.InvariantCulture) * 1_000 + 1 : 0;
        var tier = parts.Groups["tier"].Value switch { "" => "standard", "batches" => "batch", var other => other };
        return (tier, from, amount);
    }

    private static void Tiers(JsonElement tiers, Dictionary<(string, long), List<Amount>> amounts)
    {
        foreach (var tier in tiers.EnumerateArray().Where(t => t.TryGetProperty("range", out _)))
        {
            var start = (long)(JsonTable.Number(tier.GetProperty("range")[0]) ?? 0);
            foreach (var key in tier.EnumerateObject().Where(k => Keys.ContainsKey(k.Name)))
            {
                if (JsonTable.Amount(Keys[key.Name].Column, key.Value, Keys[key.Name].Times) is { Usd: > 0 } amount)
                    Add(amounts, "standard", start == 0 ? 0 : start + 1, amount);
            }
        }
    }

    private static void Add(Dictionary<(string, long), List<Amount>> amounts, string tier, long from, Amount amount)
    {
        if (!amounts.TryGetValue((tier, from), out var list))
            amounts[(tier, from)] = list = [];
        if (list.All(a => a.Column != amount.Column))
            list.Add(amount);
    }

    [GeneratedRegex(@"^(?<key>.+?)(_above_(?<k>\d+)k_tokens)?(_(?<tier>flex|priority|batches))?$")]
    private static partial Regex KeyParts();
}

/// <summary>What is wrong with an entry of LiteLLM's table before any comparison.</summary>
internal static class LiteLlmAnomalies
{
    /// <summary>Why nothing may be made of the entry; null where nothing is wrong.</summary>
    public static string? Of(JsonElement entry, LiteLlmName what)
    {
        if (what.Kind.Length == 0)
            return "has no mode: a class of sizes, not a model";
        if (entry.TryGetProperty("cache_creation_input_audio_token_cost", out var audio) && JsonTable.Number(audio) is > 0)
            return $"cache_creation_input_audio_token_cost {audio.GetRawText()}: nobody charges for writing audio to a cache; probably the "
                + $"price of reading it";
        if (what.Kind == "transcription" && Amount(entry, "output_cost_per_second") > 0)
            return "input and output are both priced by the second: the same audio would be paid twice";
        if (what.Kind is "chat" or "embedding" && Every(entry, 0))
            return "every amount is 0: free or unknown, and zero is not a price";
        if (what.Kind == "chat" && Amount(entry, "input_cost_per_token") is 0 && Amount(entry, "output_cost_per_token") > 0)
            return "input_cost_per_token is 0 while output is not: zero is not a price";
        return null;
    }

    private static decimal? Amount(JsonElement entry, string key) => entry.TryGetProperty(key, out var value)
        ? JsonTable.Number(value)
        : null;

    private static bool Every(JsonElement entry, decimal amount)
    {
        var stated = entry.EnumerateObject().Where(k => LiteLlmName.IsPrice(k.Name)).Select(k => JsonTable.Number(k.Value)).ToList();
        return stated.Count > 0 && stated.All(a => a == amount);
    }
}
