using CostSim.Answers;
using CostSim.Billing;
using CostSim.Documents;
using CostSim.Results;
using Sentences = CostSim.Answers.Sentences;

namespace CostSim.Tests.Reports;

/// <summary>What the first sentences of an answer may say, and what not.</summary>
public sealed class AdviceSentencesTests
{
    private const string Cheap = "cheap: { model: openai/gpt-4o, answer: 10, context: { kind: top-chunks, k: 1, chunker: { kind: window, size: 50 } } }";
    private const string Dear = "dear: { model: openai/gpt-4o, answer: 10, context: whole-document }";
    private const string Dearer = "dearer: { model: openai/gpt-4o, answer: 100, context: whole-document }";

    [Fact]
    public void Cheapest_alone_is_said_only_above_a_table_without_a_cheaper_row()
    {
        var without = Run($"{Cheap}\n  {Dear}", "");
        var with = Run($"{Cheap}\n  {Dear}\n  {Dearer}", "quality: { at_least: 0.9 }");

        // No quality is asked for: the chunks are cheapest, and nothing in the table is below them.
        Assert.StartsWith("Cheapest is cheap. It costs", AdviceSentences.Advice(without), StringComparison.Ordinal);
        Assert.Equal(["cheap", "dear"], Sentences.InOrder(without).Select(d => d.Design.Name));
        // The chunks miss half of the evidence: of those that are left one is the cheapest, but a cheaper row is in the table.
        Assert.Equal("dear", with.Verdict.Design);
        Assert.DoesNotContain("Cheapest is", AdviceSentences.Advice(with), StringComparison.Ordinal);
    }

    [Fact]
    public void The_chance_to_be_cheaper_is_told_against_the_best_rival_of_the_same_quality()
    {
        var result = Run($"{Cheap}\n  {Dear}\n  {Dearer}", "quality: { at_least: 0.9 }");

        // Not against the cheap one, which lacks the quality and would make it "0 % of simulated periods".
        Assert.Contains("is cheaper than dearer in 100 % of simulated periods", AdviceSentences.Advice(result), StringComparison.Ordinal);
        Assert.DoesNotContain("than cheap", AdviceSentences.Advice(result), StringComparison.Ordinal);
    }

    [Fact]
    public void Why_it_is_not_build_stands_in_the_answer()
    {
        var result = Run($"{Cheap}\n  {Dear}", "");

        Assert.Equal(Advice.Cheapest, result.Verdict.Advice);
        Assert.StartsWith("Not \"build\", because no quality is asked for: state it", AdviceSentences.NotBuild(result), StringComparison.Ordinal);
        Assert.Contains(Answer.Lines(result, null), line => line.StartsWith("Not \"build\", because", StringComparison.Ordinal));
        Assert.DoesNotContain(Answer.Lines(result, null), line => line.StartsWith("! no quality", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_models_without_measured_accuracy_are_no_rivals_in_quality()
    {
        var result = Run($"{Dear}\n  other: {{ model: openai/gpt-4o-mini, answer: 10, context: whole-document }}", "quality: { at_least: 0.9 }");

        Assert.Contains("not comparable in quality", AdviceSentences.NotBuild(result), StringComparison.Ordinal);
        Assert.DoesNotContain("is cheaper than", AdviceSentences.Advice(result), StringComparison.Ordinal);
    }

    [Fact]
    public void A_day_is_an_average_day_of_the_month()
    {
        var result = Run(Dear, "reliability: { wrong_answers: 10% }", "{ requests_per_day: 1_000, counts: fixed, weekdays: [1, 1, 1, 1, 1, 0, 0] }");

        // January 2027 has 21 weekdays of 31 days: 1,000 x 21 / 31 = 677.4 requests, a tenth of them wrong.
        Assert.Equal(67.74, result.Recommended.WrongAnswers!.MadePerDay, 2);
    }

    [Fact]
    public void The_head_says_how_it_was_integrated_and_what_the_application_knows()
    {
        var typed = Simulation.Run(new Sample("""
            months: 1
            requests: { input: 100, output: 10 }
            prices: { inline: { input_usd_per_mtok: 1, output_usd_per_mtok: 2 } }
            traffic: { requests_per_day: 100, counts: fixed }
            designs: { x: {} }
            simulation: { trials: 16 }
            """).Read());
        Assert.Contains("exact over 1 case,", Answer.Head(typed), StringComparison.Ordinal);
        Assert.Contains("; assumes that the application knows which document is meant", Answer.Head(Run(Dear, "")), StringComparison.Ordinal);
        Assert.EndsWith("; the application knows which document is meant", Answer.Head(Run(Dear, "asked: { about: document }")), StringComparison.Ordinal);
        Assert.EndsWith("; nobody knows which document is meant, but told is handed it (finder: known)",
            Answer.Head(Run("told: { model: openai/gpt-4o, answer: 10, context: { kind: whole-document, finder: known } }", "asked: { about: collection }")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_default_that_decides_is_told_with_what_the_answer_would_be_otherwise()
    {
        // Ten documents, of which the first is fifty times as long: whether all are asked about alike decides the bill.
        var documents = Enumerable.Range(0, 10).Select(i => Sample.Document($"{i}.md", Sample.Words(i == 0 ? 10_000 : 200, $"w{i}"))).ToList();
        var result = Simulation.Run(new Sample("""
            start: 2027-01-01
            months: 1
            documents: [documents]
            prices: { as_of: 2026-11-01 }
            traffic: { requests_per_day: 1_000, counts: poisson }
            designs: { x: { model: openai/gpt-4o, answer: 10, context: whole-document, cache: none }, y: { model: openai/gpt-4o, answer: 20, context: whole-document, cache: none } }
            simulation: { trials: 16 }
            """)
        { Documents = documents }.Read());

        var popularity = result.Defaults!.Single(d => d.Path == "popularity");
        // Uniform: (10,000 + 9 x 200) / 10 = 1,180 tokens and the question's 40; by 1 / rank^0.8 the first takes 1 of 3.4616: 2,889 + 142 tokens and 40.
        var ratio = ((3_031.2 + 40) * 2.5 + (10 * 10)) / ((1_180 + 40) * 2.5 + (10 * 10));
        Assert.Equal(ratio, popularity.Alternatives.Single().P50 / popularity.P50, 0.01 * ratio);
        Assert.Contains(Answer.Lines(result, null), line => line.StartsWith("Assumed: all documents are asked about alike (otherwise, with zipf 0.8,", StringComparison.Ordinal));
        var table = OutcomeTables.All.Single(t => t.Name == "assumptions").Of(result);
        var row = table.Rows.Single(r => (string?)r.Cells[0].Value == "popularity");
        Assert.Equal("with zipf 0.8", row.Cells[table.Columns.ToList().FindIndex(c => c.Key == "otherwise")].Value);
    }

    [Fact]
    public void What_is_typed_is_no_assumption_and_is_not_recomputed()
    {
        var result = Run(Dear, "popularity: uniform\nasked: { about: document }", "{ requests_per_day: 1_000, counts: poisson, sessions: { requests: 1, gap: 1m } }");

        Assert.Empty(result.Defaults!);
    }

    [Fact]
    public void That_nothing_changes_the_choice_is_said_only_where_it_was_looked_at()
    {
        var known = Run($"{Dear}\n  {Dearer}", "popularity: uniform\nasked: { about: document }", "{ requests_per_day: 500 to 2_000, counts: poisson, sessions: { requests: 1, gap: 1m } }");

        Assert.True(AssumedSentences.IsChoiceFirm(known), "the longer answer costs more at every volume");
        Assert.Contains("nothing that is uncertain or assumed changes the choice of a design", Sentences.MeasureNext(known), StringComparison.Ordinal);
        // A single design leaves nothing to choose.
        Assert.False(AssumedSentences.IsChoiceFirm(Run(Dear, "")));
    }

    private static Result Run(string designs, string more, string traffic = "{ requests_per_day: 500 to 2_000, counts: poisson }")
    {
        List<Document> documents = [.. Enumerable.Range(0, 8).Select(i => Sample.Document($"{i}.md", $"{Sample.Words(50, "find")} {Sample.Words(50, "miss")} {Sample.Words(400)}"))];
        return Simulation.Run(new Sample($$"""
            start: 2027-01-01
            months: 1
            documents: [documents]
            questions: questions.jsonl
            prices: { as_of: 2026-11-01 }
            traffic: {{traffic}}
            {{more.ReplaceLineEndings("\n")}}
            designs:
              {{designs}}
            simulation: { trials: 64 }
            """)
        {
            Documents = documents,
            // Half of the evidence lies where the words of the question do not.
            Questions = [.. documents.Select((d, i) => Sample.Question($"q{i}", "find", d, Sample.Words(20, i % 2 == 0 ? "miss" : "find")))],
        }.Read());
    }
}
