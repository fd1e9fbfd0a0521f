using CostSim.Billing;
using CostSim.Engine;
using CostSim.Randomness;
using CostSim.Reports;
using CostSim.Results;
using CostSim.Scenarios;

namespace CostSim.Answers;

/// <summary>Mean bill of a request against the volume of requests, fixed lines shared out, at the means of what is not known.</summary>
internal static class VolumeCurves
{
    private const int Points = 41;

    // Two powers of ten on each side of the first day's volume, and as far as the crossings lie.
    private const double Reach = 100;

    public static IReadOnlyList<VolumeCurve> Of(Result result)
    {
        var usual = Usual(result);
        var crossings = result.Spend.Pairs.Where(p => p.BreakEven.ShareWithoutCrossing < 0.5)
            .Select(p => BreakEvenSentences.Volumes(result, p).P50).ToList();
        var low = Math.Max(0.1, Math.Min(usual / Reach, crossings.Append(usual).Min() / 3));
        var high = Math.Max(usual * Reach, crossings.Append(usual).Max() * 3);
        return [.. Sentences.InOrder(result).Select(d =>
        {
            var cost = CostOf(result, d);
            return new VolumeCurve(d.Design.Name,
                [.. Enumerable.Range(0, Points).Select(i => low * Elementary.Pow(high / low, (double)i / (Points - 1)))
                    .Select(volume => (volume, cost(volume)))]);
        })];
    }

    /// <summary>Mean requests on an average day of the horizon.</summary>
    public static double Usual(Result result) => Math.Max(1e-3, result.Recommended.Spend.MeanRequests / result.Scenario.Calendar.Days);

    private static Func<double, double> CostOf(Result result, DesignResult design)
    {
        var fixedUsd = design.Cost.Lines.Where(l => l.Payer is Payer.Bill).Sum(l => l.UsdByMonth.Sum() * l.Factor.Expected())
            / result.Scenario.Calendar.Days;
        var classes = design.Cost.Classes.Select(PerRequestOf).ToList();
        return volume => (fixedUsd / volume) + classes.Select((perRequest, i) =>
            design.WorkloadShares[i] * perRequest(volume * design.WorkloadShares[i])).Sum();
    }

    // Volume moves the dollars of a part, not the factors that they are multiplied with.
    private static Func<double, double> PerRequestOf(ClassCost cost)
    {
        var law = cost.Segments[0].Requests;
        var factors = MeanCost.Of(law, VolumeProfile.At(1)).Select(p => p.Factor.Expected()).ToList();
        var attempts = cost.Attempts.Shares.Select((share, i) => (i + 1) * share.Expected()).Sum();
        return volume => MeanCost.Of(law, VolumeProfile.At(volume)).Zip(factors, (p, factor) => p.Usd * factor).Sum() * attempts;
    }
}
