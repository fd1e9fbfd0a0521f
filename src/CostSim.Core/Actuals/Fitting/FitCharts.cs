using CostSim.Randomness;
using CostSim.Reports;

namespace CostSim.Actuals;

/// <summary>The log against its fit, as pictures: days, hours, and the lengths of both sides of a request.</summary>
internal static class FitCharts
{
    public static IReadOnlyList<Chart> Of(LogFit fit) =>
    [
        .. fit.Traffic is { } traffic ? [Days(traffic, fit.Whole.AreMonths ? "month" : "day")] : Array.Empty<Chart>(),
        .. fit.Hours is { } hours ? [Hours(hours)] : Array.Empty<Chart>(),
        .. new[] { (fit.Input, fit.Sketch.Lengths.Sample.Select(s => s.Input)),
            (fit.Output, fit.Sketch.Lengths.Sample.Select(s => s.Output)) }
            .Where(l => l.Item1?.Distance is not null).Select(l => Lengths(l.Item1!, [.. l.Item2.Order()])),
    ];

    private static Chart Days(TrafficFit traffic, string period) => new()
    {
        Name = "fit-days",
        Title = "Requests a day: the log and the fit",
        Subtitle = $"Nine of ten {period}s should lie in the band.",
        Description = $"{Figures.Share(traffic.InsideBand)} of {traffic.Bands.Count} logged {period}s lie in the fitted 90 % band.",
        X = new Axis("", Unit.Date, Scale.Dates),
        Y = new Axis("requests a day", Unit.Count) { From = 0 },
        Marks = traffic.Bands.Count < 2 ? [] :
        [
            new Band("fitted 90 % band", Ink.Of(0),
                [.. traffic.Bands.Select(b => new Span(b.Date.DayNumber, b.Low, b.High))]) { Naming = Naming.Legend },
            new Line("fitted mean", Ink.Of(0),
                [.. traffic.Bands.Select(b => new Spot(b.Date.DayNumber, b.Mean))]) { Naming = Naming.Legend },
            new Spots("logged", Ink.Of(1),
                [.. traffic.Bands.Select(b => new Spot(b.Date.DayNumber, b.Requests,
                Hint: $"{Figures.Date(b.Date)}: {Figures.Count(b.Requests)}"))]) { Naming = Naming.Legend },
        ],
        WhenEmpty = $"One whole {period} makes no picture.",
        Values = new Table("fit-days", $"Logged {period}s and the fit",
            [new(period, period == "day" ? "Day" : "Month", Unit.Date), new("requests", "Requests", Unit.Count),
                new("mean", "Fitted mean", Unit.Count), new("p5", "P5", Unit.Count), new("p95", "P95", Unit.Count)],
            [.. traffic.Bands.Select(b => new Row([b.Date, b.Requests, b.Mean, b.Low, b.High]))]),
    };

    private static Chart Hours(IReadOnlyList<double> hours) => new()
    {
        Name = "fit-hours",
        Title = "Requests by hour of the day",
        Subtitle = "Local time; an even day would be 1 everywhere.",
        Description = $"The busiest hour has {Figures.Number(hours.Max() * 24)} times the mean.",
        X = new Axis("hour", Unit.Count) { From = 0, To = 24 },
        Y = new Axis("times the mean hour", Unit.Number) { From = 0 },
        Marks = [new Bars("", Ink.Of(0), [.. hours.Select((h, i) => new Bar(i + 0.1, i + 0.9, 0, h * 24))])],
    };

    private static Chart Lengths(LengthFit length, double[] sorted)
    {
        var law = LognormalQuantity.OfMean(length.Mean.Value, Math.Max(0.01, length.CoefficientOfVariation));
        var places = Enumerable.Range(1, 199).Select(i => i / 200.0).ToList();
        return new Chart
        {
            Name = $"fit-{length.Name}",
            Title = $"Tokens of the {length.Name}: the log and the fit",
            Subtitle = length.IsLognormal
                ? "The lognormal is close enough to be used." : "The lognormal is too far off; the logged lengths are resampled.",
            Description = FormattableString.Invariant($"Largest distance of the two curves {length.Distance:0.000}."),
            X = new Axis("tokens", Unit.Count, Scale.Logarithmic),
            Y = new Axis("share of requests that are shorter", Unit.Share) { From = 0, To = 1 },
            Marks = [
                new Line("lognormal", Ink.Of(0), [.. places.Select(p => new Spot(law.At(NormalQuantile.Of(p)), p))]) { Dashed = true,
                    Naming = Naming.Legend },
                new Line("logged", Ink.Of(1),
                    [.. places.Select(p => new Spot(Math.Max(1, sorted[(int)(p * (sorted.Length - 1))]), p))]) { Naming = Naming.Legend },
            ],
        };
    }
}
