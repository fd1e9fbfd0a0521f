using CostSim.Reports;
using CostSim.Results;
using CostSim.Scenarios;

namespace CostSim.Answers;

/// <summary>What to build, how sure that is, and why it is not more: the first words of the terminal and of the report.</summary>
internal static class AdviceSentences
{
    // Less than anyone is shown of an amount.
    private const double Alike = 5e-4;

    /// <summary>What to build, what it costs, and against which rival.</summary>
    public static string Advice(Result result)
    {
        var design = result.Recommended;
        var cost = $"{Sentences.Money(result, Sentences.Month(result, design).P50)} {Sentences.Period(result)} (P50)";
        var parts = new List<string> { Opening(result, cost) };
        if (Against(result) is { } cheaper)
            parts.Add(cheaper);
        if (design.Recall is { } recall)
            parts.Add(recall.ByConstruction
                ? "puts all of the evidence into the context"
                : $"retrieves {Figures.Share(recall.Mean)} of the evidence");
        if (design.Accuracy is { } accuracy)
            parts.Add($"answers {Figures.Share(accuracy.Mean)} of the evaluated questions right");
        return parts.Count switch
        {
            1 => $"{parts[0]}.",
            2 => $"{parts[0]} and {parts[1]}.",
            _ => $"{string.Join(", ", parts.SkipLast(1))}, and {parts[^1]}.",
        };
    }

    /// <summary>What separates the cheapest design from one to build; null where nothing does, or nothing was to be chosen.</summary>
    public static string? NotBuild(Result result) => result.Verdict.Missing.Count == 0 || result.Designs.Count == 1
        ? null
        : $"Not \"build\", because {string.Join("; ", result.Verdict.Missing)}.";

    private static string Opening(Result result, string cost) => (result.Verdict.Advice, result.Designs.Count) switch
    {
        _ when result.Scenario.Members.Count > 0 => $"{result.Verdict.Design} costs {cost}",
        (_, 1) => $"{result.Verdict.Design} costs {cost}",
        (Billing.Advice.Build, _) => $"Build {result.Verdict.Design}. It costs {cost}",
        (Billing.Advice.Nearest, _) => $"No design meets what is asked for; {result.Verdict.Design} comes nearest. It costs {cost}",
        _ => $"{Cheapest(result)} is {result.Verdict.Design}. It costs {cost}",
    };

    // "Cheapest" alone is said only where no row of the table is cheaper; else of what it is the cheapest.
    private static string Cheapest(Result result)
    {
        var month = Sentences.Month(result, result.Recommended).P50;
        var cheaper = result.Designs.Where(d => Sentences.Month(result, d).P50 < month * (1 - Alike)).ToList();
        if (cheaper.Count == 0)
            return "Cheapest";
        return cheaper.Any(d => result.Verdict.LacksOf(d.Design.Name).Count > 0)
            ? "Cheapest of the designs that meet what is asked for"
            : "Cheapest with people";
    }

    // Against the next cheapest in the mean that meets the same: a cheaper one that does not, or that nobody can buy, is not a rival.
    private static string? Against(Result result)
    {
        if (result.Verdict.Advice is Billing.Advice.Nearest || Rival(result) is not { } rival
            || Sentences.PairOf(result, result.Verdict.Design, rival.Design.Name) is not { } pair)
            return null;
        // Where a cache holds nothing of a short prompt, two designs are the same, and neither is cheaper in any year.
        var mean = result.Recommended.Spend.WithPeople.Total.Mean;
        if (Math.Abs(pair.MeanDifference) <= 1e-9 * mean)
            return $"costs the same as {rival.Design.Name}";
        var period = result.Scenario.Calendar.Months.Count >= 12 ? "years" : "periods";
        var people = result.Recommended.Spend.Components.Any(c => c.Payer is Payer.People && c.Mean > 0.01 * mean)
            ? ", people included,"
            : "";
        return (pair.Cheaper, pair.MeanDifference) switch
        {
            ( >= 0.5, _) => $"is cheaper than {rival.Design.Name}{people} in {Figures.Share(pair.Cheaper)} of simulated {period}",
            (_, < 0) => $"is cheaper than {rival.Design.Name}{people} in the mean, though dearer in {Figures.Share(1 - pair.Cheaper)} of "
                + $"simulated {period}",
            _ => null,
        };
    }

    private static DesignResult? Rival(Result result)
    {
        var own = Models(result.Recommended);
        var evaluated = result.Designs.All(d => d.Accuracy is not null);
        return result.Designs
            .Where(d => d.Design.Name != result.Verdict.Design && result.Verdict.Comparable.Contains(d.Design.Name))
            .Where(d => evaluated || Models(d).SequenceEqual(own))
            .MinBy(d => d.Spend.WithPeople.Total.Mean);
    }

    private static IEnumerable<string> Models(DesignResult design) =>
        design.Design.Routes.Select(r => r.Name).Order(StringComparer.Ordinal);
}
