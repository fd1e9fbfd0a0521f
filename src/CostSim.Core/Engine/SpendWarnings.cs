using System.Globalization;
using CostSim.Randomness;

namespace CostSim.Engine;

/// <summary>What a careful statistician would say about the numbers.</summary>
internal static class SpendWarnings
{
    // Fewer trials than this beyond a percentile and its estimate rests on a handful of them.
    private const int FewestBeyond = 50;
    private const double DeepestDip = 0.75;
    private const double MostOfVariance = 0.5;
    private const double SmallestLevel = 0.15;

    public static IReadOnlyList<string> Of(SpendModel model, SpendOptions options, SpendResult result, bool isSampled) =>
    [
        .. isSampled ? FewTrials(options, result) : [],
        .. result.Designs.SelectMany(d => Bimodal(d, result.Calendar.Months.Any(m => !m.IsPartial))),
        .. EmpiricalTails(model),
        .. KnownMeans(model),
        .. WideInputs(result),
    ];

    private static IEnumerable<string> FewTrials(SpendOptions options, SpendResult result) =>
        TrialSummary.Asked(options).Where(p => result.Trials * Math.Min(p.Probability, 1 - p.Probability) < FewestBeyond)
            .Select(p => string.Create(CultureInfo.InvariantCulture,
                $"{p} rests on {result.Trials * Math.Min(p.Probability, 1 - p.Probability):0} of {result.Trials:#,0} trials; take --trials "
                + $"{FewestBeyond / Math.Min(p.Probability, 1 - p.Probability):#,0} or more"));

    // Two humps: between two peaks of the density it falls below three quarters of the lower one.
    private static IEnumerable<string> Bimodal(DesignSpend design, bool hasWholeMonth)
    {
        foreach (var (what, view) in new[] { ("over the horizon", design.Bill.Total), ("of a month", design.Bill.Pooled) })
        {
            // Months differ by their length, and by how much of them the horizon cuts: neither is a level of the cost.
            if ((hasWholeMonth || view == design.Bill.Total) && HasTwoHumps(view.Curve)
                && !(view == design.Bill.Pooled && IsByMonth(design)))
                yield return $"{design.Name}: the cost {what} has two typical levels; its P50 lies between them and is not typical";
        }
    }

    // Whether a month's cost differs from another's by more than it differs from itself: growth, or 28 days and 31.
    private static bool IsByMonth(DesignSpend design)
    {
        var means = design.Bill.Months.Select(m => m.Mean).ToList();
        var typical = design.Bill.Months.Average(m => m.StandardDeviation);
        return means.Count > 1 && means.Max() - means.Min() > typical;
    }

    /// <summary>
    /// Whether a density has two humps, and each holds a good part of the probability. A comb of more is a cost of few countable parts,
    /// such as days with traffic, and a bar at one end, such as a commitment that covers everything, is not a second level.
    /// </summary>
    internal static bool HasTwoHumps(IReadOnlyList<CurvePoint> curve)
    {
        if (curve.Count < 30)
            return false;
        // Means of seven neighbours leave no hump to the chance of single bins.
        var smooth = Enumerable.Range(3, curve.Count - 6).Select(i => curve.Skip(i - 3).Take(7).Average(p => p.Density)).ToArray();
        var (least, dips) = (0.2 * smooth.Max(), new List<int>());
        var (peak, dip) = (0.0, 0);
        for (var i = 0; i < smooth.Length; i++)
        {
            if (peak > least && smooth[i] > least && smooth[dip] < DeepestDip * Math.Min(peak, smooth[i]))
            {
                dips.Add(dip);
                (peak, dip) = (smooth[i], i);
            }

            if (smooth[i] > peak)
                (peak, dip) = (smooth[i], i);
            else if (smooth[i] < smooth[dip])
                dip = i;
        }

        return dips.Count == 1 && curve[dips[0] + 3].Probability is > SmallestLevel and < 1 - SmallestLevel;
    }

    private static IEnumerable<string> EmpiricalTails(SpendModel model) =>
        Typed(model).SelectMany(l => new[] { ("input", l.Input), ("output", l.Output) })
            .Where(l => l.Item2.Fixed is DiscreteQuantity { Law: "resampled" })
                .Select(l => (l.Item1, Law: (DiscreteQuantity)l.Item2.Fixed!)).Distinct()
            .Select(l => string.Create(CultureInfo.InvariantCulture,
                $"requests.{l.Item1}: no simulated length passes the longest logged one, {l.Law.Outcomes[^1].Value:#,0} tokens; the tail "
                + $"beyond the log is missing"));

    private static IEnumerable<string> KnownMeans(SpendModel model) =>
        Typed(model).SelectMany(l => new[] { ("input", l.Input), ("output", l.Output) })
            .Where(l => l.Item2.IsKnown && l.Item2.Fixed!.Variance > 0).Select(l => l.Item1).Distinct()
            .Select(what => $"requests.{what}: its mean is taken as known, and the spread per request averages out over a month; give the "
                + $"mean as 'a to b' to say how sure it is");

    // Said once of all designs that an input moves so.
    private static IEnumerable<string> WideInputs(SpendResult result) => result.Designs
        .SelectMany(design => design.Drivers.Where(IsWide), (design, driver) =>
            (design.Name, driver.Input, Percent: Math.Round(driver.Share * 100)))
        .GroupBy(wide => wide.Input)
        .Select(alike => $"{WarningWords.Designs([.. alike.Select(w => w.Name)])}: {alike.Key} alone moves the cost by more than a factor "
            + $"of two, {WarningWords.Percent([.. alike.Select(w => w.Percent)])} of the variance; the answer is as wide as what was "
                + $"typed there");

    private static bool IsWide(Driver driver) =>
        driver.Share > MostOfVariance && driver is { AtP10: > 0, AtP90: > 0 }
            && Math.Max(driver.AtP90.Value / driver.AtP10.Value, driver.AtP10.Value / driver.AtP90.Value) > 2;

    private static IEnumerable<TypedRequests> Typed(SpendModel model) =>
        model.Designs.SelectMany(d => d.Classes).SelectMany(c => c.Segments).SelectMany(s => s.Requests.Leaves).OfType<TypedRequests>();
}
