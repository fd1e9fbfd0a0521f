using System.Globalization;
using CostSim.Decisions;
using CostSim.Distributions;
using CostSim.Randomness;
using CostSim.Reports;

namespace CostSim.Outcomes;

/// <summary>What a run found, in sentences that the terminal and the report share.</summary>
internal static class Sentences
{
    private const string WithinTrial = "within a trial";

    public static bool HasWholeMonths(Result result) => result.Scenario.Calendar.Months.Any(m => !m.IsPartial);

    /// <summary>A month of a design's bill where the horizon has whole months; else the horizon's bill.</summary>
    public static CostDistribution Month(Result result, DesignResult design) => HasWholeMonths(result) ? design.Spend.Bill.Pooled : design.Spend.Bill.Total;

    /// <summary>The designs, the recommended one first, then by mean cost with people.</summary>
    public static IEnumerable<DesignResult> InOrder(Result result) =>
        result.Designs.OrderBy(d => d.Design.Name != result.Verdict.Design).ThenBy(d => Comparable(d.Spend.WithPeople.Total.Mean));

    // Five digits, more than anyone is shown: designs that cost the same stand as in the file.
    private static double Comparable(double mean) => double.Parse(mean.ToString("G5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    public static string Period(Result result) => HasWholeMonths(result)
        ? "a month"
        : string.Create(CultureInfo.InvariantCulture, $"over {result.Scenario.Calendar.Days:#,0} days");

    /// <summary>What to build, what it costs, and how sure that is.</summary>
    public static string Advice(Result result)
    {
        var design = result.Recommended;
        var cost = $"{Money(result, Month(result, design).P50)} {Period(result)} (P50)";
        var parts = new List<string> { Opening(result, cost) };
        if (Against(result) is { } cheaper)
            parts.Add(cheaper);
        if (design.Recall is { } recall)
            parts.Add(recall.ByConstruction ? "puts all of the evidence into the context" : $"retrieves {Figures.Share(recall.Mean)} of the evidence");
        return parts.Count switch
        {
            1 => $"{parts[0]}.",
            2 => $"{parts[0]} and {parts[1]}.",
            _ => $"{string.Join(", ", parts.SkipLast(1))}, and {parts[^1]}.",
        };
    }

    private static string Opening(Result result, string cost) => (result.Verdict.Advice, result.Designs.Count) switch
    {
        _ when result.Scenario.Members.Count > 0 => $"{result.Verdict.Design} costs {cost}",
        (_, 1) => $"{result.Verdict.Design} costs {cost}",
        (Decisions.Advice.Build, _) => $"Build {result.Verdict.Design}. It costs {cost}",
        (Decisions.Advice.Nearest, _) => $"No design meets what is asked for; {result.Verdict.Design} comes nearest. It costs {cost}",
        _ => $"Cheapest is {result.Verdict.Design}. It costs {cost}",
    };

    // Against the next cheapest in the mean that reaches what is asked for; a cheaper one that does not is no rival.
    private static string? Against(Result result)
    {
        var others = InOrder(result).Skip(1).ToList();
        var next = others.FirstOrDefault(d => d.Recall?.Target is not TargetState.Failed) ?? others.FirstOrDefault();
        if (next is null || PairOf(result, result.Verdict.Design, next.Design.Name) is not { } pair)
            return null;
        // Where a cache holds nothing of a short prompt, two designs are the same, and neither is cheaper in any year.
        if (Math.Abs(pair.MeanDifference) <= 1e-9 * result.Recommended.Spend.WithPeople.Total.Mean)
            return $"costs the same as {next.Design.Name}";
        var period = result.Scenario.Calendar.Months.Count >= 12 ? "years" : "periods";
        return $"is cheaper than {next.Design.Name} in {Figures.Share(pair.Cheaper)} of simulated {period}";
    }

    /// <summary>The pair with the first design first; null where it was not worked out.</summary>
    public static PairSpend? PairOf(Result result, string first, string second)
    {
        if (result.Spend.Pairs.FirstOrDefault(p => p.First == first && p.Second == second) is { } found)
            return found;
        return result.Spend.Pairs.FirstOrDefault(p => p.First == second && p.Second == first) is { } turned
            ? turned with { First = first, Second = second, Cheaper = 1 - turned.Cheaper, MeanDifference = -turned.MeanDifference, CheaperInterval = new(1 - turned.CheaperInterval.High, 1 - turned.CheaperInterval.Low) }
            : null;
    }

    /// <summary>At which volume another design becomes cheaper than the recommended one, the nearest first.</summary>
    public static IEnumerable<string> BreakEvens(Result result) => Crossings(result).Select(p =>
    {
        var breakEven = p.Pair.BreakEven;
        // On the far side of the crossing the design is cheaper that costs more at the forecast volume.
        var cheaper = p.Pair.MeanDifference < 0 ? p.Against : result.Verdict.Design;
        return $"{(breakEven.P50 < 1 ? "Below" : "Above")} {Figures.Number(breakEven.P50 * VolumeCurves.Usual(result))} requests a day {cheaper} is cheaper{(cheaper == result.Verdict.Design ? $" than {p.Against}" : "")}.";
    });

    /// <summary>The break-even nearest to the forecast volume; null where the recommended design has none.</summary>
    public static (double RequestsPerDay, string Against)? NearestBreakEven(Result result) =>
        Crossings(result).Select(p => ((double, string)?)(p.Pair.BreakEven.P50 * VolumeCurves.Usual(result), p.Against)).FirstOrDefault();

    private static IEnumerable<(string Against, PairSpend Pair)> Crossings(Result result) => result.Designs
        .Where(d => d.Design.Name != result.Verdict.Design)
        .Select(d => (Against: d.Design.Name, Pair: PairOf(result, result.Verdict.Design, d.Design.Name)!))
        .Where(p => p.Pair is { BreakEven.ShareWithoutCrossing: < 0.5 })
        .OrderBy(p => Math.Abs(Elementary.Log(p.Pair.BreakEven.P50)));

    /// <summary>What a portfolio gains by not being dear everywhere at once; null where there is none.</summary>
    public static string? Members(Result result)
    {
        if (result.Scenario.Members.Count == 0)
            return null;
        var sum = result.Designs.Where(d => d != result.Recommended).Sum(d => Month(result, d).P90);
        return $"P90 of all together {Money(result, Month(result, result.Recommended).P90)} {Period(result)}; the members' P90s add up to {Money(result, sum)}, but they are seldom expensive at once.";
    }

    public static string? People(Result result)
    {
        var design = result.Recommended;
        var people = design.Spend.Components.Where(c => c.Payer is Payer.People).OrderByDescending(c => c.Mean).ToList();
        if (people.Count == 0 || people[0].Mean <= 0)
            return null;
        var month = HasWholeMonths(result) ? design.Spend.WithPeople.Pooled : design.Spend.WithPeople.Total;
        return $"With people {Money(result, month.P50)} {Period(result)} (P50): {people[0].Component} is {Figures.Share(people[0].Mean / design.Spend.WithPeople.Total.Mean)} of it.";
    }

    public static string? WrongAnswers(Result result)
    {
        var first = result.Recommended;
        if (first.WrongAnswers is not { } wrong)
            return null;
        var others = InOrder(result).Skip(1).Where(d => d.WrongAnswers is not null).Take(2).Select(d => $"{d.Design.Name} {Figures.Count(d.WrongAnswers!.ReachingUsersPerDay)}").ToList();
        var caught = wrong.CaughtPerDay > 0 ? $" of {Figures.Count(wrong.MadePerDay)} made" : "";
        return $"Wrong answers that reach users, a day: {Figures.Count(wrong.ReachingUsersPerDay)}{caught}{(others.Count > 0 ? $" ({string.Join(", ", others)})" : "")}.";
    }

    /// <summary>Which of several triggers costs least per error that it catches.</summary>
    public static string? Triggers(Result result)
    {
        var known = (result.Recommended.WrongAnswers?.Triggers ?? []).Where(t => t.CostPerCaught is not null).OrderBy(t => t.CostPerCaught).ToList();
        return known.Count < 2 ? null
            : $"Of the review triggers, {known[0].Name} costs least per error caught: {Money(result, known[0].CostPerCaught!.Value)} ({string.Join(", ", known.Skip(1).Select(t => $"{t.Name} {Money(result, t.CostPerCaught!.Value)}"))}).";
    }

    /// <summary>What to measure next: what is worth most to the choice, else what quality lacks, else what moves the bill.</summary>
    public static string? MeasureNext(Result result)
    {
        var worth = result.Spend.ValueOfKnowing.Where(v => v.Usd > 0 && v.Input != DesignChoice.Everything).OrderByDescending(v => v.Usd).FirstOrDefault();
        if (worth is not null && worth.Usd >= 0.0005 * result.Recommended.Spend.WithPeople.Total.Mean)
            return $"Measure next: {Plain(worth.Input)}; knowing it beforehand is worth {Money(result, worth.Usd)} over the horizon to the choice of a design.";
        if ((result.Recommended.Recall?.QuestionsToSettle ?? result.Recommended.Accuracy?.QuestionsToSettle) is { } more)
            return string.Create(CultureInfo.InvariantCulture, $"Measure next: quality, with about {more:#,0} more questions.");
        if (result.Recommended.Recall is null && result.Recommended.Accuracy is null && result.Scenario.Workloads.Any(w => w.Corpus is not null))
            return "Measure next: quality, with questions and the excerpts that answer them; no uncertain input changes the choice of a design.";
        var first = result.Recommended.Spend.Drivers.Where(d => d.AtP90 is not null).OrderByDescending(d => d.Share).FirstOrDefault();
        return first is null ? null : $"Measure next: {Plain(first.Input)}, which moves the bill most{(result.Designs.Count > 1 ? "; nothing that is uncertain changes the choice of a design" : "")}.";
    }

    public static string? Drivers(Result result)
    {
        var named = result.Recommended.Spend.Drivers.Where(d => d.AtP90 is not null && d.Share >= 0.01).OrderByDescending(d => d.Share).Take(3).ToList();
        // What no input explains is luck within a year; where it is much, the shares would seem to forget it.
        if (named.Count > 0 && result.Recommended.Spend.Drivers.FirstOrDefault(d => d.Input == WithinTrial) is { Share: >= 0.1 } chance)
            named = [.. named.Append(chance).OrderByDescending(d => d.Share)];
        return named.Count == 0 ? null : $"Moves the bill most: {string.Join(", ", named.Select(d => $"{Plain(d.Input)} {Figures.Share(d.Share)}"))} of the variance.";
    }

    /// <summary>A key as people say it: <c>traffic.growth_per_month</c> is growth per month.</summary>
    public static string Plain(string key)
    {
        // A class's own input carries its name: "chat: traffic.adoption".
        var (owner, path) = key.Split(": ", 2) is [var name, var rest] ? (name + " ", rest) : ("", key);
        var last = path[(path.LastIndexOf('.') + 1)..];
        var section = path.Split('.', '[')[0];
        return owner + (section, last) switch
        {
            (WithinTrial, _) => "day-to-day chance",
            ("answer", _) => "mean answer length",
            ("reasoning", _) => "mean reasoning length",
            ("requests", _) when path.Contains("output", StringComparison.Ordinal) => "mean output length",
            ("requests", _) => "mean input length",
            ("prices", _) => "future token prices",
            ("fx", _) => $"rate of {last}",
            ("tokenizers", _) => $"tokens as {last} counts",
            ("traffic", "requests_per_day") => "requests a day",
            ("traffic", "growth_per_month") => "growth",
            _ => last.Replace('_', ' '),
        };
    }

    /// <summary>What a change of the scenario did to the answer, on one line.</summary>
    public static string Change(Result before, Result after)
    {
        var (was, now) = (Month(before, before.Recommended), Month(after, after.Recommended));
        var (from, to) = (before.Verdict.Design, after.Verdict.Design);
        var design = from == to ? to : $"{from} -> {to}";
        var change = was.P50 > 0 ? string.Create(CultureInfo.InvariantCulture, $" ({(now.P50 / was.P50 - 1) * 100:+0.0;-0.0;0} %)") : "";
        return $"{design} {Arrow(Money(before, was.P50), Money(after, now.P50))} {Period(after)}{change}, P90 {Arrow(Money(before, was.P90), Money(after, now.P90))}";

        static string Arrow(string left, string right) => left == right ? left : $"{left} -> {right}";
    }

    public static string Money(Result result, double amount) => Figures.Money(amount, result.Scenario.Money.Currency);
}
