using System.Text.Json.Serialization;
using CostSim.Billing;
using CostSim.Randomness;

namespace CostSim.Forecasts;

/// <summary>One design of a forecast: what a request uses, what happens over the horizon, and what it costs.</summary>
public sealed record ForecastDesign
{
    public required string Name { get; init; }

    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>What an evaluation found of its answers, as <c>200 questions, 0.9350 right</c>; null where nobody measured them.</summary>
    public string? Measured { get; init; }

    /// <summary>The member of a portfolio that builds it; empty of a portfolio's sum and of a scenario's own designs.</summary>
    public string Member { get; init; } = "";

    /// <summary>A member's own labels, and those of its portfolio; null where the forecast's hold.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>A member's own budget a month; null without.</summary>
    public double? BudgetPerMonth { get; init; }

    /// <summary>Mean tokens of a request by part of the prompt, files of fixed parts named, and what is written.</summary>
    public required IReadOnlyList<PartTokens> Parts { get; init; }

    public required double TokensPerRequest { get; init; }

    /// <summary>Mean calls of a request, as of an agent; null where a request is one call.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? CallsPerRequest { get; init; }

    /// <summary>Mean requests of the horizon, by month.</summary>
    public required IReadOnlyList<double> Requests { get; init; }

    public required ForecastCost Bill { get; init; }

    public required ForecastCost WithPeople { get; init; }

    public required IReadOnlyList<ForecastComponent> Components { get; init; }

    /// <summary>The workloads; one without a name where the scenario has no classes.</summary>
    public required IReadOnlyList<ForecastClass> Classes { get; init; }

    /// <summary>Null where no question's evidence is known.</summary>
    public ForecastRecall? Recall { get; init; }

    public double MeanRequests => Requests.Sum();

    /// <summary>A month's requests by workload: each grows at its own pace, so that every month has another mix of them.</summary>
    public IReadOnlyList<double> RequestsByClass(int month)
    {
        var parts = Classes.Select(c =>
        {
            var months = c.DaysByMonth.Select((days, m) => days * Elementary.Pow(1 + c.GrowthPerMonth, m)).ToList();
            return months.Sum() > 0 ? c.Requests * months[month] / months.Sum() : 0;
        }).ToList();
        return [.. parts.Select(p => Requests[month] * (parts.Sum() > 0 ? p / parts.Sum() : 1.0 / parts.Count))];
    }

    /// <summary>E[cost] / E[units].</summary>
    public double CostPerRequest => MeanRequests > 0 ? Bill.Total.Mean / MeanRequests : 0;
}

/// <summary>Mean tokens of a part; the file where it is a fixed text of one.</summary>
public sealed record PartTokens(string Part, string? File, double Tokens);

/// <summary>A cost over the horizon, in any whole month, and in each month.</summary>
public sealed record ForecastCost(Spread Total, Spread Month, IReadOnlyList<Spread> Months);

/// <summary>A distribution as figures; percentiles by key, as <c>p90</c>.</summary>
public sealed record Spread(double Mean, double Sd, double Skewness, IReadOnlyDictionary<string, double> Percentiles)
{
    public double P50 => Percentiles["p50"];

    public double P90 => Percentiles["p90"];
}

/// <summary>A component of the cost in the mean, by month; of people where it is not invoiced.</summary>
public sealed record ForecastComponent(string Name, bool IsPeople, IReadOnlyList<double> ByMonth)
{
    public double Mean => ByMonth.Sum();
}

/// <summary>The requests of one workload: how many, on which days, and what one paid attempt uses.</summary>
public sealed record ForecastClass
{
    public required string Name { get; init; }

    /// <summary>Mean requests over the horizon.</summary>
    public required double Requests { get; init; }

    /// <summary>Mean requests a day before the factor of its weekday, on the first day.</summary>
    public required double Level { get; init; }

    /// <summary>Weekday or holiday factor of the first day.</summary>
    public required double FirstDay { get; init; }

    /// <summary>Mean growth in a month; 0 without.</summary>
    public double GrowthPerMonth { get; init; }

    /// <summary>Sum of the days' factors by month: as many days of factor 1.</summary>
    public required IReadOnlyList<double> DaysByMonth { get; init; }

    /// <summary>Seven factors of a day, Monday first.</summary>
    public required IReadOnlyList<double> Weekdays { get; init; }

    /// <summary>Relative variance of a day's level beyond chance: 1/k; 0 where days spread no wider.</summary>
    public required double DaySpread { get; init; }

    /// <summary>How uncertain that variance is, as a coefficient of variation.</summary>
    public double DaySpreadCv { get; init; }

    /// <summary>Probability of a day without traffic.</summary>
    public double ZeroDays { get; init; }

    /// <summary>Relative variance of a day's mean tokens per request around the mean of all days.</summary>
    public double TokenSpread { get; init; } = UsualTokenSpread;

    /// <summary>The mean length of one client's requests moves by 13 % from day to day (METHODS, section 4).</summary>
    public const double UsualTokenSpread = 0.13 * 0.13;

    /// <summary>Correlation of a day's level with the next day's.</summary>
    public required double DayToDay { get; init; }

    /// <summary>Paid attempts of a request after the first.</summary>
    public required double Repeats { get; init; }

    public required IReadOnlyList<MeanUse> Uses { get; init; }

    /// <summary>What its cache's hits follow from; null where none is derived.</summary>
    [System.Text.Json.Serialization.JsonInclude]
    internal ForecastCache? Cache { get; init; }
}

/// <summary>Share of the evidence in the context, with its interval.</summary>
public sealed record ForecastRecall(double Mean, double Low, double High, int Questions);
