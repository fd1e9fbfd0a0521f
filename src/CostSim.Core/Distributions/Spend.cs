namespace CostSim.Distributions;

/// <summary>Works out the spend of a model.</summary>
public static class Spend
{
    public static SpendResult Simulate(SpendModel model, SpendOptions options, CancellationToken cancel = default) => options.Engine switch
    {
        SpendEngine.Days => TrialResult.Of(model, options, new DayEngine(model, options).Run(cancel)),
        _ => Exact(model, options, cancel),
    };

    private static SpendResult Exact(SpendModel model, SpendOptions options, CancellationToken cancel)
    {
        var engine = new ExactEngine(model, options);
        return new ExactResult(model, options, engine, engine.Run(cancel)).Of();
    }
}
