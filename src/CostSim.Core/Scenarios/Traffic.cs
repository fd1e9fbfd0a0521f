using CostSim.Randomness;

namespace CostSim.Scenarios;

/// <summary>How the requests of one class come over the horizon: the mean of every day, and the spread around it.</summary>
internal sealed record Traffic
{
    /// <summary>Requests a day on the first day, before its weekday factor.</summary>
    public required Parameter Level { get; init; }

    /// <summary>An uncertain factor on the level.</summary>
    public Parameter Adoption { get; init; } = Parameter.One;

    public Growth Growth { get; init; } = Growth.None;

    /// <summary>Factors that multiply the level from a day on.</summary>
    public IReadOnlyList<Step> Steps { get; init; } = [];

    /// <summary>The known pattern: weekdays, hours, holidays, time zone.</summary>
    public Rhythm Rhythm { get; init; } = Rhythm.Flat;

    public CountLaw Counts { get; init; } = CountLaw.Poisson;

    /// <summary>Standard deviation of the log level's random walk over a month; 0 without.</summary>
    public Parameter DriftPerMonth { get; init; } = Parameter.Zero;

    /// <summary>Probability of a day without traffic; the other days keep their level.</summary>
    public Parameter ZeroDays { get; init; } = Parameter.Zero;

    /// <summary>One random factor a day, if any.</summary>
    public DayFactor? DayFactor { get; init; }

    /// <summary>Logged days that replace the rhythm and the counts, if any.</summary>
    public LoggedDays? Log { get; init; }

    /// <summary>The parameters on which the days' means depend.</summary>
    public IEnumerable<Parameter> DayParameters =>
        [Level, Adoption, Growth.PerMonth, .. Growth.Curve is { } curve ? new[] { curve.From, curve.To, curve.Months } : [],
            .. Steps.Select(s => s.Factor)];

    /// <summary>Indices of every score that the traffic depends on.</summary>
    public IEnumerable<int> Inputs => DayParameters.Concat([DriftPerMonth, ZeroDays, Counts.Size, Counts.DayToDay])
        .SelectMany(p => p.Inputs).Concat(DayFactor?.Law.Inputs ?? []).Distinct();
}

/// <summary>A factor on the level from a day on: a launch, the end of a pilot.</summary>
internal sealed record Step(int FromDay, Parameter Factor);

/// <summary>Growth of the level: a rate per month, or an S-curve between two factors; at most one of them.</summary>
internal sealed record Growth(Parameter PerMonth, SCurve? Curve)
{
    public static Growth None { get; } = new(Parameter.Zero, null);

    public IEnumerable<int> Inputs => PerMonth.Inputs.Concat(Curve?.Inputs ?? []);
}

/// <summary>A logistic path of the level's factor; <see cref="Months"/> is the way from 10 to 90 % of the rise.</summary>
internal sealed record SCurve(Parameter From, Parameter To, double MidpointDay, Parameter Months)
{
    public IEnumerable<int> Inputs => From.Inputs.Concat(To.Inputs).Concat(Months.Inputs);
}

/// <summary>How a day's count spreads around its mean.</summary>
internal enum CountKind
{
    /// <summary>Variance m.</summary>
    Poisson,

    /// <summary>The mean itself; a fraction of a request is a request by chance.</summary>
    Fixed,

    /// <summary>Variance m + m²/k.</summary>
    NegativeBinomial,
}

/// <summary>The law of a day's count: its kind, the size k, and the correlation of a day's level with the next day's.</summary>
internal sealed record CountLaw(CountKind Kind, Parameter Size, Parameter DayToDay)
{
    public static CountLaw Poisson { get; } = new(CountKind.Poisson, Parameter.Zero, Parameter.Zero);

    public static CountLaw Fixed { get; } = new(CountKind.Fixed, Parameter.Zero, Parameter.Zero);

    public static CountLaw NegativeBinomial(double size, double dayToDay = 0) =>
        new(CountKind.NegativeBinomial, Parameter.Of(size), Parameter.Of(dayToDay));
}

/// <summary>One random factor a day; where shared, the same for all classes that say so.</summary>
internal sealed record DayFactor(UncertainLaw Law, bool IsShared, string Key);
