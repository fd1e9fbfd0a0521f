using System.Globalization;
using CostSim.Forecasts;
using CostSim.Reports;

namespace CostSim.Answers;

/// <summary>An explanation as a report: arithmetic in lines, then where each factor comes from.</summary>
internal static class ExplanationReport
{
    public static Report Of(Explanation explanation, Forecast forecast) => new($"{forecast.Scenario}, {explanation.Design}",
    [
        .. explanation.Steps.Select((s, i) =>
            new Section($"step-{i}", s.Caption, [new Listing($"in {explanation.Currency}", [.. Lines(s)])])),
        .. Cache(explanation.Design, forecast),
        new Section("sources", "Where the factors come from",
            [new Listing("factor, value, origin, place", [.. explanation.Sources.SelectMany(Source)])]),
    ])
    {
        Kicker = "CostSim explain",
        Subtitle = $"the {explanation.Reason} design; CostSim {forecast.Version}, seed {forecast.Seed}",
    };

    private static IEnumerable<Section> Cache(string design, Forecast forecast)
    {
        var lines = forecast.Designs.First(d => d.Name == design).Classes.SelectMany(CacheArithmetic.Lines)
            .SelectMany(l => l.StartsWith(' ') ? [l] : TextTable.Wrap(l, 80, "    ")).ToList();
        if (lines.Count > 0)
            yield return new Section("cache", "What the prompt cache serves, on the first day",
                [new Listing("a request's chance to find its document cached", [.. lines])]);
    }

    /// <summary>The steps from an older forecast of a design to this one, as a table that sums.</summary>
    public static Report Of(ForecastBridge bridge, Forecast older, Forecast now, string design) => new($"{now.Scenario}, {design}",
    [
        new Section("bridge", "From the older forecast to this one", [new TableBlock(new Table("bridge", "A mean month, step by step",
            [new("step", "step", Unit.Text), new("amount", "a month", Unit.Text)],
            [
                new Row([$"mean month of {Figures.Date(older.Start)} on", Figures.Money(bridge.Before, now.Currency)]),
                .. bridge.Steps.Select(s => new Row([CheckSentences.Label(s), CheckSentences.Signed(s.Amount, now.Currency)])),
                new Row([$"mean month of {Figures.Date(now.Start)} on", Figures.Money(bridge.After, now.Currency)], true),
            ]))]),
    ])
    {
        Kicker = "CostSim explain",
        Subtitle = bridge.Steps.Count == 0 ? "nothing moved"
            : "each step changes one thing, in this order; the steps sum to the difference",
    };

    private static IEnumerable<string> Lines(Arithmetic step)
    {
        foreach (var line in step.Lines)
        {
            // A product of one is the amount itself.
            var product = line.Factors.Count == 1 ? line.Factors[0].Says : string.Join(" x ", line.Factors.Select(f => f.Text));
            foreach (var text in TextTable.Wrap($"{line.Label}: {product}", 80, "    "))
                yield return text;
            yield return Result("=", line.Result);
        }

        yield return Result("sum", step.Sum);
        if (step.Simulated is not { } simulated)
            yield break;
        yield return Result("simulated mean", simulated);
        yield return Result("remainder", step.Left!.Value);
        foreach (var text in TextTable.Wrap($"remainder: {step.Remainder}", 80, "  "))
            yield return text;
    }

    private static string Result(string name, decimal amount) =>
        $"{name.PadLeft(60)} {amount.ToString("#,0.00######", CultureInfo.InvariantCulture).PadLeft(18)}";

    private static IReadOnlyList<string> Source(FactorSource source) =>
        TextTable.Wrap($"{source.Factor}: {source.Value}; {source.Origin}{(source.Source.Length > 0 ? $", {source.Source}" : "")}", 80,
            "    ");
}
