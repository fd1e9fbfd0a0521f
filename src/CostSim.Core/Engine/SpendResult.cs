using CostSim.Scenarios;

namespace CostSim.Engine;

/// <summary>What a simulation of spend found. All amounts are US dollars.</summary>
internal sealed record SpendResult
{
    public required Calendar Calendar { get; init; }

    public required IReadOnlyList<DesignSpend> Designs { get; init; }

    public IReadOnlyList<PairSpend> Pairs { get; init; } = [];

    /// <summary>What knowing an input would save in the mean, by falling value; empty with one design.</summary>
    public IReadOnlyList<InputValue> ValueOfKnowing { get; init; } = [];

    /// <summary>Trials used; quadrature nodes where <see cref="OuterLaw"/> says so.</summary>
    public required int Trials { get; init; }

    /// <summary>Whether <see cref="Trials"/> are trials that were drawn, not the nodes of an integral.</summary>
    public bool IsSampled { get; init; } = true;

    /// <summary>Which of the two methods gave the laws of months and totals, and why, in words.</summary>
    public string Method { get; init; } = "";

    /// <summary>How the uncertain inputs were integrated, in words.</summary>
    public required string OuterLaw { get; init; }

    /// <summary>What a careful statistician would say about these numbers.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>One cost over the horizon, by calendar month, and of any whole month of it (pooled).</summary>
internal sealed record SpendView(CostDistribution Total, IReadOnlyList<CostDistribution> Months, CostDistribution Pooled)
{
    /// <summary>How the within-trial law was worked out, in words, with the reason.</summary>
    public string InnerLaw { get; init; } = "";
}

internal sealed record DesignSpend
{
    public required string Name { get; init; }

    public required SpendView Bill { get; init; }

    public required SpendView WithPeople { get; init; }

    /// <summary>The bill with what is paid in advance borne by the months whose usage draws it down; null where nothing is.</summary>
    public SpendView? Amortised { get; init; }

    public IReadOnlyList<ClassSpend> Classes { get; init; } = [];

    public IReadOnlyList<ComponentSpend> Components { get; init; } = [];

    public BudgetRisk? Budget { get; init; }

    /// <summary>Shares of the variance of the horizon's bill; with <c>interactions</c> and <c>within a trial</c> they sum to one.</summary>
    public IReadOnlyList<Driver> Drivers { get; init; } = [];

    /// <summary>The same of the cost with people.</summary>
    public IReadOnlyList<Driver> DriversWithPeople { get; init; } = [];

    /// <summary>Mean over trials of the lowest regret against the cheapest eligible design in each trial, with people.</summary>
    public double Regret { get; init; }

    /// <summary>Mean requests over the horizon, and by calendar month.</summary>
    public required double MeanRequests { get; init; }

    public required IReadOnlyList<double> MeanRequestsByMonth { get; init; }
}

/// <summary>A class of one design: moments of the horizon's bill, percentiles where asked.</summary>
internal sealed record ClassSpend(string Name, double Mean, double StandardDeviation, double Skewness, double MeanRequests,
    CostDistribution? Distribution);

/// <summary>
/// A component's exact mean, by month, and its mean where the horizon's bill (or cost with people) is at its P90: those add up to the P90.
/// </summary>
internal sealed record ComponentSpend(string Component, Payer Payer, double Mean, IReadOnlyList<double> MeanByMonth, double AtP90);

/// <summary>Probability to pass the month's budget, month by month, and in at least one whole month.</summary>
internal sealed record BudgetRisk(double UsdPerMonth, IReadOnlyList<Exceedance> Months, Exceedance AnyMonth, double Pooled);

/// <summary>
/// An uncertain input (or <c>interactions</c>, <c>within a trial</c>) and its share of the variance; the mean cost with it at its p10 and
/// p90, null for the remainders.
/// </summary>
internal sealed record Driver(string Input, double Share, double? AtP10, double? AtP90);

/// <summary>
/// Expected saving from knowing an input before deciding; the first entry, <c>everything</c>, is the value of perfect information.
/// </summary>
internal sealed record InputValue(string Input, double Usd);

/// <summary>One design against another over the horizon, with people, from their joint law.</summary>
internal sealed record PairSpend
{
    public required string First { get; init; }

    public required string Second { get; init; }

    /// <summary>Mean of first minus second.</summary>
    public required double MeanDifference { get; init; }

    /// <summary>The 2.5 and 97.5 % points of the difference.</summary>
    public required Bounds Range { get; init; }

    /// <summary>P(first costs less than second), and its interval.</summary>
    public required double Cheaper { get; init; }

    public required Bounds CheaperInterval { get; init; }

    /// <summary>Mean of what choosing first costs more in the trials where second is cheaper.</summary>
    public required double Regret { get; init; }

    public required BreakEven BreakEven { get; init; }

    public IReadOnlyList<Driver> Drivers { get; init; } = [];
}

/// <summary>
/// The volume at which both cost the same, as a part of the mean volume: percentiles over the trials that have a crossing.
/// </summary>
internal sealed record BreakEven(double P5, double P50, double P95, double ShareWithoutCrossing,
    IReadOnlyList<double> CrossingsAtMean, double RequestsPerDay)
{
    /// <summary>Where no crossing was looked for, or none exists.</summary>
    /// <summary>Whether the pair's first design is the cheaper one below the volume, and the second above it.</summary>
    public bool FirstIsCheaperBelow { get; init; }

    public static BreakEven Unknown { get; } = new(double.NaN, double.NaN, double.NaN, 1, [], double.NaN);
}
