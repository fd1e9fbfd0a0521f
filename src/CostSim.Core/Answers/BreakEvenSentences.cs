using CostSim.Engine;
using CostSim.Randomness;
using CostSim.Reports;
using CostSim.Results;

namespace CostSim.Answers;

/// <summary>At which volume another design becomes cheaper than the recommended one.</summary>
internal static class BreakEvenSentences
{
    /// <summary>A sentence a pair; rivals that meet what is asked for first, then the nearest to the forecast volume.</summary>
    public static IEnumerable<string> All(Result result) => Crossings(result).Select(p =>
    {
        var volumes = Volumes(result, p.Pair);
        var below = volumes.P50 < VolumeCurves.Usual(result);
        // The far side of the crossing is told: the near one is in the table.
        var (cheaper, dearer) = p.Pair.BreakEven.FirstIsCheaperBelow == below
            ? (p.Pair.First, p.Pair.Second)
            : (p.Pair.Second, p.Pair.First);
        var interval = Figures.Number(volumes.P5) == Figures.Number(volumes.P95)
            ? ""
            : $" ({Figures.Number(volumes.P5)} to {Figures.Number(volumes.P95)})";
        return $"{(below ? "Below" : "Above")} {Figures.Number(volumes.P50)}{interval} requests a day {cheaper} is cheaper than {dearer}.";
    });

    /// <summary>The break-even nearest to the forecast volume; null where the recommended design has none.</summary>
    public static (double RequestsPerDay, string Against)? Nearest(Result result) =>
        Crossings(result).Select(p => ((double, string)?)(Volumes(result, p.Pair).P50, p.Against)).FirstOrDefault();

    /// <summary>Requests on an average day at which two designs cost the same: P5, P50 and P95 over the trials.</summary>
    internal static (double P5, double P50, double P95) Volumes(Result result, PairSpend pair)
    {
        var usual = VolumeCurves.Usual(result);
        return (pair.BreakEven.P5 * usual, pair.BreakEven.P50 * usual, pair.BreakEven.P95 * usual);
    }

    private static IEnumerable<(string Against, PairSpend Pair)> Crossings(Result result) => result.Designs
        .Where(d => d.Design.Name != result.Verdict.Design && !d.Design.CannotBeBought)
        .Select(d => (Against: d.Design.Name, Pair: Sentences.PairOf(result, result.Verdict.Design, d.Design.Name)!))
        .Where(p => p.Pair is { BreakEven.ShareWithoutCrossing: < 0.5 })
        .OrderBy(p => !result.Verdict.Comparable.Contains(p.Against))
        .ThenBy(p => Math.Abs(Elementary.Log(Volumes(result, p.Pair).P50 / VolumeCurves.Usual(result))));
}
