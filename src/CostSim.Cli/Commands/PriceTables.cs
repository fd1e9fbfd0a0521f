using System.Globalization;
using System.Text.Json;
using CostSim.Prices;
using CostSim.Reports;

namespace CostSim.Cli.Commands;

/// <summary>Price records as tables: narrow for people, whole for programs.</summary>
internal static class PriceTables
{
    /// <summary>What a person compares: conditions, the usual rates in dollars for a million tokens, and the date.</summary>
    public static Table Short(IReadOnlyList<PriceRecord> records, bool named, string provider = "model")
    {
        List<(string Heading, Unit Unit, Func<PriceRecord, Cell> Value)> columns =
        [
            ("model", Unit.Text, r => r.Model),
            ("conditions", Unit.Text, r => Conditions(r)),
            ("input", Unit.Number, r => Rate(r, PriceColumn.Input)),
            ("cached", Unit.Number, r => Rate(r, PriceColumn.CacheRead)),
            ("output", Unit.Number, r => Rate(r, PriceColumn.Output)),
            ("other rates", Unit.Text, r => Others(r)),
            ("from", Unit.Date, r => Instant.Day(r.EffectiveFrom)),
            ("to", Unit.Date, r => r.EffectiveTo is { } end ? Instant.Day(end) : ""),
            ("status", Unit.Text, r => Words(r.Status)),
        ];
        columns.RemoveAll(c => named ? c.Heading is "to" or "status" : c.Heading is "model");
        columns.RemoveAll(c => records.All(r => c.Value(r).Value is ""));
        return new Table("prices", "US dollars for one million tokens",
            [.. columns.Select(c => new Column(c.Heading, c.Heading is "model" ? provider : c.Heading, c.Unit))],
            [.. records.Select(r => new Row([.. columns.Select(c => c.Value(r))]))]);
    }

    /// <summary>A short table for each provider, and apart what has no token rates, so that a model's name has room.</summary>
    public static void WriteByProvider(IReadOnlyList<PriceRecord> records, TextWriter output)
    {
        var first = true;
        foreach (var same in records.GroupBy(r => (r.Provider, HasTokens: r.Amounts[PriceColumn.Input] is not null))
            .OrderBy(g => g.Key.Provider, StringComparer.Ordinal).ThenByDescending(g => g.Key.HasTokens))
        {
            output.Write(first ? "" : "\n");
            first = false;
            output.Write(string.Join('\n', TextTable.Lines(Short([.. same], named: true, same.Key.Provider))) + "\n");
        }
    }

    /// <summary>Every key of the records, as price files write them.</summary>
    public static Table Whole(IEnumerable<PriceRecord> records) => new(
        "prices", "Price records",
        [
            .. new[] { "id", "provider", "model", "aliases", "kind", "effective_from", "effective_to", "recorded_on", "checked_on",
                "status", "service_tier", "region", "time_band" }.Select(k => new Column(k, k, Unit.Text)),
            new("context_from_tokens", "context_from_tokens", Unit.Count),
            .. PriceColumns.OfModels.Select(c => new Column(c.Key, c.Key, Unit.Number)),
            .. new[] { "source", "date_basis", "confidence", "note" }.Select(k => new Column(k, k, Unit.Text)),
            .. PriceColumns.All.Where(c => PriceColumns.IsOfStore(c.Column)).Select(c => new Column(c.Key, c.Key, Unit.Number)),
        ],
        [.. records.Select(r => new Row(
        [
            r.Id, r.Provider, r.Model, string.Join(' ', r.Aliases), r.Kind, Day(r.EffectiveFrom),
            r.EffectiveTo is { } end ? Day(end) : null,
            r.RecordedOn, r.CheckedOn is { } looked ? (Cell)looked : default, Words(r.Status), r.ServiceTier, r.Region,
            r.Band.Name, r.ContextFrom.Value,
            .. PriceColumns.OfModels.Select(c => r.Amounts[c.Column] is { } amount ? (Cell)amount : default),
            r.Source, r.DateBasis, $"{r.Confidence}".ToLowerInvariant(), r.Note,
            .. PriceColumns.All.Where(c => PriceColumns.IsOfStore(c.Column))
                .Select(c => r.Amounts[c.Column] is { } amount ? (Cell)amount : default),
        ]))]);

    public static void Write(Table table, string format, TextWriter output)
    {
        switch (format)
        {
            case "csv":
                CsvReport.Write(table, output);
                break;
            case "json":
                output.Write($"[{string.Join(",\n", table.Rows.Select(r => Json(table, r)))}]\n");
                break;
            case "jsonl":
                foreach (var row in table.Rows)
                    output.Write(Json(table, row) + "\n");
                break;
            default:
                output.Write(string.Join('\n', TextTable.Lines(table)) + "\n");
                break;
        }
    }

    /// <summary>What sets a record apart from a model's plain price: <c>batch, 272,000+</c>.</summary>
    public static string Conditions(PriceRecord r) => string.Join(", ", new[]
    {
        r.ServiceTier,
        r.Region == "global" ? "" : r.Region,
        r.Band.IsAny ? "" : r.Band.Name,
        r.ContextFrom.Value == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{r.ContextFrom.Value:#,0}+"),
    }.Where(c => c.Length > 0));

    public static string Day(DateTimeOffset at) =>
        at.ToString(at.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mmZ", CultureInfo.InvariantCulture);

    public static string Words(PriceStatus status) => status is PriceStatus.InForce ? "in force" : $"{status}".ToLowerInvariant();

    // Decimals are shown as stated: a rate is not an estimate.
    private static string Rate(PriceRecord r, PriceColumn column) => r.Amounts[column] is { } rate ? PricesCommand.Exact(rate) : "";

    // Only where there are no token rates: 'show' and CSV have every amount.
    private static string Others(PriceRecord r) => r.Amounts[PriceColumn.Input] is not null ? "" : string.Join(", ", r.Amounts.Stated
        .Where(a => a.Column > PriceColumn.ImageOut).Select(a => $"{PricesCommand.Exact(a.Usd)} / {PriceColumns.Of(a.Column).For}"));

    private static string Json(Table table, Row row) => JsonSerializer.Serialize(table.Columns.Select((c, i) => (c.Key, row.Cells[i].Value))
        .ToDictionary(c => c.Key, c => c.Value is DateOnly day ? Figures.Date(day) : c.Value));
}
