using CostSim.Randomness;

namespace CostSim.Distributions;

/// <summary>
/// Spend under a tariff that is not linear in a month's total: a trial draws every month's usage by account, the tariff bills
/// month after month, and every design and pair reads its bills from the same paths.
/// </summary>
internal static class Paths
{
    public static SpendResult Simulate(SpendModel model, MonthlyTariff tariff, SpendOptions options, CancellationToken cancel)
    {
        var pieces = PathPieces.Of(model);
        if (options.Engine is SpendEngine.Days)
            return FromDays(model, tariff, pieces, options, cancel);
        var linear = model with { Tariff = null };
        var engine = new ExactEngine(linear, options with { PreferPoints = true });
        var table = engine.Run(cancel);
        var plan = engine.Plan as SobolPlan ?? new SobolPlan(options.Seed, options.Trials, [.. Enumerable.Range(0, ExactBlock.InputsOf(model))]);
        var totals = new PathTotals(model, tariff, pieces, plan.Points);
        new PathDraws(pieces, options, plan, engine.Samples).Run(totals, cancel);
        return new PathResult(linear, tariff, options, engine, table, totals).Of();
    }

    // The independent check: the same tariff on days drawn one by one.
    private static SpendResult FromDays(SpendModel model, MonthlyTariff tariff, PathPieces pieces, SpendOptions options, CancellationToken cancel)
    {
        var drawn = new DayEngine(pieces.Model, options).Run(cancel);
        var totals = new PathTotals(model, tariff, pieces, drawn.Trials);
        var streams = new RandomStreams(options.Seed);
        var scores = new double[ExactBlock.InputsOf(model)];
        for (var i = 0; i < drawn.Trials; i++)
        {
            for (var input = 0; input < scores.Length; input++)
                scores[input] = streams.Score(i, input);
            totals.Bill(i, scores, (p, m) => drawn.Bill(p)[m][i]);
        }

        for (var m = 0; m < drawn.Requests.Length; m++)
            drawn.Requests[m].CopyTo(totals.Months.Requests[m], 0);
        return TrialResult.Of(model, options, totals.Months);
    }
}
