using System.Globalization;
using CostSim.Billing;
using CostSim.Files;
using CostSim.Reports;
using CostSim.Results;

namespace CostSim.Answers;

/// <summary>A run as the report that people forward.</summary>
internal static class OutcomeReport
{
    public static Report Of(Result result)
    {
        var head = Answer.Head(result);
        return new RunReport
        {
            Scenario = result.Scenario.Name,
            Subtitle = head[(head.IndexOf(": ", StringComparison.Ordinal) + 2)..],
            Answer = Strong(AdviceSentences.Advice(result), result.Verdict.Design,
                Sentences.Money(result, Sentences.Month(result, result.Recommended).P50)),
            AnswerDetails = [.. Details(result)],
            Warnings = [.. Answer.Warnings(result)],
            KeyFigures = [.. KeyFigures(result)],
            Designs = Designs(result),
            Assumptions = [.. Assumptions(result)],
            LeftOut = Omissions.Of(result),
            Charts = OutcomeCharts.Of(result),
            WhatIf = WhatIfOutcome.Of(result),
            BeforeGoLive = GoLive.Of(result),
            WrongAnswers = [.. WrongAnswers(result)],
            Pilot = PilotTable.Of(result),
            Components = ForPeople(ComponentsTable.Of(result), "design", "component", "kind", "mean_per_month",
                "share", "share_with_people"),
            Documents = result.Scenario.Workloads.Any(w => w.Corpus is not null)
                ? [ForPeople(GroupsTable.Of(result), "design", "group", "documents", "questions", "mean_input_tokens", "request", "recall",
                    "best_chunker") with { Notes =
                    ["Cost of a request here: what it sends and gets, at the prices of the first day; monthly lines and what changes over "
                        + "the horizon are in the cost of a request of the whole design."] },
                        ForPeople(DocumentsTable.Of(result), "document", "group", "tokens", "questions")]
                : [],
            Capacity = [.. CapacitySection.Of(result)],
            Provenance = [.. Provenance(result)],
            Footer = string.Create(CultureInfo.InvariantCulture,
                $"CostSim {ToolVersion.Text}, seed {result.Scenario.Seed}, {Answer.Integration(result)}, {Answer.Prices(result.Scenario)}"),
        }.ToReport();
    }

    private static IEnumerable<string> Details(Result result)
    {
        if (AdviceSentences.NotBuild(result) is { } why)
            yield return why;
        foreach (var sentence in AssumedSentences.All(result).Concat(BreakEvenSentences.All(result).Take(3)))
            yield return sentence;
        if (result.TuneHint is { } hint)
            yield return $"{hint}.";
        foreach (var sentence in new[] { Sentences.Members(result), Sentences.People(result), Sentences.WrongAnswers(result),
            Sentences.Triggers(result), Sentences.Drivers(result), Sentences.MeasureNext(result) }.OfType<string>()
            .Concat(CacheSentences.All(result)).Concat(Sentences.Latencies(result)))
            yield return sentence;
    }

    private static IEnumerable<Table> WrongAnswers(Result result)
    {
        if (result.Designs.All(d => d.WrongAnswers is null))
            yield break;
        yield return ForPeople(DesignsTable.Of(result), "design", "wrong_answers_per_day", "wrong_answers_reaching_users_per_day",
            "reviews_per_day", "review_hours_per_day", "right_answer") with
        {
            Caption = "Wrong answers on a mean day of the first month, and what a right answer costs with people",
        };
        if (TriggersTable.Of(result) is { Rows.Count: > 0 } triggers)
            yield return ForPeople(triggers, "design", "trigger", "reviews_per_day", "hours_per_day", "cost_per_day",
                "caught_per_day", "cost_per_caught");
    }

    private static IEnumerable<KeyFigure> KeyFigures(Result result)
    {
        var design = result.Recommended;
        var month = Sentences.Month(result, design);
        var noun = Sentences.HasWholeMonths(result) ? "months" : "periods";
        yield return new KeyFigure($"P50 {Sentences.Period(result)}", Sentences.Money(result, month.P50),
            $"half of the simulated {noun} cost this or less");
        yield return new KeyFigure($"P90 {Sentences.Period(result)}", Sentences.Money(result, month.P90),
            $"9 of 10 simulated {noun} cost this or less");
        if (design.Spend.Budget is { } risk && result.Scenario.Budget is { } budget)
            yield return new KeyFigure("Over budget", Figures.Share(risk.AnyMonth.Probability),
                $"chance that any month costs more than {Sentences.Money(result, (double)budget.PerMonth)}",
                budget.IsKept(risk.Months.Select(m => m.Probability)) ? Tone.Good : Tone.Bad);
        if (design.Recall is { } recall)
            yield return new KeyFigure("Recall", Figures.Share(recall.Mean), recall.ByConstruction
                ? "the whole document is in the context"
                : $"of the evidence is in the context; {Figures.Share(recall.Low)} to {Figures.Share(recall.High)} from "
                    + $"{recall.Questions} questions", recall.Target is TargetState.Failed ? Tone.Bad : Tone.Plain);
        if (design.Accuracy is { } accuracy)
            yield return new KeyFigure("Accuracy", Figures.Share(accuracy.Mean),
                $"of answers right; {Figures.Share(accuracy.Low)} to {Figures.Share(accuracy.High)} from {accuracy.Questions} questions",
                accuracy.Target is TargetState.Failed ? Tone.Bad : Tone.Plain);
        if (BreakEvenSentences.Nearest(result) is { } breakEven)
            yield return new KeyFigure("Break-even", $"{Figures.Number(breakEven.RequestsPerDay)} a day",
                $"requests, against {breakEven.Against}");
        yield return new KeyFigure("Cost of a request", Sentences.Money(result, design.CostPerRequest),
            $"the mean bill, at {Figures.Count(design.TokensPerRequest)} tokens");
        yield return result.Scenario.Designs.All(d => d.Routes.All(r => r.IsTyped))
            ? new KeyFigure("Prices", "typed", "in the scenario, not read from dated records")
            : new KeyFigure("Prices", Figures.Date(result.Scenario.Prices.AsOf), After(result.Scenario.Prices));
    }

    private static string After(Scenarios.PriceTerms prices) => prices switch
    {
        { Follow: true, Changes.Count: 0 } => "then as they change",
        { Follow: true } => "then as they change, and as the scenario expects",
        { Changes.Count: > 0 } => "then changed as the scenario expects",
        _ => "kept for the whole horizon",
    };

    // The name of the design and what it costs stand out from the sentence.
    private static IReadOnlyList<Run> Strong(string sentence, params string[] parts)
    {
        var runs = new List<Run>();
        var from = 0;
        foreach (var part in parts)
        {
            if (sentence.IndexOf(part, from, StringComparison.Ordinal) is not (var at and >= 0))
                continue;
            runs.AddRange([sentence[from..at], new Run(part, Strong: true)]);
            from = at + part.Length;
        }

        return [.. runs, sentence[from..]];
    }

    private static Table Designs(Result result)
    {
        var money = Unit.Money(result.Scenario.Money.Currency);
        var period = Sentences.HasWholeMonths(result) ? "month" : "period";
        var budget = result.Scenario.Budget;
        List<Column> columns =
        [
            new("design", "Design", Unit.Text), new("tokens", "Tokens a request", Unit.Count), new("request", "Cost of a request", money),
            new("p50", $"P50 a {period}", money), new("p90", $"P90 a {period}", money), new("with_people", "P50 with people", money),
        ];
        if (budget is not null)
            columns.Add(new("over", $"Any month over {money.Write((double)budget.PerMonth)}", Unit.Share));
        if (result.Designs.Any(d => d.Recall is not null))
            columns.Add(new("recall", "Recall", Unit.Share));
        return new Table("designs", "The designs, what they cost, and how much of the evidence they see", columns,
            [.. Sentences.InOrder(result).Select(d => new Row(
        [
            d.Design.Name, d.TokensPerRequest, d.CostPerRequest, Sentences.Month(result, d).P50, Sentences.Month(result, d).P90,
            (Sentences.HasWholeMonths(result) ? d.Spend.WithPeople.Pooled : d.Spend.WithPeople.Total).P50,
            .. budget is null ? Array.Empty<Cell>() : [d.Spend.Budget?.AnyMonth.Probability],
            .. columns[^1].Key == "recall" ? [d.Recall?.Mean] : Array.Empty<Cell>(),
        ], Strong: d.Design.Name == result.Verdict.Design))]);
    }

    private static IEnumerable<AssumptionLine> Assumptions(Result result)
    {
        var month = Math.Max(1e-300, Sentences.Month(result, result.Recommended).P50);
        return result.Scenario.Ledger.All
            .Select(a => new AssumptionLine(a.Path, Typography.Short(a.Value), a.Origin.ToString().ToLowerInvariant(), SourceOf(result, a),
                AssumptionsTable.EffectOf(result, a.Path) / month))
            .OrderByDescending(a => Math.Abs(a.EffectOnP50 ?? 0));
    }

    internal static string SourceOf(Result result, Assumption assumption)
    {
        if (result.Scenario.Notes.TryGetValue(assumption.Path, out var note))
            return note;
        return assumption.Source.Length > 0 ? assumption.Source : assumption.Origin is Origin.Default
            ? ""
            : (assumption.At with { File = assumption.FileName, Column = 0 }).ToString();
    }

    private static IEnumerable<(string Name, string Value)> Provenance(Result result)
    {
        var scenario = result.Scenario;
        yield return ("CostSim", ToolVersion.Text);
        yield return ("Seed and integration",
            string.Create(CultureInfo.InvariantCulture, $"{scenario.Seed}, {Answer.Integration(result)}; {result.Spend.OuterLaw}"));
        yield return ("Method", result.Spend.Method);
        if (scenario.Prices.Book is { } book)
            yield return ("Price book", $"{book.Version.Name}, version {book.Version.Version}, SHA-256 {book.Version.Sha256}");
        yield return ("Price records", string.Join(", ", PriceRecords.Of(scenario)));
        foreach (var (name, hash) in scenario.Files)
            yield return (name, $"SHA-256 {hash}");
    }

    // A file's table with the columns that people look at; a key means every column that ends with it.
    private static Table ForPeople(Table table, params string[] keys)
    {
        var places = keys.SelectMany(key => Enumerable.Range(0, table.Columns.Count).Where(i => Matches(table.Columns[i].Key, key)))
            .Distinct().ToList();
        return table with
        {
            Columns = [.. places.Select(i => table.Columns[i] with { Heading = Heading(table.Columns[i]) })],
            Rows = [.. table.Rows.Select(r => r with { Cells = [.. places.Select(i => r.Cells[i])] })],
        };
    }

    // The headings of files are their keys; people read words.
    private static string Heading(Column column) => column.Key switch
    {
        var key when key.StartsWith("mean_per_month", StringComparison.Ordinal) => "Mean a month",
        var key when key.StartsWith("right_answer", StringComparison.Ordinal) => "Cost of a right answer",
        var key when key.StartsWith("request_", StringComparison.Ordinal) => "Cost of a request",
        "mean_input_tokens" => "Mean input, tokens",
        var key when key.EndsWith("_tokens", StringComparison.Ordinal) => $"Tokens ({key[..^"_tokens".Length]})",
        var key when key.StartsWith("cost_per_caught", StringComparison.Ordinal) => "Cost per error caught",
        "share" => "Share of the bill",
        "wrong_answers_per_day" => "Made a day",
        "wrong_answers_reaching_users_per_day" => "Reach users a day",
        _ => char.ToUpperInvariant(column.Heading[0]) + column.Heading[1..].Replace(" per ", " a ", StringComparison.Ordinal),
    };

    private static bool Matches(string column, string key) =>
        column == key || column.StartsWith(key + "_", StringComparison.Ordinal) && column.Length == key.Length + 4
            || (key == "tokens" && column.EndsWith("_tokens", StringComparison.Ordinal));
}
