using CostSim.Randomness;

namespace CostSim.Scenarios;

/// <summary>Whether a cost is invoiced, or the time and the consequences that people carry.</summary>
internal enum Payer
{
    Bill,
    People,
}

/// <summary>A fixed cost, independent of requests: US dollars by calendar month of the horizon, times an uncertain factor.</summary>
internal sealed record FixedLine(string Component, Payer Payer, IReadOnlyList<double> UsdByMonth, Parameter Factor)
{
    /// <summary>
    /// The model on whose account it is billed, such as the embedding of a corpus; empty for what no model's provider invoices.
    /// </summary>
    public string Ledger { get; init; } = "";

    /// <summary>The same amount a month; a month that the horizon cuts pays its part.</summary>
    public static FixedLine Monthly(Calendar calendar, string component, Payer payer, double usdPerMonth, Parameter? factor = null) =>
        new(component, payer, [.. calendar.Months.Select(m => usdPerMonth * m.Part)], factor ?? Parameter.One);

    /// <summary>An amount on one day.</summary>
    public static FixedLine Once(Calendar calendar, string component, Payer payer, double usd, int day = 0, Parameter? factor = null)
    {
        var months = new double[calendar.Months.Count];
        months[calendar.MonthOf(day)] = usd;
        return new FixedLine(component, payer, months, factor ?? Parameter.One);
    }
}
