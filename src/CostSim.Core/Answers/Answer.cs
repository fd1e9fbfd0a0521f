using System.Globalization;
using CostSim.Billing;
using CostSim.Engine;
using CostSim.Reports;
using CostSim.Results;
using CostSim.Units;

namespace CostSim.Answers;

/// <summary>The answer of a run as a person reads it in a terminal: under 25 lines of 80 columns.</summary>
internal static class Answer
{
    private const int MostLines = 24;
    private const int MostDesigns = 8;

    /// <summary>The lines of the answer; <paramref name="report"/> is where the report lies, null where no files are written.</summary>
    public static IReadOnlyList<string> Lines(Result result, string? report, AnswerStyle? given = null)
    {
        var style = given ?? new AnswerStyle();
        List<string> lines =
        [
            .. TextTable.Wrap(Head(result), style.Width), "",
            .. TextTable.Wrap(AdviceSentences.Advice(result), style.Width),
            .. new[] { AdviceSentences.NotBuild(result) }.OfType<string>().Concat(BreakEvenSentences.All(result).Take(1))
                .SelectMany(s => TextTable.Wrap(s, style.Width)), "",
            .. TextTable.Lines(Fitting(Designs(result), style.Width), style.Width),
            .. Legend(result).SelectMany(s => TextTable.Wrap(s, style.Width, "  ")), .. style.Drawn ? AnswerCharts.Months(result) : [], "",
            .. PilotTable.Of(result) is { } pilot ? TextTable.Lines(pilot, style.Width) : [],
            .. Below(result, style.All).SelectMany(s => TextTable.Wrap(s, style.Width, "  ")),
        ];
        var warnings = Warnings(result).Select(w => TextTable.Wrap($"! {w}", style.Width, "  ")).ToList();
        IReadOnlyList<string> end = report is null ? [] : [$"Report: {report}"];
        if (style.All)
        {
            IEnumerable<string> book = result.Scenario.Prices.Book is { } prices
                ? TextTable.Wrap($"Price book: {prices.Version.Name}, version {prices.Version.Version}, sha256 {prices.Version.Sha256}",
                    style.Width, "  ")
                : [];
            return [.. lines, .. style.Drawn ? AnswerCharts.Distribution(result, style.Width) : [],
                .. Laws(result).Append($"Method: {result.Spend.Method}; {result.Spend.OuterLaw}.")
                .SelectMany(s => TextTable.Wrap(s, style.Width, "    ")), .. warnings.SelectMany(w => w), .. book, .. end];
        }

        // What is said goes before the room around it.
        while (lines.Count + Math.Min(1, warnings.Count) + 1 > MostLines && lines.Contains(""))
            lines.RemoveAt(lines.LastIndexOf(""));
        return [.. lines, .. Shown(warnings, Math.Max(1, MostLines - lines.Count - 1)), .. end];
    }

    // Each quantity that is spread or not known, as it was read; what other designs say is in assumptions.csv.
    private static IEnumerable<string> Laws(Result result)
    {
        var read = result.Scenario.Ledger.All
            .Where(a => a.Value.Contains(", p95 ", StringComparison.Ordinal) && (!a.Path.StartsWith("designs.", StringComparison.Ordinal)
                || a.Path.StartsWith($"designs.{result.Verdict.Design}.", StringComparison.Ordinal)))
            .Select(a => $"- {a.Path}: {Typography.Short(a.Value)} "
                + $"({Known(a.Origin.ToString().ToLowerInvariant(), OutcomeReport.SourceOf(result, a))})").ToList();
        return read.Count == 0 ? [] : read.Prepend("How each quantity was read (p5 to p95 holds 90 % of its values):");
    }

    private static string Known(string origin, string source) =>
        source.Length == 0 ? origin : source.StartsWith(origin, StringComparison.OrdinalIgnoreCase) ? source : $"{origin}, {source}";

    // Whole warnings as long as they fit, and how many there are: half a warning warns of nothing.
    private static IEnumerable<string> Shown(List<IReadOnlyList<string>> warnings, int room)
    {
        if (warnings.Sum(w => w.Count) <= room)
            return warnings.SelectMany(w => w);
        var left = room - 1;
        var whole = warnings.TakeWhile(w => (left -= w.Count) >= 0).SelectMany(w => w);
        return whole.Append(warnings.Count == 1 ? "! 1 warning: -v shows it" : string.Create(CultureInfo.InvariantCulture,
            $"! {warnings.Count:#,0} warnings in all: -v shows them"));
    }

    // A name that one can read is worth more than the tokens and the cost of a request, which are in designs.csv.
    private static Table Fitting(Table table, int width)
    {
        foreach (var key in new[] { "tokens", "request" }.TakeWhile(_ => TextTable.WidthOf(table) > width))
        {
            table = table with
            {
                Columns = [.. table.Columns.Where(c => c.Key != key)],
                Rows = [.. table.Rows.Select(r => r with { Cells = [.. r.Cells.Where((_, i) => table.Columns[i].Key != key)] })],
            };
        }

        return table;
    }

    internal static string Head(Result result)
    {
        var scenario = result.Scenario;
        var horizon = scenario.Calendar.Months.Any(m => m.IsPartial)
            ? FormattableString.Invariant($"{scenario.Calendar.Days:#,0} days")
            : Plural(scenario.Calendar.Months.Count, "month");
        var corpora = scenario.Workloads.Where(w => w.Corpus is not null).ToList();
        var documents = corpora.Count == 0
            ? "typed lengths"
            : FormattableString.Invariant(
                $"{Plural(corpora.Sum(w => w.Corpus!.Documents.Count), "document")}, {DocumentTokens(result):#,0} tokens");
        var currency = scenario.Money.Currency == "USD" ? "US dollars" : scenario.Money.Currency;
        return string.Create(CultureInfo.InvariantCulture,
            $"{scenario.Name}: {horizon} from {scenario.Calendar.Start:yyyy-MM-dd}, {documents}, {Prices(scenario)}, {currency} "
            + $"{Tax(result)}, {Integration(result)}, seed {scenario.Seed}{Known(result)}");
    }

    /// <summary>How what is uncertain was gone through: simulated horizons, or exactly over cases.</summary>
    internal static string Integration(Result result)
    {
        if (!result.Spend.IsSampled)
            return $"exact over {Plural(result.Spend.Trials, "case")}";
        var months = result.Scenario.Calendar.Months;
        return Plural(result.Spend.Trials, months.Count == 12 && !months.Any(m => m.IsPartial) ? "simulated year" : "simulated period");
    }

    // What every design is told of a question is the rule of the game, and is stated where the game begins.
    private static string Known(Result result)
    {
        var asked = result.Scenario.Workloads.Where(w => w.Corpus is { Documents.Count: > 1 }).ToList();
        if (asked.Count == 0)
            return "";
        var told = result.Designs.Where(d => asked.Any(w => w.About is Scenarios.AskedAbout.Collection)
            && d.Design.Context?.Finder is { Retrieving: null }).Select(d => d.Design.Name).ToList();
        var words = asked.Select(w => w.About).Distinct().ToList() switch
        {
            [Scenarios.AskedAbout.Document] => "the application knows which document is meant",
            [_] => "nobody knows which document is meant",
            _ => $"which document is meant is known in "
                + $"{string.Join(", ", asked.Where(w => w.About is Scenarios.AskedAbout.Document).Select(w => w.Name))} alone",
        };
        return $"; {(asked.Any(w => w.AboutIsAssumed) ? "assumes that " : "")}{words}{(told.Count > 0 ? $", but {string.Join(", ", told)} is handed it (finder: known)" : "")}";
    }

    internal static string Prices(Scenarios.Scenario scenario)
    {
        var known = scenario.Prices.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return scenario.Designs.All(d => d.Routes.All(r => r.IsTyped)) ? "typed prices" : scenario.Prices.Follow
            ? $"prices in force on each day, as known on {known}"
            : $"prices of {known}";
    }

    private static string Tax(Result result) => result.Scenario.Money.Taxes.Rules.Count == 0
        ? "before tax"
        : "with tax that is not recovered";

    private static long DocumentTokens(Result result)
    {
        var tokenizer = result.Designs[0].Design.Tokenizer;
        return result.Scenario.Workloads.Where(w => w.Corpus is not null)
            .Sum(w => Answers.DocumentTokens.Of(result, w, tokenizer).Sum(t => t.Value));
    }

    internal static Table Designs(Result result)
    {
        var money = Unit.Money(result.Scenario.Money.Currency);
        var budget = result.Scenario.Budget;
        var accuracy = result.Designs.Any(d => d.Accuracy is not null);
        var recall = result.Designs.Any(d => d.Recall is not null);
        var seconds = result.Designs.Any(d => d.Latency is not null);
        // Three letters before every amount would part the table in two: a heading says them once.
        var (sign, cells) = result.Scenario.Money.Currency is "USD" ? ("$", money) : (result.Scenario.Money.Currency, Unit.Money(""));
        List<Column> columns = [new("design", "design", Unit.Text), new("tokens", "tokens/req", Unit.Count),
            new("request", $"{sign}/request", cells), new("p50", "bill P50", cells), new("p90", "bill P90", cells)];
        if (budget is not null)
            columns.Add(new("over", $">{cells.Write((double)budget.PerMonth)}", Unit.Share));
        if (recall)
            columns.Add(new("recall", "recall", Unit.Text));
        if (accuracy)
            columns.Add(new("accuracy", "accuracy", Unit.Text));
        if (seconds)
            columns.Add(new("p95s", "p95 s", Unit.Text));
        var shown = Sentences.InOrder(result).Take(MostDesigns);
        return new Table("designs", "", columns, [.. shown.Select(d => new Row(
        [
            d.Design.Name, d.TokensPerRequest, d.CostPerRequest, Sentences.Month(result, d).P50, Sentences.Month(result, d).P90,
            .. budget is null ? Array.Empty<Cell>() : [d.Spend.Budget?.AnyMonth.Probability],
            .. recall ? [d.Recall?.Mean.ToString("0.00", CultureInfo.InvariantCulture) ?? Figures.Missing] : Array.Empty<Cell>(),
            .. accuracy ? [d.Accuracy?.Mean.ToString("0.00", CultureInfo.InvariantCulture) ?? Figures.Missing] : Array.Empty<Cell>(),
            .. seconds ? [d.Latency is { } latency ? Figures.Number(latency.P95Seconds) : Figures.Missing] : Array.Empty<Cell>(),
        ], Strong: d.Design.Name == result.Verdict.Design))]);
    }

    private static IEnumerable<string> Legend(Result result)
    {
        if (result.Designs.Count > MostDesigns)
            yield return string.Create(CultureInfo.InvariantCulture, $"{result.Designs.Count - MostDesigns} more designs: designs.csv");
        var over = result.Scenario.Budget is { } budget
            ? $" >{Figures.Money((double)budget.PerMonth, result.Scenario.Money.Currency)}: in any month."
            : "";
        yield return $"P90: 9 of 10 simulated {(Sentences.HasWholeMonths(result) ? "months" : "periods")} cost this or less.{over}";
        if (result.Designs.Any(d => d.Accuracy is not null))
            yield return "Accuracy: share of answers that were right on the evaluated questions.";
        if (result.Designs.Any(d => d.Recall is not null))
            yield return "Recall: share of the evidence that is in the context, not of answers right.";
    }

    private static IEnumerable<string> Below(Result result, bool all)
    {
        foreach (var assumed in AssumedSentences.All(result))
            yield return assumed;
        if (result.TuneHint is { } hint)
            yield return $"{hint}.";
        foreach (var asked in Asked(result))
            yield return asked;
        if (Sentences.Members(result) is { } members)
            yield return members;
        if (Sentences.Amortised(result) is { } amortised)
            yield return amortised;
        if (Sentences.People(result) is { } people)
            yield return people;
        if (Sentences.WrongAnswers(result) is { } wrong)
            yield return wrong;
        if (all && Sentences.Triggers(result) is { } triggers)
            yield return triggers;
        if (Sentences.Drivers(result) is { } drivers)
            yield return drivers;
        if (all && Sentences.MeasureNext(result) is { } next)
            yield return next;
        foreach (var served in all ? CacheSentences.All(result) : [])
            yield return served;
        foreach (var took in all ? Sentences.Latencies(result) : [])
            yield return took;
        yield return $"Not in this number: {string.Join(", ", Omissions.Of(result))}.";
    }

    // What --percentile and --exceed ask for, of each design in the table.
    private static IEnumerable<string> Asked(Result result)
    {
        var designs = Sentences.InOrder(result).Take(MostDesigns).Select(d => (d.Design.Name, Cost: Sentences.Month(result, d))).ToList();
        string Each(Func<CostDistribution, string> figure) => string.Join(", ", designs.Select(d => $"{d.Name} {figure(d.Cost)}"));
        foreach (var percentile in designs[0].Cost.Percentiles.Select(p => p.Percentile).Except(Percentile.Reported))
            yield return $"{percentile} {Sentences.Period(result)}: "
                + $"{Each(c => Sentences.Money(result, c.Percentiles.First(p => p.Percentile == percentile).Usd))}.";
        for (var i = 0; i < designs[0].Cost.Exceedances.Count; i++)
            yield return $"Chance of more than {Sentences.Money(result, designs[0].Cost.Exceedances[i].LevelUsd)} "
                + $"{Sentences.Period(result)}: {Each(c => Figures.Share(c.Exceedances[i].Probability))}.";
    }

    internal static IEnumerable<string> Warnings(Result result)
    {
        if (AdviceSentences.NotBuild(result) is null)
        {
            foreach (var missing in result.Verdict.Missing)
                yield return missing;
        }

        if (result.Recommended.Recall is { ByConstruction: false, Target: TargetState.Met } recall)
            yield return string.Create(CultureInfo.InvariantCulture,
                $"recall from {recall.Questions} questions: {recall.Low * 100:0} to {recall.High * 100:0} % (95 % interval)");
        if (RecallDifferences.Ties(result) is { } ties)
            yield return ties;
        if (result.Recommended.Accuracy is { Target: TargetState.Met } accuracy)
            yield return string.Create(CultureInfo.InvariantCulture,
                $"accuracy from {accuracy.Questions} questions: {accuracy.Low * 100:0} to {accuracy.High * 100:0} % (95 % interval)");
        foreach (var warning in result.Warnings)
            yield return warning;
    }

    private static string Plural(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {noun}{(count == 1 ? "" : "s")}");
}
