using CostSim.Prices;

namespace CostSim.Logs;

/// <summary>An amount of a bill that no token explains, by its name, with the months in which it is.</summary>
internal sealed record InvoiceLine(string Name, LogCharge Charge)
{
    private readonly HashSet<DateOnly> months = [];

    public double Cost { get; private set; }

    public int Months => months.Count;

    public void Add(double cost, DateOnly day)
    {
        Cost += cost;
        months.Add(new DateOnly(day.Year, day.Month, 1));
    }
}

/// <summary>
/// What a log bills, as far as a scenario can say it: a price by model and meter, lines other than tokens, tax, the currency and its rate.
/// </summary>
internal sealed class Invoice
{
    private readonly Dictionary<(string Model, Meter Meter), (double Tokens, double Cost)> meters = [];
    private readonly SortedDictionary<string, InvoiceLine> lines = new(StringComparer.Ordinal);
    private readonly SortedSet<string> currencies = new(StringComparer.Ordinal);
    private double net, tax;

    /// <summary>Of the amounts; null where there is none, or where they differ.</summary>
    public string? Currency => currencies.Count == 1 ? currencies.Min : null;

    public IReadOnlyCollection<string> Currencies => currencies;

    /// <summary>Units of the currency for a US dollar, by the last row that says so.</summary>
    public double? PerUsd { get; private set; }

    public IReadOnlyCollection<InvoiceLine> Lines => lines.Values;

    /// <summary>Tax over all that is taxed; null where the bill has none.</summary>
    public double? TaxRate => tax > 0 && net > 0 ? tax / net : null;

    /// <summary>US dollars for a million tokens of a meter; null where the bill has none, or where its currency has no rate.</summary>
    public double? UsdPerMillion(string model, Meter meter) =>
        meters.TryGetValue((model, meter), out var of) && of.Tokens > 0 && Currency is { } currency
            && (currency == "USD" ? 1 : PerUsd) is { } rate
            ? of.Cost / of.Tokens / rate * 1e6 : null;

    public void Add(in LogRecord record)
    {
        if (record.Cost is not { } amount)
            return;
        var cost = (double)amount;
        currencies.Add(record.Currency);
        PerUsd = (double?)record.PerUsd ?? PerUsd;
        if (record.Charge == LogCharge.Tax)
        {
            tax += cost;
            return;
        }

        net += cost;
        if (record.Tokens > 0)
            AddTokens(record, cost);
        else if (record.Line is { Length: > 0 } name && cost != 0)
            LineOf(name, record.Charge).Add(cost, DateOnly.FromDateTime(record.From.DateTime));
    }

    // A row that prices several meters at once does not say what each costs.
    private void AddTokens(in LogRecord record, double cost)
    {
        if (LogMeters.OnlyOne(record) is not { } meter)
            return;
        var key = (record.Model, LogMeters.All[meter]);
        var old = meters.GetValueOrDefault(key);
        meters[key] = (old.Tokens + record.Tokens, old.Cost + cost);
    }

    private InvoiceLine LineOf(string name, LogCharge charge) => lines.TryGetValue(name, out var line) ? line
        : lines[name] = new InvoiceLine(name, charge);
}
