using System.Globalization;
using CostSim.Engine;
using CostSim.Reports;
using CostSim.Results;
using CostSim.Scenarios;

namespace CostSim.Answers;

/// <summary>What a run found, in sentences that the terminal and the report share.</summary>
internal static class Sentences
{
    private const string WithinTrial = "within a trial";

    public static bool HasWholeMonths(Result result) => result.Scenario.Calendar.Months.Any(m => !m.IsPartial);

    /// <summary>A month of a design's bill where the horizon has whole months; else the horizon's bill.</summary>
    public static CostDistribution Month(Result result, DesignResult design) =>
        HasWholeMonths(result) ? design.Spend.Bill.Pooled : design.Spend.Bill.Total;

    /// <summary>The designs, the recommended one first, then by what a month costs, as the tables show it.</summary>
    public static IEnumerable<DesignResult> InOrder(Result result) =>
        result.Designs.OrderBy(d => d.Design.Name != result.Verdict.Design).ThenBy(d => Comparable(Month(result, d).P50));

    // Five digits, more than anyone is shown: designs that cost the same keep the order of the file.
    private static double Comparable(double mean) =>
        double.Parse(mean.ToString("G5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    public static string Period(Result result) => HasWholeMonths(result)
        ? "a month"
        : string.Create(CultureInfo.InvariantCulture, $"over {result.Scenario.Calendar.Days:#,0} days");

    /// <summary>The pair with the first design first; null where it was not worked out.</summary>
    public static PairSpend? PairOf(Result result, string first, string second)
    {
        if (result.Spend.Pairs.FirstOrDefault(p => p.First == first && p.Second == second) is { } found)
            return found;
        return result.Spend.Pairs.FirstOrDefault(p => p.First == second && p.Second == first) is { } turned
            ? turned with
            {
                First = first,
                Second = second,
                Cheaper = 1 - turned.Cheaper,
                MeanDifference = -turned.MeanDifference,
                CheaperInterval = new(1 - turned.CheaperInterval.High, 1 - turned.CheaperInterval.Low),
                BreakEven = turned.BreakEven with { FirstIsCheaperBelow = !turned.BreakEven.FirstIsCheaperBelow },
            }
            : null;
    }

    /// <summary>What a portfolio gains by not being dear everywhere at once; null where there is none.</summary>
    public static string? Members(Result result)
    {
        if (result.Scenario.Members.Count == 0)
            return null;
        var sum = result.Designs.Where(d => d != result.Recommended).Sum(d => Month(result, d).P90);
        return $"P90 of all together {Money(result, Month(result, result.Recommended).P90)} {Period(result)}; the members' P90s add up to "
            + $"{Money(result, sum)}, but they are seldom expensive at once.";
    }

    public static string? People(Result result)
    {
        var design = result.Recommended;
        var people = design.Spend.Components.Where(c => c.Payer is Payer.People).OrderByDescending(c => c.Mean).ToList();
        if (people.Count == 0 || people[0].Mean <= 0)
            return null;
        var month = HasWholeMonths(result) ? design.Spend.WithPeople.Pooled : design.Spend.WithPeople.Total;
        return $"With people {Money(result, month.P50)} {Period(result)} (P50): {people[0].Component} is "
            + $"{Figures.Share(people[0].Mean / design.Spend.WithPeople.Total.Mean)} of it.";
    }

    /// <summary>A prepaid amount is invoiced at once and used over months: the second view beside the first.</summary>
    public static string? Amortised(Result result)
    {
        if (result.Recommended.Spend.Amortised is not { } view)
            return null;
        var months = Enumerable.Range(0, view.Months.Count).ToList();
        var largest = months.MaxBy(m => result.Recommended.Spend.Bill.Months[m].P50);
        var spread = HasWholeMonths(result) ? view.Pooled : view.Total;
        return $"As invoiced the largest month is {result.Scenario.Calendar.Months[largest].Name} with "
            + $"{Money(result, result.Recommended.Spend.Bill.Months[largest].P50)}; with the prepaid amount spread over the usage that "
                + $"draws it down, {Money(result, spread.P50)} {Period(result)} (P50), {Money(result, spread.P90)} (P90).";
    }

    public static string? WrongAnswers(Result result)
    {
        var first = result.Recommended;
        if (first.WrongAnswers is not { } wrong)
            return null;
        var others = InOrder(result).Skip(1).Where(d => d.WrongAnswers is not null).Take(2)
            .Select(d => $"{d.Design.Name} {Few(d.WrongAnswers!.ReachingUsersPerDay)}").ToList();
        var caught = wrong.CaughtPerDay > 0 ? $" of {Few(wrong.MadePerDay)} made" : "";
        return $"Wrong answers that reach users on an average day: "
            + $"{Few(wrong.ReachingUsersPerDay)}{caught}{(others.Count > 0 ? $" ({string.Join(", ", others)})" : "")}.";
    }

    // Below ten a whole number would say "0 of 1" for 0.45 of 1.2.
    private static string Few(double count) =>
        count is > 0 and < 9.95 ? count.ToString(count < 0.0995 ? "0.###" : "0.#", CultureInfo.InvariantCulture) : Figures.Count(count);

    /// <summary>Which of several triggers costs least per error that it catches.</summary>
    public static string? Triggers(Result result)
    {
        var known = (result.Recommended.WrongAnswers?.Triggers ?? []).Where(t => t.CostPerCaught is not null)
            .OrderBy(t => t.CostPerCaught).ToList();
        return known.Count < 2 ? null
            : $"Of the review triggers, {known[0].Name} costs least per error caught: {Money(result, known[0].CostPerCaught!.Value)} "
                + $"({string.Join(", ", known.Skip(1).Select(t => $"{t.Name} {Money(result, t.CostPerCaught!.Value)}"))}).";
    }

    /// <summary>What to measure next: what is worth most to the choice, else what quality lacks, else what moves the bill.</summary>
    public static string? MeasureNext(Result result)
    {
        var worth = result.Spend.ValueOfKnowing.Where(v => v.Usd > 0 && v.Input != DesignChoice.Everything)
            .OrderByDescending(v => v.Usd).FirstOrDefault();
        if (worth is not null && worth.Usd >= 0.0005 * result.Recommended.Spend.WithPeople.Total.Mean)
            return $"Measure next: {Plain(worth.Input)}; knowing it beforehand is worth {Money(result, worth.Usd)} over the horizon to the "
                + $"choice of a design.";
        if ((result.Recommended.Recall?.QuestionsToSettle ?? result.Recommended.Accuracy?.QuestionsToSettle) is { } more)
            return string.Create(CultureInfo.InvariantCulture, $"Measure next: quality, with about {more:#,0} more questions.");
        if (result.Recommended.Recall is null && result.Recommended.Accuracy is null
            && result.Scenario.Workloads.Any(w => w.Corpus is not null))
            return $"Measure next: quality, with questions and the excerpts that answer "
                + $"them{(AssumedSentences.IsChoiceFirm(result) ? "; nothing that is uncertain or assumed changes the choice of a design" : "")}.";
        var first = result.Recommended.Spend.Drivers.Where(d => d.AtP90 is not null).OrderByDescending(d => d.Share).FirstOrDefault();
        return first is null
            ? null
            : $"Measure next: {Plain(first.Input)}, which moves the bill "
                + $"most{(AssumedSentences.IsChoiceFirm(result) ? "; nothing that is uncertain or assumed changes the choice of a design" : "")}.";
    }

    public static string? Drivers(Result result)
    {
        var named = result.Recommended.Spend.Drivers.Where(d => d.AtP90 is not null && d.Share >= 0.01)
            .OrderByDescending(d => d.Share).Take(3).ToList();
        // Variance that no input explains is chance within a year; where it is large, the shares alone would hide it.
        if (named.Count > 0 && result.Recommended.Spend.Drivers.FirstOrDefault(d => d.Input == WithinTrial) is { Share: >= 0.1 } chance)
            named = [.. named.Append(chance).OrderByDescending(d => d.Share)];
        return named.Count == 0
            ? null
            : $"Main cost drivers: {string.Join(", ", named.Select(d => $"{Plain(d.Input)} {Figures.Share(d.Share)}"))} of the variance.";
    }

    /// <summary>How long a request takes in each design; none where the scenario does not say how long a call takes.</summary>
    public static IEnumerable<string> Latencies(Result result) => InOrder(result)
        .Where(d => d.Latency is not null)
        .Select(d => $"{d.Design.Name} takes {Figures.Number(d.Latency!.P50Seconds)} s (P50), {Figures.Number(d.Latency.P95Seconds)} s "
            + $"(P95) a request, without waiting for limits.");

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
            ("traffic", "growth_per_month") => "growth of the traffic",
            ("questions", _) => "which questions are asked",
            ("documents", _) => "which documents are asked about",
            ("reliability", "retries") => "retries",
            ("reliability", "found") => "errors where the evidence was found",
            ("reliability", "missed") => "errors where the evidence was missed",
            ("reliability", "minutes") => "minutes of a review",
            ("reliability", "catches") => "share of errors that review catches",
            ("traffic", "adoption") => "adoption",
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
        var advice = before.Verdict.Advice == after.Verdict.Advice
            ? ""
            : $"{before.Verdict.Advice} -> {after.Verdict.Advice}: ".ToLowerInvariant();
        return $"{advice}{design} {Arrow(Money(before, was.P50), Money(after, now.P50))} {Period(after)}{change}, P90 "
            + $"{Arrow(Money(before, was.P90), Money(after, now.P90))}{Budget()}";

        // What a person who changes a line wants to know next: whether it still fits.
        string Budget()
        {
            if (after is not { Scenario.Budget: { } limit, Recommended.Spend.Budget: { } risk })
                return "";
            var share = Figures.Share(risk.AnyMonth.Probability);
            var had = before.Recommended.Spend.Budget is { } old ? Figures.Share(old.AnyMonth.Probability) : share;
            var kept = limit.IsKept(risk.Months.Select(m => m.Probability));
            var wasKept = before is { Scenario.Budget: { } earlier, Recommended.Spend.Budget: { } then }
                && earlier.IsKept(then.Months.Select(m => m.Probability));
            return $", any month over {Money(after, (double)limit.PerMonth)}: "
                + $"{Arrow(had, share)}{(kept == wasKept ? "" : kept ? ", the budget is kept now" : ", the budget is not kept any more")}";
        }

        static string Arrow(string left, string right) => left == right ? left : $"{left} -> {right}";
    }

    public static string Money(Result result, double amount) => Figures.Money(amount, result.Scenario.Money.Currency);
}
