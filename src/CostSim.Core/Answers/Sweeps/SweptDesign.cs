using CostSim.Billing;
using CostSim.Engine;
using CostSim.Reports;
using CostSim.Results;
using CostSim.Scenarios;

namespace CostSim.Answers;

/// <summary>One design at one point: its rows, and what the verdict over all designs of the point needs.</summary>
internal sealed record SweptDesign(Scenario Scenario, SpendResult Spend, RecallMeasure? Recall, AccuracyMeasure? Accuracy,
    IReadOnlyList<Cell> Row, IReadOnlyList<IReadOnlyList<Cell>> Months)
{
    /// <summary>Seconds that 95 of 100 requests take at most; null where the scenario does not say how long a call takes.</summary>
    public double? P95Seconds { get; init; }

    // Against which design a regret is felt is not asked at a point.
    private const string LeftOut = "regret";
    private const string Advice = "advice";

    private static readonly (string Name, Func<DesignSpend, CostDistribution> Of)[] Intervals =
        [("month", d => d.Bill.Pooled), ("total", d => d.Bill.Total)];

    private static readonly double[] Percents = [50, 90];

    public static SweptDesign Of(Result result, bool months)
    {
        var design = result.Designs[0];
        var table = Table("designs", result);
        var cells = table.Columns.Zip(table.Rows[0].Cells)
            .Where(c => !c.First.Key.StartsWith(LeftOut, StringComparison.Ordinal)).Select(c => c.Second);
        var bounds = Intervals.SelectMany(i => Percents.Select(p => i.Of(design.Spend)[p].Interval))
            .SelectMany(b => new Cell[] { b.Low, b.High });
        return new SweptDesign(result.Scenario, result.Spend, design.Recall, design.Accuracy,
            [.. cells, .. bounds, .. design.Spend.Bill.Pooled.Exceedances.Select(e => (Cell)e.Probability), result.Spend.Trials],
            months ? [.. Table("months", result).Rows.Select(r => r.Cells)] : [])
        {
            P95Seconds = design.Latency?.P95Seconds,
        };
    }

    /// <summary>The columns of <see cref="Row"/>: those of designs.csv, then intervals and trials.</summary>
    public static IReadOnlyList<Column> Columns(Result result, IReadOnlyList<string> exceed)
    {
        var money = Unit.Money(result.Scenario.Money.Currency);
        var suffix = money.Currency.ToLowerInvariant();
        return
        [
            .. Table("designs", result).Columns.Where(c => !c.Key.StartsWith(LeftOut, StringComparison.Ordinal)),
            .. Intervals.SelectMany(i =>
                Percents.SelectMany(p => new[] { "low", "high" }
                    .Select(end => new Column(FormattableString.Invariant($"{i.Name}_p{p}_{end}_{suffix}"), "", money)))),
            .. exceed.Select(level => new Column($"p_month_over_{level}_{suffix}", "", Unit.Share)),
            new Column("trials", "trials", Unit.Count),
        ];
    }

    public static IReadOnlyList<Column> MonthColumns(Result result) => Table("months", result).Columns;

    /// <summary>The rows of a point's designs, with the advice that weighs all of them.</summary>
    public static IReadOnlyList<IReadOnlyList<Cell>> Rows(IReadOnlyList<SweptDesign> designs, IReadOnlyList<Column> columns)
    {
        var scenario = designs[0].Scenario with { Designs = [.. designs.SelectMany(d => d.Scenario.Designs)] };
        var spend = designs[0].Spend with { Designs = [.. designs.SelectMany(d => d.Spend.Designs)] };
        var verdict = Verdict.Of(scenario, spend, [.. designs.Select(d => d.Recall)], [.. designs.Select(d => d.Accuracy)],
            [.. designs.Select(d => d.P95Seconds)]);
        var place = columns.Select(c => c.Key).ToList().IndexOf(Advice);
        return [.. designs.Select(d => (IReadOnlyList<Cell>)[.. d.Row.Select((cell, i) => i != place ? cell
            : d.Spend.Designs[0].Name == verdict.Design ? verdict.Advice.ToString().ToLowerInvariant() : "")])];
    }

    private static Table Table(string name, Result result) => OutcomeTables.All.First(t => t.Name == name).Of(result);
}
