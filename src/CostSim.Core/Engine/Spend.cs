using System.Globalization;

namespace CostSim.Engine;

/// <summary>Works out the spend of a model.</summary>
internal static class Spend
{
    /// <summary>Where no number of trials up to this reaches the precision asked for, that is said.</summary>
    private const int MostTrials = 1 << 20;

    public static SpendResult Simulate(SpendModel model, SpendOptions options, CancellationToken cancel = default)
    {
        while (true)
        {
            var result = Once(model, options, cancel);
            if (options.Until is not { } until || !result.IsSampled || WidestOf(result) <= until)
                return result;
            if (result.Trials >= MostTrials)
                return result with
                {
                    Warnings =
                    [.. result.Warnings,
                        string.Create(CultureInfo.InvariantCulture,
                            $"after {result.Trials:#,0} trials the P50 and P90 are known to {WidestOf(result) * 100:0.##} %, not to the "
                            + $"{until * 100:0.##} % asked for")]
                };
            options = options with { Trials = result.Trials * 2 };
        }
    }

    private static SpendResult Once(SpendModel model, SpendOptions options, CancellationToken cancel)
    {
        if (model.BillsPaths)
            return Paths.Simulate(model, options, cancel);
        var engine = new ExactEngine(model, options);
        return new ExactResult(model, options, engine, engine.Run(cancel)).Of();
    }

    // Relative half-width of the horizon's P50 and P90, of the design where it is widest.
    private static double WidestOf(SpendResult result) =>
        result.Designs.SelectMany(d => new[] { d.Bill.Total[50], d.Bill.Total[90] })
            .Max(p => p.Usd == 0 ? 0 : p.Interval.HalfWidth / Math.Abs(p.Usd));
}
