using System.Text.Json;
using CostSim.Prices;
using CostSim.Units;

namespace CostSim.Documents;

/// <summary>
/// Reads the tables that state a few amounts for each model: models.dev, OpenRouter's list of models, Portkey's files, and the catalogue of
/// pi.
/// </summary>
internal static class PlainTables
{
    private const decimal Million = 1_000_000m;

    private static readonly (string Key, PriceColumn Column)[] ModelsDevKeys =
    [
        ("input", PriceColumn.Input), ("output", PriceColumn.Output), ("cache_read", PriceColumn.CacheRead),
        ("cache_write", PriceColumn.CacheWrite5m),
        ("reasoning", PriceColumn.Reasoning), ("input_audio", PriceColumn.AudioIn), ("output_audio", PriceColumn.AudioOut),
    ];

    private static readonly (string Key, PriceColumn Column)[] PiKeys =
        [("input", PriceColumn.Input), ("output", PriceColumn.Output), ("cacheRead", PriceColumn.CacheRead),
            ("cacheWrite", PriceColumn.CacheWrite5m)];

    private static readonly (string Key, PriceColumn Column, decimal Times)[] OpenRouterKeys =
    [
        ("prompt", PriceColumn.Input, Million), ("completion", PriceColumn.Output, Million),
        ("input_cache_read", PriceColumn.CacheRead, Million),
        ("input_cache_write", PriceColumn.CacheWrite5m, Million), ("internal_reasoning", PriceColumn.Reasoning, Million),
        ("audio", PriceColumn.AudioIn, Million), ("request", PriceColumn.Request, 1_000),
    ];

    // In US cents for one token.
    private static readonly (string Key, PriceColumn Column)[] PortkeyKeys =
    [
        ("request_token", PriceColumn.Input), ("response_token", PriceColumn.Output), ("cache_read_input_token", PriceColumn.CacheRead),
        ("cache_write_input_token", PriceColumn.CacheWrite5m),
        ("request_audio_token", PriceColumn.AudioIn), ("response_audio_token", PriceColumn.AudioOut),
        ("reasoning_token", PriceColumn.Reasoning),
    ];

    /// <summary>models.dev's api.json: providers with their models, dollars for a million tokens.</summary>
    public static (List<ImportedPrice> Prices, List<ImportRow> Rows) ModelsDev(string file, string text) =>
        Read(file, text, (root, found) =>
    {
        foreach (var provider in root.EnumerateObject())
        {
            foreach (var model in provider.Value.GetProperty("models").EnumerateObject())
            {
                if (!model.Value.TryGetProperty("cost", out var cost))
                {
                    found.LeftOut($"{provider.Name}/{model.Name}", "states no amount; a blank is never zero");
                    continue;
                }

                var limits = model.Value.TryGetProperty("limit", out var limit)
                    ? new ModelLimits(JsonTable.Count(limit, "context"), JsonTable.Count(limit, "input"), JsonTable.Count(limit, "output"))
                    : null;
                found.Add(provider.Name, model.Name, 0, Amounts(cost, ModelsDevKeys), limits);
                foreach (var tier in cost.EnumerateObject().Where(t => t.Name.StartsWith("context_over_", StringComparison.Ordinal)))
                {
                    if (Thousands(tier.Name["context_over_".Length..]) is { } above)
                        found.Add(provider.Name, model.Name, above + 1, Amounts(tier.Value, ModelsDevKeys), limits);
                    else
                        found.LeftOut($"{provider.Name}/{model.Name}", $"has the tier {tier.Name}, whose threshold is not understood");
                }
            }
        }
    });

    /// <summary>OpenRouter's list of models: dollars for one token, as texts. A negative amount means that the router decides.</summary>
    public static (List<ImportedPrice> Prices, List<ImportRow> Rows) OpenRouter(string file, string text) =>
        Read(file, text, (root, found) =>
    {
        foreach (var model in root.GetProperty("data").EnumerateArray())
        {
            var id = JsonTable.Text(model, "id") ?? throw new FormatException("a model has no id");
            var pricing = model.GetProperty("pricing");
            var amounts = new List<Amount>();
            foreach (var (key, column, times) in OpenRouterKeys)
            {
                if (pricing.TryGetProperty(key, out var value) && Amount(value, times) is { } usd)
                    amounts.Add(new Amount(column, usd));
            }

            if (amounts.Exists(a => a.Usd < 0))
                found.LeftOut($"openrouter/{id}", "has no price of its own: the router chooses a model for each request");
            else
                found.Add("openrouter", id, 0, amounts, new ModelLimits(JsonTable.Count(model, "context_length"), null,
                    model.TryGetProperty("top_provider", out var top) ? JsonTable.Count(top, "max_completion_tokens") : null));
        }
    });

    /// <summary>Portkey's pricing: a provider's file, which is named as the provider is, or an object of them.</summary>
    public static (List<ImportedPrice> Prices, List<ImportRow> Rows) Portkey(string file, string text) => Read(file, text, (root, found) =>
    {
        if (root.EnumerateObject().Any(m => Configured(m.Value)))
        {
            PortkeyModels(Path.GetFileNameWithoutExtension(file), root, found);
            return;
        }

        foreach (var provider in root.EnumerateObject())
            PortkeyModels(provider.Name, provider.Value, found);
    });

    /// <summary>The catalogue of pi: models by provider, dollars for a million tokens, wherever they are in the file.</summary>
    public static (List<ImportedPrice> Prices, List<ImportRow> Rows) Pi(string file, string text) =>
        Read(file, text, (root, found) => Pi(root, found, depth: 0));

    private static void Pi(JsonElement at, Found found, int depth)
    {
        if (depth > 6 || at.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
            return;
        if (at.ValueKind is JsonValueKind.Object && at.TryGetProperty("cost", out var cost) && JsonTable.Text(at, "id") is { } id
            && JsonTable.Text(at, "provider") is { } provider)
        {
            // Only what answers in text: classifiers and the like have an output of zero.
            if (JsonTable.Text(at, "type") is { } type && type is not ("chat" or "model" or "text"))
                return;
            var limits = new ModelLimits(JsonTable.Count(at, "contextWindow"), null, JsonTable.Count(at, "maxTokens"));
            found.Add(provider, id, 0, Amounts(cost, PiKeys), limits);
            foreach (var tier in cost.TryGetProperty("tiers", out var tiers) && tiers.ValueKind is JsonValueKind.Array
                ? tiers.EnumerateArray().ToList()
                : [])
                found.Add(provider, id, (long)(JsonTable.Number(tier.GetProperty("inputTokensAbove"))
                    ?? throw new FormatException($"a tier of {provider}/{id} has no threshold")) + 1, Amounts(tier, PiKeys), limits);
            return;
        }

        var children = at.ValueKind is JsonValueKind.Object ? at.EnumerateObject().Select(p => p.Value).ToList() : [.. at.EnumerateArray()];
        foreach (var child in children)
            Pi(child, found, depth + 1);
    }

    private static void PortkeyModels(string provider, JsonElement models, Found found)
    {
        foreach (var model in models.EnumerateObject().Where(m => m.Name != "default" && Configured(m.Value)))
        {
            var config = model.Value.GetProperty("pricing_config");
            if (JsonTable.Text(config, "currency") is { } currency && currency != "USD")
            {
                found.LeftOut($"{provider}/{model.Name}", $"is in {currency}; prices here are in US dollars");
                continue;
            }

            var amounts = new List<Amount>();
            foreach (var (key, column) in PortkeyKeys)
            {
                if (config.TryGetProperty("pay_as_you_go", out var paid) && paid.TryGetProperty(key, out var entry)
                    && entry.ValueKind is JsonValueKind.Object
                    && entry.TryGetProperty("price", out var price) && JsonTable.Number(price, Million / 100) is > 0 and var usd)
                    amounts.Add(new Amount(column, usd));
            }

            found.Add(provider, model.Name, 0, amounts, null);
        }
    }

    private static bool Configured(JsonElement value) => value.ValueKind is JsonValueKind.Object
        && value.TryGetProperty("pricing_config", out var config) && config.ValueKind is JsonValueKind.Object;

    private static List<Amount> Amounts(JsonElement cost, IEnumerable<(string Key, PriceColumn Column)> keys) =>
        [.. keys.Where(k => cost.TryGetProperty(k.Key, out _))
            .Select(k => JsonTable.Amount(k.Column, cost.GetProperty(k.Key), 1)).OfType<Amount>()];

    private static decimal? Amount(JsonElement value, decimal times) => value.ValueKind switch
    {
        JsonValueKind.Number => JsonTable.Number(value, times),
        JsonValueKind.String when decimal.TryParse(value.GetString(), System.Globalization.NumberStyles.Float,
            System.Globalization.CultureInfo.InvariantCulture, out var number) =>
            Math.Round(number * times, 9) / 1.000000000000000000000000m,
        _ => null,
    };

    // 200k is 200,000.
    private static long? Thousands(string text) =>
        text.EndsWith('k') && long.TryParse(text.AsSpan(0, text.Length - 1), System.Globalization.NumberStyles.None,
            System.Globalization.CultureInfo.InvariantCulture, out var thousands) ? thousands * 1_000 : null;

    private static (List<ImportedPrice> Prices, List<ImportRow> Rows) Read(string file, string text, Action<JsonElement, Found> read)
    {
        using var table = JsonTable.Open(file, text);
        var found = new Found();
        read(table.RootElement, found);
        return (found.Prices, found.Rows);
    }

    private sealed class Found
    {
        public List<ImportedPrice> Prices { get; } = [];

        public List<ImportRow> Rows { get; } = [];

        public void LeftOut(string entry, string reason) => Rows.Add(new ImportRow(ImportVerdict.LeftOut, entry, "", reason));

        // Zero is free or unknown, and no price.
        public void Add(string provider, string model, long contextFrom, List<Amount> amounts, ModelLimits? limits)
        {
            amounts.RemoveAll(a => a.Usd <= 0);
            if (amounts.Count == 0)
            {
                Rows.Add(new ImportRow(ImportVerdict.Quarantined, $"{provider}/{model}", "",
                    "every amount is 0: free or unknown, and zero is not a price"));
                return;
            }

            Prices.Add(new ImportedPrice
            {
                Entry = $"{provider}/{model}",
                Provider = provider,
                Model = model,
                Kind = amounts.Exists(a => a.Column == PriceColumn.Output) ? "chat" : "embedding",
                ContextFrom = new TokenCount(contextFrom),
                Amounts = amounts,
                Limits = limits ?? new ModelLimits(null, null, null),
            });
        }
    }
}
