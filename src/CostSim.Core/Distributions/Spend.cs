namespace CostSim.Distributions;

/// <summary>Works out the spend of a model.</summary>
public static class Spend
{
    public static SpendResult Simulate(SpendModel model, SpendOptions options, CancellationToken cancel = default) => options.Engine switch
    {
        SpendEngine.Days => TrialResult.Of(model, options, new DayEngine(model, options).Run(cancel)),
        _ => new ExactResult(model, options, new ExactEngine(model, options).Run(cancel)).Of(),
    };
}
