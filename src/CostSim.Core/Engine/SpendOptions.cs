using CostSim.Units;

namespace CostSim.Engine;

/// <summary>How the spend is worked out.</summary>
internal enum SpendMethod
{
    /// <summary>By moments where every month is near enough to normal given the parameters, else by simulation.</summary>
    Chosen,

    /// <summary>Cumulants in closed form given the parameters, integrated over them.</summary>
    Moments,

    /// <summary>Days and requests are played in every trial.</summary>
    Simulation,
}

/// <summary>What is asked of a simulation.</summary>
internal sealed record SpendOptions
{
    public ulong Seed { get; init; } = 42;

    /// <summary>At least so many trials; rounded up to 16 times a power of two.</summary>
    public int Trials { get; init; } = 10_000;

    public int Threads { get; init; } = 1;

    public SpendMethod Method { get; init; } = SpendMethod.Chosen;

    /// <summary>Percentiles in addition to <see cref="Percentile.Reported"/>.</summary>
    public IReadOnlyList<Percentile> Percentiles { get; init; } = [];

    /// <summary>Costs in US dollars whose probability to be passed is asked for, of every distribution.</summary>
    public IReadOnlyList<double> ExceedUsd { get; init; } = [];

    /// <summary>Budget for a month in US dollars, if there is one.</summary>
    public double? BudgetUsdPerMonth { get; init; }

    /// <summary>Whether the budget counts people in addition to the bill.</summary>
    public bool BudgetWithPeople { get; init; }

    /// <summary>Doubles the trials until the relative half-width of the horizon's P50 and P90 of every design is this small.</summary>
    public double? Until { get; init; }

    /// <summary>Whether trials are drawn even where a quadrature would do.</summary>
    public bool PreferPoints { get; init; }

    /// <summary>Whether the widest inputs get the best Sobol dimensions, which takes a look at each; means alone do not need it.</summary>
    public bool RankInputs { get; init; } = true;

    /// <summary>Shards of the trials that were worked out before, as <see cref="TrialShard"/> wrote them; null to work them out.</summary>
    public IReadOnlyList<Stream>? Shards { get; init; }

    /// <summary>Whether means are split by component.</summary>
    public bool Components { get; init; } = true;

    /// <summary>Whether classes get moments of their own.</summary>
    public bool Classes { get; init; } = true;

    /// <summary>Percentiles by class in addition to the moments.</summary>
    public bool ClassPercentiles { get; init; }

    /// <summary>The design that all pairs are formed with where there are more than 12.</summary>
    public string? PairWith { get; init; }

    /// <summary>Designs that meet the quality asked for, among which a decision is made; null for all.</summary>
    public IReadOnlyList<string>? Eligible { get; init; }

    /// <summary>Whether pairs, drivers and the value of information are worked out; a point of a sweep prints none of them.</summary>
    public bool Decisions { get; init; } = true;

    /// <summary>Points of each <see cref="CostDistribution.Curve"/>; 0 for none.</summary>
    public int CurvePoints { get; init; } = 101;
}
