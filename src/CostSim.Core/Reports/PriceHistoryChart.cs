using CostSim.Randomness;

namespace CostSim.Reports;

/// <summary>A rate and the days from which it applied, oldest first.</summary>
internal sealed record PriceLine(string Name, IReadOnlyList<(DateOnly From, double Rate)> Rates);

/// <summary>Prices over time as steps; a record is a corner.</summary>
internal static class PriceHistoryChart
{
    private const int MostFigures = 12;

    public static Chart Of(IReadOnlyList<PriceLine> prices, Unit money, DateOnly until, DateOnly? asOf = null)
    {
        var marks = new List<Mark>();
        for (var i = prices.Count - 1; i >= 0; i--)
        {
            var rates = prices[i].Rates.OrderBy(r => r.From).ToList();
            var points = rates.Select(r => new Spot(r.From.DayNumber, r.Rate)).ToList();
            if (rates.Count > 0 && rates[^1].From < until)
                points.Add(new Spot(until.DayNumber, rates[^1].Rate, $"{prices[i].Name} {money.Write(rates[^1].Rate)}"));
            marks.Add(i < ChartWords.Told
                ? new Line(prices[i].Name, Ink.Of(i), points) { Steps = true, Naming = Naming.AtEnd }
                : new Line(prices.Count - ChartWords.Told == 1 ? "1 other price" : $"{prices.Count - ChartWords.Told} other prices",
                    Ink.Muted, points)
                { Steps = true, Thin = true, Naming = Naming.Legend });
        }

        // A figure at each step, as long as they can be read.
        foreach (var (line, i) in prices.Take(ChartWords.Told).Select((line, i) => (line, i))
            .Where(_ => prices.Sum(p => p.Rates.Count) <= MostFigures))
            marks.Add(new Spots("", Ink.Of(i),
                [.. line.Rates.Select(r =>
                    new Spot(r.From.DayNumber, r.Rate, money.Write(r.Rate),
                        $"{line.Name} {money.Write(r.Rate)} from {Figures.Date(r.From)}"))]));
        if (asOf is { } day)
            marks.Add(new Rule($"used here: {Figures.Date(day)}", Ink.Text, day.DayNumber));
        return new Chart
        {
            Name = "price-history",
            Title = Finding(prices, money),
            Subtitle = "What a million tokens cost, from the day each price applied.",
            Description = ChartWords.Sentences(prices.Where(p => p.Rates.Count > 0).Select(p =>
                $"{p.Name}: {money.Write(p.Rates[^1].Rate)} since "
                + $"{Figures.Date(p.Rates[^1].From)}{(p.Rates.Count > 1 ? $", {money.Write(p.Rates[0].Rate)} from {Figures.Date(p.Rates[0].From)}" : "")}.")),
            X = new Axis("", Unit.Date, Scale.Dates),
            Y = new Axis($"{money.InWords} per million tokens", money,
                ChartWords.ScaleFor(prices.SelectMany(p => p.Rates).Select(r => r.Rate), 20))
            { From = 0 },
            Marks = prices.All(p => p.Rates.Count == 0) ? [] : marks,
            WhenEmpty = "The price book holds no price.",
            Values = new Table("price-history", "Prices and the days from which they applied",
                [new("price", "Price", Unit.Text), new("from", "From", Unit.Date), new("rate", "Per million tokens", money)],
                [.. prices.SelectMany(p => p.Rates.Select(r => new Row([p.Name, r.From, r.Rate])))]),
        };
    }

    private static string Finding(IReadOnlyList<PriceLine> prices, Unit money) =>
        prices.Where(p => p.Rates.Count > 1).MaxBy(p => Math.Abs(p.Rates[^1].Rate - p.Rates[0].Rate)) is { } moved
        ? $"{moved.Name}: {money.Write(moved.Rates[0].Rate)} in {Figures.Month(moved.Rates[0].From)}, {money.Write(moved.Rates[^1].Rate)} "
            + $"since {Figures.Month(moved.Rates[^1].From)}"
        : "What a million tokens cost, from the day each price applied";

    public static Chart Example(ExampleOf of) => Of([.. Enumerable.Range(0, of.Count).Select(i =>
        new PriceLine(of.NameOf(i),
            [.. Enumerable.Range(0, 1 + i % 4).Select(k =>
                (new DateOnly(2024, 5, 13).AddMonths(3 * i % 24 + 4 * k), of.Magnitude * 10 / (1 + i * 0.7) * Elementary.Pow(0.7, k)))]))],
        Unit.Money(), new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 1));
}
