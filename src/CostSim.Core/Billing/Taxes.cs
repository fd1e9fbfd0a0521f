using CostSim.Engine;
using CostSim.Scenarios;

namespace CostSim.Billing;

/// <summary>Adds the tax that nobody gives back to what is invoiced, as a component of its own.</summary>
internal static class Taxes
{
    public const string Component = "tax";

    /// <summary>A law with its tax: every part once more, times the share, under the name of the tax.</summary>
    public static RequestLaw On(RequestLaw law, double share) =>
        share == 0 ? law : law.Select(parts => [.. parts, .. parts.Select(p => p.Times(share) with { Component = Component })]);

    /// <summary>Lines with the tax on those that are invoiced, month by month at the rate of its first day.</summary>
    public static IEnumerable<FixedLine> WithTax(Scenario scenario, IReadOnlyList<FixedLine> lines)
    {
        if (scenario.BillsMonths)
            return lines;
        var shares = scenario.Calendar.Months.Select(m => (double)scenario.Money.TaxShare(scenario.Calendar.DateOf(m.FirstDay))).ToList();
        var taxed = shares.Any(s => s != 0) ? lines.Where(l => l.Payer is Payer.Bill) : [];
        return lines.Concat(taxed.Select(l =>
            l with { Component = Component, UsdByMonth = [.. l.UsdByMonth.Select((usd, m) => usd * shares[m])] }));
    }
}
