using System.Globalization;
using System.Text.Json;
using CostSim.Files;
using CostSim.Units;

namespace CostSim.Prices;

/// <summary>Reads the table of genai-prices: models of each provider, with matching rules, tiers and dated or timed prices.</summary>
internal static class GenaiPrices
{
    private static readonly Dictionary<string, PriceColumn> Keys = new()
    {
        ["input_mtok"] = PriceColumn.Input,
        ["output_mtok"] = PriceColumn.Output,
        ["cache_read_mtok"] = PriceColumn.CacheRead,
        ["cache_write_mtok"] = PriceColumn.CacheWrite5m,
        ["cache_write_1h_mtok"] = PriceColumn.CacheWrite1h,
        ["output_reasoning_mtok"] = PriceColumn.Reasoning,
        ["input_audio_mtok"] = PriceColumn.AudioIn,
        ["cache_audio_read_mtok"] = PriceColumn.AudioCacheRead,
        ["output_audio_mtok"] = PriceColumn.AudioOut,
        ["input_image_mtok"] = PriceColumn.ImageIn,
        ["output_image_mtok"] = PriceColumn.ImageOut,
        ["requests_kcount"] = PriceColumn.Request,
        ["input_audio_hours"] = PriceColumn.AudioTime,
        ["audio_hours"] = PriceColumn.AudioTime,
        ["input_document_kpages"] = PriceColumn.Page,
    };

    private static readonly string[] Tools = ["web_searches_kcount", "storage_searches_kcount"];

    /// <summary>The prices of a table as they hold on a day, and rows for what could not be read as one.</summary>
    public static (IReadOnlyList<ImportedPrice> Prices, IReadOnlyList<ImportRow> Rows) Read(string file, string text,
        PriceBook book, DateOnly day)
    {
        using var table = JsonTable.Open(file, text);
        var (prices, rows) = (new List<ImportedPrice>(), new List<ImportRow>());
        // The first format is a list of providers, later ones may hold it.
        var providers = table.RootElement.ValueKind is JsonValueKind.Object && table.RootElement.TryGetProperty("providers", out var list)
            ? list
            : table.RootElement;
        if (providers.ValueKind is not JsonValueKind.Array)
            throw new InputException(new Location(file, 1, 1),
                "is not the table of genai-prices: it must be a list with an entry for each provider");
        foreach (var provider in providers.EnumerateArray())
        {
            var by = provider.ValueKind is not JsonValueKind.Object ? "" : JsonTable.Text(provider, "id") is "x-ai"
                ? "xai"
                : JsonTable.Text(provider, "id") ?? "";
            foreach (var model in InputGuard.Read(() => Location.Of($"{file} ({by})"), "an entry of the table of genai-prices", () =>
                provider.GetProperty("models").EnumerateArray()))
                prices.AddRange(InputGuard.Read(() => Location.Of($"{file} ({by})"), "an entry of the table of genai-prices", () =>
                    Model(by, model, book, day, rows)));
        }

        return (prices, rows);
    }

    private static List<ImportedPrice> Model(string provider, JsonElement model, PriceBook book, DateOnly day, List<ImportRow> rows)
    {
        var entry = $"{provider}/{JsonTable.Text(model, "id")}";
        var names = Names(provider, model, book, day);
        var stated = model.GetProperty("prices");
        if (stated.ValueKind is JsonValueKind.Object)
            return stated.EnumerateObject().Any() ? [.. names.SelectMany(n => Prices(entry, n, model, stated, null, rows))] : LeftOut(rows,
                entry, "states no amount; a blank is never zero");
        var dated = stated.EnumerateArray().Select(p =>
            (Constraint: p.TryGetProperty("constraint", out var c) ? c : (JsonElement?)null, Prices: p.GetProperty("prices"))).ToList();
        if (dated.Any(d => d.Constraint is { } c && c.TryGetProperty("start_time", out _)))
        {
            rows.Add(new ImportRow(ImportVerdict.Quarantined, entry, "",
                "has hours without dates or weekdays, since a constraint holds only one of them; a price would apply at the wrong time"));
            return [];
        }

        var starts = dated.Select(d => d.Constraint is { } c ? JsonTable.Date(c, "start_date") : null).ToList();
        var last = Enumerable.Range(0, dated.Count).Where(i => starts[i] is null || starts[i] <= day)
            .MaxBy(i => starts[i] ?? DateOnly.MinValue);
        var found = new List<ImportedPrice>();
        for (var i = 0; i < dated.Count; i++)
        {
            if (i == last || starts[i] > day)
                found.AddRange(names.SelectMany(n => Prices(entry, n, model, dated[i].Prices, starts[i], rows)));
            else
                History(entry, names, model, dated[i].Prices, starts.Where(s => s > (starts[i] ?? DateOnly.MinValue)).Min(), book, rows);
        }

        return found;
    }

    // Prices before the first dated change have no start, so they cannot become records; where they contradict the book, that is said.
    private static void History(string entry, List<PriceNameInBook> names, JsonElement model, JsonElement stated, DateOnly? until,
        PriceBook book, List<ImportRow> rows)
    {
        foreach (var price in names.SelectMany(n => Prices(entry, n, model, stated, null, [])))
        {
            var before = until is { } end && book.Providers.Contains(price.Provider)
                ? book.InForce(end.AddDays(-1)).FirstOrDefault(r => r.Provider == price.Provider && r.IsNamed(price.Model)
                    && r.ServiceTier == "standard" && Math.Abs(r.ContextFrom.Value - price.ContextFrom.Value) <= 1)
                : null;
            var wrong = before is null ? [] : price.Amounts.Where(a => before.Amounts[a.Column] is { } known && known != a.Usd).ToList();
            rows.Add(wrong.Count > 0
                ? new ImportRow(ImportVerdict.Quarantined, entry, Until(price, until),
                    string.Join(", ", wrong.Select(a =>
                        string.Create(CultureInfo.InvariantCulture,
                            $"{PriceColumns.Of(a.Column).Key} {a.Usd} where the book has {before!.Amounts[a.Column]}")))
                            + $" ({before!.Id})")
                : new ImportRow(ImportVerdict.LeftOut, entry, Until(price, until), "a price without a start"));
        }
    }

    private static string Until(ImportedPrice price, DateOnly? until) =>
        string.Create(CultureInfo.InvariantCulture,
            $"until {until:yyyy-MM-dd}{(price.ContextFrom.Value == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {price.ContextFrom.Value:#,0}+"))}");

    private sealed record PriceNameInBook(string Provider, string Model, string Kind);

    // A family's id, such as claude-haiku-4-5, represents the dated models of the book that its rule matches.
    private static List<PriceNameInBook> Names(string provider, JsonElement model, PriceBook book, DateOnly day)
    {
        var id = JsonTable.Text(model, "id") ?? "";
        var known = book.Providers.Contains(provider)
            ? book.RecordsOf(provider).Where(r => r.Kind is not ("tool" or "provisioned")).ToList()
            : [];
        if (known.FirstOrDefault(r => r.IsNamed(id)) is { } named)
            return [new PriceNameInBook(provider, named.Model.Equals(id, StringComparison.OrdinalIgnoreCase)
                ? named.Model
                : id, named.Kind)];
        var live = book.Providers.Contains(provider)
            ? book.InForce(day).Where(r => r.Provider == provider && r.Kind is not ("tool" or "provisioned")).ToList()
            : [];
        var matched = live.Where(r => model.TryGetProperty("match", out var rule) && GenaiMatch.Holds(rule, r.Model))
            .GroupBy(r => r.Model).Select(g => new PriceNameInBook(provider, g.Key, g.First().Kind)).ToList();
        return matched.Count > 0
            ? matched
            : [new PriceNameInBook(provider, id, model.GetProperty("prices").ToString().Contains("output_mtok", StringComparison.Ordinal)
                ? "chat"
                : "embedding")];
    }

    private static List<ImportedPrice> Prices(string entry, PriceNameInBook name, JsonElement model, JsonElement stated,
        DateOnly? start, List<ImportRow> rows)
    {
        var tiers = new Dictionary<long, List<Amount>>();
        foreach (var key in stated.EnumerateObject())
        {
            if (!Keys.TryGetValue(key.Name, out var column))
            {
                var why = Tools.Contains(key.Name)
                    ? "a tool's fee; tools have records of their own"
                    : $"there is no meter for it ({key.Value.GetRawText()})";
                if (rows.All(r => (r.Entry, r.What) != (entry, key.Name)))
                    rows.Add(new ImportRow(ImportVerdict.LeftOut, entry, key.Name, why));
                continue;
            }

            var nested = key.Value.ValueKind is JsonValueKind.Object;
            Add(tiers, 0, JsonTable.Amount(column, nested ? key.Value.GetProperty("base") : key.Value, 1));
            foreach (var tier in nested ? key.Value.GetProperty("tiers").EnumerateArray().ToList() : [])
                Add(tiers, (long)(JsonTable.Number(tier.GetProperty("start")) ?? 0) + 1,
                    JsonTable.Amount(column, tier.GetProperty("price"), 1));
        }

        return [.. tiers.Select(t => new ImportedPrice
        {
            Entry = entry,
            Provider = name.Provider,
            Model = name.Model,
            Kind = name.Kind,
            ContextFrom = new TokenCount(t.Key),
            From = start,
            Amounts = t.Value,
            Limits = new ModelLimits(JsonTable.Count(model, "context_window"), null, null),
        })];
    }

    private static void Add(Dictionary<long, List<Amount>> tiers, long from, Amount? amount)
    {
        if (amount is not { Usd: > 0 })
            return;
        if (!tiers.TryGetValue(from, out var list))
            tiers[from] = list = [];
        if (list.All(a => a.Column != amount.Column))
            list.Add(amount);
    }

    private static List<ImportedPrice> LeftOut(List<ImportRow> rows, string entry, string reason)
    {
        rows.Add(new ImportRow(ImportVerdict.LeftOut, entry, "", reason));
        return [];
    }
}
