using CostSim.Engine;
using CostSim.Reports;
using CostSim.Results;
using CostSim.Scenarios;

namespace CostSim.Answers;

/// <summary>The charts of a run.</summary>
internal static class OutcomeCharts
{
    public static IReadOnlyList<Chart> Of(Result result)
    {
        var money = Unit.Money(result.Scenario.Money.Currency);
        var budget = (double?)result.Scenario.Budget?.PerMonth;
        var designs = Sentences.InOrder(result).ToList();
        List<Chart> charts =
        [
            DistributionChart.Of([.. designs.Select(d => Spread(result, d))], money, budget),
            ExceedanceChart.Of([.. designs.Select(d => Exceedance(result, d))], money, budget, result.Scenario.Budget?.Confidence.Value),
            FanChart.Of(result.Verdict.Design, [.. Months(result, result.Recommended)], money, budget),
            ComponentsChart.Of([.. designs.Select(d => Parts(result, d))], money),
        ];
        // All members together have no volume of their own.
        // One design has nothing to break even with.
        if (result.Scenario.Members.Count == 0 && designs.Count > 1)
            charts.Add(BreakEven(result, money));
        if (Swings(result).ToList() is { Count: > 0 } swings)
            charts.Add(TornadoChart.Of(result.Verdict.Design, swings, PerMonth(result, result.Recommended.Spend.Bill.Total.Mean), money,
                [.. Remainders(result)]));
        if (designs.Where(d => d.Recall is not null).ToList() is { Count: > 0 } measured)
            charts.Add(FrontierChart.Of([.. measured.Select(d => Quality(result, d))], money, "recall",
                result.Scenario.Quality?.AtLeast.Value));
        if (designs.Where(d => d.WrongAnswers is not null).ToList() is { Count: > 0 } wrong)
            charts.Add(FunnelChart.Of([.. wrong.Select(d => Funnel(d))]));
        if (result.Scenario.PilotRequestsPerDay is not null)
            charts.Add(Waterfall(result, money));
        charts.AddRange(CapacitySection.Charts(result));
        if (PriceHistory.Of(result.Scenario) is { } prices)
            charts.Add(prices);
        return charts;
    }

    private static IEnumerable<Swing> Swings(Result result) => result.Recommended.Spend.Drivers
        .Where(d => d is { AtP10: not null, AtP90: not null })
        .Select(d => new Swing(Sentences.Plain(d.Input), "p10", "p90", PerMonth(result, d.AtP10!.Value),
            PerMonth(result, d.AtP90!.Value), d.Share));

    // Chance within a trial, and what inputs do only together: below a hundredth nobody misses them.
    private static IEnumerable<(string Name, double Share)> Remainders(Result result) => result.Recommended.Spend.Drivers
        .Where(d => d is { AtP10: null, Share: >= 0.01 }).Select(d => (Sentences.Plain(d.Input), d.Share));

    private static double PerMonth(Result result, double total) => total / result.Scenario.Calendar.Months.Sum(m => m.Part);

    private static QualityPoint Quality(Result result, DesignResult design) =>
        new(design.Design.Name, Sentences.Month(result, design).P50, design.Recall!.Mean)
        {
            QualityInterval =
            (design.Recall.Low, design.Recall.High)
        };

    private static Reports.WrongAnswers Funnel(DesignResult design) =>
        new(design.Design.Name, design.WrongAnswers!.MadePerDay / design.WrongAnswers.ShareMade, design.WrongAnswers.MadePerDay,
            design.WrongAnswers.CaughtPerDay);

    // From the pilot's input to everything that 30 days of production cost.
    private static Chart Waterfall(Result result, Unit money)
    {
        var (pilot, steps) = (PilotSteps.Pilot(result), PilotSteps.Production(result));
        return WaterfallChart.Of(pilot.Name, pilot.Per30Days,
            [.. steps.Select((s, i) =>
                new WaterfallStep(i == 0 ? $"{s.Name} at production's volume" : s.Name, s.Per30Days - (i == 0 ? pilot.Per30Days : 0)))],
                "production, 30 days", money);
    }

    private static DesignSpread Spread(Result result, DesignResult design)
    {
        var cost = Sentences.Month(result, design);
        return new DesignSpread(design.Design.Name, HistogramOf(cost), cost.P50, cost.P90,
            design.Spend.Budget?.Pooled)
        { Range = (cost[5].Usd, cost[95].Usd), P10 = cost[10].Usd };
    }

    // The curve's points are the edges; what lies between two of them is the difference of their probabilities.
    internal static Histogram HistogramOf(CostDistribution cost)
    {
        var points = cost.Curve.DistinctBy(p => p.Usd).ToList();
        return points.Count < 2
            ? Histogram.Of([cost.P50])
            : new Histogram([.. points.Select(p => p.Usd)],
                [.. points.Zip(points.Skip(1), (a, b) => Math.Max(0, b.Probability - a.Probability))], 1 - points[^1].Probability);
    }

    private static ExceedanceCurve Exceedance(Result result, DesignResult design)
    {
        return new ExceedanceCurve(design.Design.Name, PointsOf(Sentences.Month(result, design))) { Worst = Worst(result, design) };
    }

    // The first of those with the highest chance, where any has one.
    private static WorstMonth? Worst(Result result, DesignResult design)
    {
        if (design.Spend.Budget is not { } risk || result.Scenario.Budget is not { } budget
            || risk.Months.Count != result.Scenario.Calendar.Months.Count)
            return null;
        var at = Enumerable.Range(0, risk.Months.Count).MaxBy(i => risk.Months[i].Probability);
        var view = budget.WithPeople ? design.Spend.WithPeople : design.Spend.Bill;
        var points = PointsOf(view.Months[at]).Skip(view.Months[at].Curve.Count == 0 ? 1 : 0).Where(p => p.Amount != risk.UsdPerMonth)
            .Append((Amount: risk.UsdPerMonth, Chance: risk.Months[at].Probability))
            .OrderBy(p => p.Amount).ThenByDescending(p => p.Chance).ToList();
        var month = result.Scenario.Calendar.Months[at];
        return new WorstMonth(Figures.Month(new DateOnly(month.Year, month.Month, 1)), Smooth(points), risk.Months[at].Probability);
    }

    // A month has its percentiles alone: between them the curve is the smooth one that falls as they do (Fritsch and Carlson).
    private static IReadOnlyList<(double Amount, double Chance)> Smooth(List<(double Amount, double Chance)> points)
    {
        const int Between = 8;
        var known = points.DistinctBy(p => p.Amount).ToList();
        if (known.Count is < 3 or > 40)
            return points;
        var slopes = known.Zip(known.Skip(1), (a, b) => (b.Chance - a.Chance) / (b.Amount - a.Amount)).ToList();
        // The harmonic mean of the slopes on both sides never overshoots.
        double Tangent(int i) => i == 0 ? slopes[0] : i == slopes.Count ? slopes[^1] : slopes[i - 1] * slopes[i] <= 0
            ? 0
            : 2 * slopes[i - 1] * slopes[i] / (slopes[i - 1] + slopes[i]);
        var smooth = new List<(double Amount, double Chance)>();
        for (var i = 0; i < slopes.Count; i++)
        {
            var (a, b) = (known[i], known[i + 1]);
            var width = b.Amount - a.Amount;
            for (var k = 0; k < Between; k++)
            {
                var t = (double)k / Between;
                smooth.Add((a.Amount + (t * width),
                    ((1 + (2 * t)) * (1 - t) * (1 - t) * a.Chance) + (t * (1 - t) * (1 - t) * width * Tangent(i))
                    + (t * t * (3 - (2 * t)) * b.Chance) + (t * t * (t - 1) * width * Tangent(i + 1))));
            }
        }

        smooth.Add(known[^1]);
        return smooth;
    }

    private static List<(double Amount, double Chance)> PointsOf(CostDistribution cost)
    {
        if (cost.Percentiles[0].Usd >= cost.Percentiles[^1].Usd)
            return [(cost.P50, 1), (cost.P50, 0)];
        // The points are at equal steps, which a long tail makes wide: percentiles fill the steep part, and every curve begins at all.
        var points = cost.Curve.Select(p => (p.Usd, Chance: 1 - p.Probability))
            .Concat(cost.Percentiles.Select(p => (p.Usd, Chance: 1 - p.Percentile.Percent / 100)))
            .OrderBy(p => p.Usd).ThenByDescending(p => p.Chance).ToList();
        return [(points[0].Usd, 1), .. points.Where((p, i) => i == 0 || p.Chance <= points.Take(i).Min(q => q.Chance))];
    }

    private static IEnumerable<MonthSpread> Months(Result result, DesignResult design) => result.Scenario.Calendar.Months.Select((m, i) =>
    {
        var month = design.Spend.Bill.Months[i];
        return new MonthSpread(new DateOnly(m.Year, m.Month, 1), month[10].Usd, month[25].Usd, month.P50, month[75].Usd, month.P90,
            m.IsPartial)
        {
            Range = (month[5].Usd, month[95].Usd),
            ChanceOver = design.Spend.Budget?.Months.ElementAtOrDefault(i)?.Probability
        };
    });

    private static DesignParts Parts(Result result, DesignResult design)
    {
        var months = result.Scenario.Calendar.Months.Sum(m => m.Part);
        return new DesignParts(design.Design.Name,
            [.. design.Spend.Components.Select(c => new Reports.CostPart(c.Component, c.Mean / months, c.Payer is Payer.People))]);
    }

    // The bill of a request: people cost the same in most designs and would hide where the lines part.
    private static Chart BreakEven(Result result, Unit money)
    {
        var chart = BreakEvenChart.Of(VolumeCurves.Of(result), money, [.. Crossings(result)], result.Recommended.Spend.MeanRequests > 0
            ? VolumeCurves.Usual(result)
            : null);
        return chart with { Y = chart.Y with { Title = $"{money.InWords} a request" } };
    }

    private static IEnumerable<Crossing> Crossings(Result result) => result.Spend.Pairs
        .Where(p => p.BreakEven.ShareWithoutCrossing < 0.5)
        .Select(p => (Pair: p, At: BreakEvenSentences.Volumes(result, p)))
        .Select(p => p.Pair.BreakEven.FirstIsCheaperBelow
            ? new Crossing(p.Pair.First, p.Pair.Second, p.At.P5, p.At.P50, p.At.P95)
            : new Crossing(p.Pair.Second, p.Pair.First, p.At.P5, p.At.P50, p.At.P95));
}
