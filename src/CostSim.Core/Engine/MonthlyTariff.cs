using CostSim.Randomness;

namespace CostSim.Engine;

/// <summary>
/// What is not linear in a month's or a year's total: commitments, credits, volume discounts, minimum charges, tax thresholds.
/// It bills the months of one simulated path in their order, never a mean.
/// </summary>
/// <param name="Components">Names of the lines it can add.</param>
/// <param name="ExchangeByMonth">Units of the run's currency for a US dollar.</param>
/// <param name="Bill">Fills a path's lines from its usage.</param>
internal sealed record MonthlyTariff(IReadOnlyList<string> Components, IReadOnlyList<Parameter> ExchangeByMonth, Action<PathMonths> Bill)
{
    /// <summary>Amounts paid in advance, which usage draws down.</summary>
    public IReadOnlyList<Prepaid> Prepaid { get; init; } = [];
}

/// <summary>An amount paid in advance: the lines that pay it and draw it down.</summary>
/// <param name="Paid">The line that pays it.</param>
/// <param name="Drawn">The line that takes off what usage draws from it.</param>
/// <param name="LeftBefore">What is left of it where it was paid before the horizon, in the run's currency.</param>
/// <param name="LastMonth">The month at whose end what is left expires; null where that lies beyond the horizon.</param>
internal sealed record Prepaid(int Paid, int Drawn, double LeftBefore, int? LastMonth);

/// <summary>One design's months on one path, in the run's currency.</summary>
internal sealed class PathMonths(IReadOnlyList<string> ledgers, int months, int components)
{
    /// <summary>The accounts: models whose usage a contract tells apart.</summary>
    public IReadOnlyList<string> Ledgers => ledgers;

    /// <summary>Units of the run's currency for a US dollar, by month.</summary>
    public double[] Exchange { get; } = new double[months];

    /// <summary>What each account's usage costs, by month and account.</summary>
    public double[][] Usage { get; } = [.. Enumerable.Range(0, months).Select(_ => new double[ledgers.Count])];

    /// <summary>What is billed outside accounts, by month.</summary>
    public double[] Beside { get; } = new double[months];

    /// <summary>What the tariff adds, or takes off, by month and component.</summary>
    public double[][] Lines { get; } = [.. Enumerable.Range(0, months).Select(_ => new double[components])];
}
