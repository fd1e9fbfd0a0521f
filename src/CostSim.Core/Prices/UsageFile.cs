using System.Globalization;
using CostSim.Files;
using CostSim.Units;

namespace CostSim.Prices;

/// <summary>
/// A row of a usage table as it was read, its bill, and the records that priced it (the model's own even where nothing was used).
/// </summary>
internal sealed record QuotedRow(CsvRow Row, string Model, Bill Bill, IReadOnlyList<string> Records);

/// <summary>
/// Prices a usage table row by row. Columns are found by name: <c>model</c> is needed; <c>provider</c>, <c>at_utc</c>,
/// <c>service_tier</c>, <c>region</c>, <c>tool</c> and the usage columns may be missing.
/// </summary>
internal sealed class UsageFile
{
    // Beyond this many the reader knows what is wrong with the file.
    private const int MaxErrors = 50;

    private static readonly string[] Formats =
        ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-ddTHH:mmK", "yyyy-MM-dd HH:mm:ssK",
            "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mmK"];

    private readonly CsvTable table;
    private readonly PriceLookup prices;
    private readonly DateOnly? asOf;
    private readonly int[] usage;
    private readonly int provider, model, at, tier, region, tool;

    public UsageFile(CsvTable table, PriceBook book, DateOnly? asOf)
    {
        (this.table, this.asOf, prices) = (table, asOf, new PriceLookup(book));
        usage = [.. UsageColumns.All.Select(c => table.Find(c.Name))];
        (provider, model, at) = (table.Find("provider"), table.Find("model"), table.Find("at_utc"));
        (tier, region, tool) = (table.Find("service_tier"), table.Find("region"), table.Find("tool"));
    }

    public IReadOnlyList<string> Columns => table.Columns;

    /// <summary>Every row with its bill. Throws what could not be priced, each with its line, after the last row.</summary>
    public IEnumerable<QuotedRow> Quote(string file)
    {
        var errors = new InputErrors();
        if (model < 0)
            errors.Add(new Location(file, 1, 0),
                "model: the column is missing; name the model as in 'openai/gpt-4o', or together with a column provider");
        if (!usage.Any(u => u >= 0))
            errors.Add(new Location(file, 1, 0),
                $"no usage column is there; known are {string.Join(", ", UsageColumns.All.Select(c => c.Name))}");
        errors.ThrowIfAny();
        foreach (var row in table.Rows())
        {
            QuotedRow? quoted = null;
            try
            {
                quoted = Quote(row);
            }
            catch (RuleException refused)
            {
                errors.Add(row.At, refused.Message);
                if (errors.Count >= MaxErrors)
                    break;
            }

            if (quoted is not null && errors.Count == 0)
                yield return quoted;
        }

        errors.ThrowIfAny();
    }

    private QuotedRow Quote(CsvRow row)
    {
        var amounts = new decimal[usage.Length];
        for (var i = 0; i < usage.Length; i++)
            amounts[i] = Amount(row, i);
        var used = UsageColumns.Read(amounts);
        var name = Field(row, provider, "") is { Length: > 0 } by ? $"{by}/{Field(row, model, "")}" : Field(row, model, "");
        if (name.Length == 0)
            throw new RuleException("model", "is blank; name the model as in 'openai/gpt-4o'");
        var question = new PriceQuestion(name)
        {
            ServiceTier = Field(row, tier, "standard"),
            Region = Field(row, region, "global"),
            Tool = used.ToolCalls > 0 ? Field(row, tool, "") : null,
        };
        var price = prices.Find(question, Moment(row));
        var bill = price.Bill(used);
        return new QuotedRow(row, name, bill, [.. bill.Records.Prepend(price.TierOf(used.TotalInput).RecordId).Distinct()]);
    }

    private decimal Amount(CsvRow row, int column)
    {
        var text = Field(row, usage[column], "0");
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount)
            ? amount
            : throw new RuleException(UsageColumns.All[column].Name, $"must be a number, but is '{text}'");
    }

    private DateTimeOffset Moment(CsvRow row)
    {
        var text = Field(row, at, "");
        if (text.Length == 0)
            return asOf is { } day ? new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero) : throw new RuleException("at_utc",
                "is missing, and prices have dates; fill the column, or give --as-of DATE");
        return DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : throw new RuleException("at_utc", $"must be a moment such as 2026-11-01T16:30:00Z, but is '{text}'");
    }

    private static string Field(CsvRow row, int column, string absent) =>
        column >= 0 && row.Fields[column].Trim() is { Length: > 0 } field ? field : absent;
}
