namespace CostSim.Distributions;

/// <summary>Works out the spend of a model.</summary>
public static class Spend
{
    public static SpendResult Simulate(SpendModel model, SpendOptions options, CancellationToken cancel = default) =>
        TrialResult.Of(model, options, new DayEngine(model, options).Run(cancel));
}
