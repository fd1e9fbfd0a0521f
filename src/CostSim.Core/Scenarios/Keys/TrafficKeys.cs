namespace CostSim.Scenarios.Keys;

/// <summary>How many requests come, and when.</summary>
internal static class TrafficKeys
{
    public static IReadOnlyList<ScenarioKey> All { get; } =
    [
        new("traffic", KeyForm.Map, "Requests over time; a request is one turn of a user", "{ requests_per_day: 1_000 }"),
        new("traffic.requests_per_day", KeyForm.Size, "Level on the first day, before its weekday's factor", "8_000 to 12_000"),
        new("traffic.adoption", KeyForm.Size, "Uncertain factor on the level", "0.5 to 1", "1"),
        new("traffic.growth_per_month", KeyForm.Rate, "Growth of the level a month", "1% to 5%", "0"),
        new("traffic.growth", KeyForm.Map, "Growth that ends, in place of a rate", "{ s_curve: { to: 6, months: 8 } }"),
        new("traffic.growth.s_curve", KeyForm.Map, "Factors on the level along an S",
            "{ from: 1, to: 6, midpoint: 2027-02-01, months: 8 }"),
        new("traffic.growth.s_curve.from", KeyForm.Size, "Factor before", "1", "1"),
        new("traffic.growth.s_curve.to", KeyForm.Size, "Factor after", "4 to 8"),
        new("traffic.growth.s_curve.midpoint", KeyForm.Date, "Day of half of the way", "2027-02-01", "the middle of the horizon"),
        new("traffic.growth.s_curve.months", KeyForm.Size, "Months from 10 to 90 % of the way", "8"),
        new("traffic.steps", KeyForm.List, "Launches and ends of pilots", "[{ from: 2027-01-15, factor: 2 }]"),
        new("traffic.steps[].from", KeyForm.Date, "First day of the step", "2027-01-15"),
        new("traffic.steps[].factor", KeyForm.Size, "Factor on the level from that day on", "1.5 to 2.5"),
        new("traffic.log", KeyForm.File,
            "A usage log, as `costsim fit` reads it, or a table `date,requests`, whose whole days are used again: their mean is the level, "
            + "their weekdays are kept", "requests.csv"),
        new("traffic.as", KeyForm.Choice, "How: a day of the same weekday by chance, or the logged days in order", "replayed",
            "resampled") { Choices = ["resampled", "replayed"] },
        new("traffic.weekdays", KeyForm.List, "Seven factors, Monday first", "[1, 1, 1, 1, 1, 0.4, 0.3]", "all 1"),
        new("traffic.hours", KeyForm.Any, "office, global, flat, or 24 factors from midnight", "office", "flat"),
        new("traffic.holidays", KeyForm.List, "Days with the holiday's factor in place of the weekday's", "[2027-01-18]"),
        new("traffic.holiday_factor", KeyForm.Number, "Factor of a holiday", "0.2", "1"),
        new("traffic.timezone", KeyForm.Text, "Offset from UTC of weekdays, hours and holidays", "+08:00", "+00:00"),
        new("traffic.counts", KeyForm.Any,
            $"How day counts spread: {string.Join(", ", CountReader.Named.Select(n => n.Name))}, or a negative binomial",
            "{ negative_binomial: 5 }", "typical"),
        new("traffic.counts.negative_binomial", KeyForm.Size, "Size k: the variance of a day of mean m is m + m²/k", "5"),
        new("traffic.counts.day_to_day", KeyForm.Portion, "Correlation of a day's level with the next day's", "0.4", "0"),
        new("traffic.drift_per_month", KeyForm.Size, "Standard deviation a month of a random walk of the log level", "8%", "0"),
        new("traffic.zero_days", KeyForm.Portion, "Probability of a day without traffic", "0.1", "0"),
        new("traffic.day_factor", KeyForm.Size, "A random factor a day; `shared: true` makes it one for all classes",
            "{ gamma: { mean: 1, cv: 0.3 } }"),
        new("traffic.sessions", KeyForm.Map, "Questions in a row about one document: what a cache can hit", "{ requests: 3, gap: 2m }"),
        new("traffic.sessions.requests", KeyForm.Number, "Mean requests of a session", "3"),
        new("traffic.sessions.gap", KeyForm.Any, "Mean time between them, exponential; or a law as a map", "2m"),
        new("traffic.sessions.gap.gamma", KeyForm.Map, "A gamma law of the gap", "{ mean: 2m, cv: 0.5 }"),
        new("traffic.sessions.gap.gamma.mean", KeyForm.Duration, "Its mean", "2m"),
        new("traffic.sessions.gap.gamma.cv", KeyForm.Number, "Its coefficient of variation; 0 means always the mean", "0.5", "1"),
    ];
}
