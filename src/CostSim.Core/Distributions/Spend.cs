using System.Globalization;

namespace CostSim.Distributions;

/// <summary>Works out the spend of a model.</summary>
internal static class Spend
{
    public static SpendResult Simulate(SpendModel model, SpendOptions options, CancellationToken cancel = default) => options.Engine switch
    {
        _ when model.Tariff is { } tariff => Paths.Simulate(model, tariff, options, cancel),
        SpendEngine.Days => TrialResult.Of(model, options, new DayEngine(model, options).Run(cancel)),
        _ => Exact(model, options, cancel),
    };

    /// <summary>Where no number of trials up to this reaches the precision asked for, that is said.</summary>
    private const int MostTrials = 1 << 20;

    private static SpendResult Exact(SpendModel model, SpendOptions options, CancellationToken cancel)
    {
        while (true)
        {
            var engine = new ExactEngine(model, options);
            var result = new ExactResult(model, options, engine, engine.Run(cancel)).Of();
            if (options.Until is not { } until || engine.Plan is not SobolPlan || WidestOf(result) <= until)
                return result;
            if (result.Trials >= MostTrials)
                return result with { Warnings = [.. result.Warnings, string.Create(CultureInfo.InvariantCulture, $"after {result.Trials:#,0} trials the P50 and P90 are known to {WidestOf(result) * 100:0.##} %, not to the {until * 100:0.##} % asked for")] };
            options = options with { Trials = result.Trials * 2 };
        }
    }

    // Relative half-width of the horizon's P50 and P90, of the design where it is widest.
    private static double WidestOf(SpendResult result) =>
        result.Designs.SelectMany(d => new[] { d.Bill.Total[50], d.Bill.Total[90] }).Max(p => p.Usd == 0 ? 0 : p.Interval.HalfWidth / Math.Abs(p.Usd));
}
