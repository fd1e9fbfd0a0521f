namespace CostSim.Engine;

/// <summary>Runs the simulation of paths and keeps what every design costs in every month of every trial.</summary>
internal static class Paths
{
    /// <summary>Trials of a model without a contract.</summary>
    public static TrialTotals Totals(SpendModel model, SpendOptions options, SobolPlan plan, IReadOnlyList<QuestionSample> samples,
        CancellationToken cancel)
    {
        var pieces = PathPieces.Of(model);
        var totals = new TrialTotals(model, plan.Points);
        new PathSimulation(pieces.Model, options, plan, samples).Run((trial, _, costs, _, requests) =>
        {
            for (var m = 0; m < costs.Length; m++)
            {
                totals.Requests[m][trial] = requests[m];
                for (var p = 0; p < pieces.Pieces.Count; p++)
                    totals.Add(pieces.Pieces[p].Design, m, trial, pieces.Pieces[p].Account is null ? 0 : costs[m][p], costs[m][p]);
            }
        }, cancel);
        return totals;
    }

    /// <summary>
    /// Spend where a month's bill is not its requests added up: limits change what each day costs, a tariff bills the months of every path
    /// in their order, and every design and pair reads its bills from the same paths.
    /// </summary>
    public static SpendResult Simulate(SpendModel model, SpendOptions options, CancellationToken cancel)
    {
        var pieces = PathPieces.Of(model);
        var linear = model with { Tariff = null, Designs = [.. model.Designs.Select(d => d with { Limits = null })] };
        var engine = new ExactEngine(linear, options with { PreferPoints = true });
        var table = engine.Run(cancel);
        var plan = PlanOf(linear, options, engine);
        var totals = new PathTotals(model, pieces, plan.Points);
        new PathSimulation(pieces.Model, options, plan, engine.Samples).Run((trial, scores, costs, limited, requests) =>
        {
            totals.Bill(trial, scores, costs, limited);
            for (var m = 0; m < requests.Length; m++)
                totals.Months.Requests[m][trial] = requests[m];
        }, cancel);
        return new PathResult(linear, model.Tariff, options, engine, table, totals).Of();
    }

    /// <summary>The trials of a simulation: as many as asked for, or fewer where those would take too long or too much memory.</summary>
    public static SobolPlan PlanOf(SpendModel model, SpendOptions options, ExactEngine engine)
    {
        var trials = PathBounds.TrialsOf(model, options);
        return engine.Plan is SobolPlan plan && (trials == options.Trials || plan.Points <= trials)
            ? plan : new SobolPlan(options.Seed, trials, [.. Enumerable.Range(0, ExactBlock.InputsOf(model))]);
    }
}
