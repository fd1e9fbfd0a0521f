using CostSim.Documents;
using CostSim.Files;
using CostSim.Results;
using CostSim.Scenarios;

namespace CostSim.Tests.Scenarios;

/// <summary>All designs are told the same of a question: its document, or nothing.</summary>
public sealed class SameGameTests
{
    private static readonly Document Lease = Sample.Document("lease.md", $"The tenant pays rent {Sample.Words(40, "rent")} on the first day.");
    private static readonly Document Policy = Sample.Document("policy.md", $"Staff keep receipts {Sample.Words(40, "receipt")} for seven years.");

    [Fact]
    public void Where_every_question_names_its_document_it_is_assumed_to_be_known()
    {
        var scenario = Read("rag: { model: openai/gpt-4o, context: top-chunks }");

        Assert.Equal((AskedAbout.Document, true), (scenario.Workloads[0].About, scenario.Workloads[0].AboutIsAssumed));
        Assert.Equal(("document", Origin.Default), scenario.Ledger.All.Where(a => a.Path == "asked.about").Select(a => (a.Value, a.Origin)).Single());
    }

    [Fact]
    public void Where_a_question_names_none_nobody_is_assumed_to_know() =>
        Assert.Equal(AskedAbout.Collection, Read("rag: { model: openai/gpt-4o, context: top-chunks }", named: false).Workloads[0].About);

    [Theory]
    [InlineData("asked: { about: collection }", "whole: { model: openai/gpt-4o, context: whole-document }", "whole: the whole document goes in, but nobody knows the document (asked.about: collection); add 'finder: { kind: bm25, documents: 1 }'")]
    [InlineData("asked: { about: collection }", "rag: { model: openai/gpt-4o, context: { kind: top-chunks, retriever: { kind: bm25, scope: document } } }", "'scope: document' searches inside the document that a question is about, but nobody knows the document")]
    [InlineData("asked: { about: document }", "rag: { model: openai/gpt-4o, context: { kind: top-chunks, retriever: { kind: bm25, scope: corpus } } }", "'scope: corpus' searches all documents, but the application knows the document (asked.about: document)")]
    [InlineData("asked: { about: document }", "whole: { model: openai/gpt-4o, context: { kind: whole-document, finder: bm25 } }", "a finder looks for the document, but the application knows the document")]
    [InlineData("", "rag: { model: openai/gpt-4o, context: { kind: top-chunks, retriever: { kind: bm25, scope: corpus } } }\n  whole: { model: openai/gpt-4o, context: whole-document }", "the whole document goes in, but nothing says that the application knows the document")]
    [InlineData("asked: { about: document }", "self: { model: openai/gpt-4o, context: { kind: map-reduce, finder: bm25 } }", "a finder looks for the document")]
    [InlineData("asked: { about: somebody }", "whole: { model: openai/gpt-4o, context: whole-document }", "about: 'somebody' is not known")]
    public void Designs_that_do_not_play_the_same_game_are_refused_with_the_remedy(string asked, string designs, string error)
    {
        var refused = Assert.Throws<InputException>(() => Read(designs, asked));

        Assert.Contains(refused.Errors, e => $"{designs.Split(':')[0]}: {e.Message.Replace("context: ", "", StringComparison.Ordinal)}".Contains(error, StringComparison.Ordinal));
        Assert.All(refused.Errors, e => Assert.True(e.At.Line > 0, "an error has its line"));
    }

    [Fact]
    public void Typed_lengths_have_no_document_that_a_question_could_be_about()
    {
        var refused = Assert.Throws<InputException>(() => new Sample("""
            asked: { about: document }
            requests: { input: 1_000 }
            traffic: { requests_per_day: 100 }
            prices: { inline: { input_usd_per_mtok: 1 } }
            designs: { x: {} }
            """).Read());

        Assert.Contains(refused.Errors, e => e.Message.StartsWith("asked: needs documents", StringComparison.Ordinal));
    }

    [Fact]
    public void Retrievers_search_all_documents_where_nobody_knows_and_one_where_it_is_known()
    {
        // The question shares its words with the other document alone: inside its own nothing is found, among all the wrong one.
        var question = new Question("q", "receipts seven years", Lease.Name, [new Passage(Lease.Name, new(0, 10))]);

        Assert.Equal([], Found("{ about: document }", question));
        Assert.Equal([Policy.Name], Found("{ about: collection }", question));
    }

    [Fact]
    public void A_finder_puts_the_documents_in_that_it_finds_and_recall_is_measured_on_them()
    {
        Question[] questions =
        [
            new("right", "When does the tenant pay rent?", Lease.Name, [new Passage(Lease.Name, new(0, 20))]),
            new("wrong", "receipts seven years", Lease.Name, [new Passage(Lease.Name, new(0, 20))]),
        ];
        var one = Run("{ kind: whole-document, finder: { kind: bm25 } }", questions);
        var both = Run("{ kind: whole-document, finder: { kind: bm25, documents: 2 } }", questions);
        var known = Run("{ kind: whole-document, finder: known }", questions);

        // Of two questions alike one finds its document.
        Assert.Equal((0.5, false), (one.Recall!.Mean, one.Recall.ByConstruction));
        Assert.Equal((1.0, false), (both.Recall!.Mean, both.Recall.ByConstruction));
        Assert.Equal((1.0, true), (known.Recall!.Mean, known.Recall.ByConstruction));
        // Both documents are sent where two are asked for: the sample's tokens are its words.
        var library = both.Requests[0].DocumentTokens.Sum(t => t.Value);
        Assert.Equal(library, both.Populations[0]!.Requests[0].Ways[0].Tokens(CostSim.Prompts.PromptPart.Context).Value);
    }

    private static DesignResult Run(string context, Question[] questions) => Simulation.Run(new Sample($$"""
        months: 1
        documents: [documents]
        questions: questions.jsonl
        asked: { about: collection }
        popularity: questions
        prices: { as_of: 2026-11-01 }
        traffic: { requests_per_day: 100 }
        designs: { x: { model: openai/gpt-4o, answer: 10, context: {{context}} } }
        simulation: { trials: 16 }
        """)
    { Documents = [Lease, Policy], Questions = [.. questions] }.Read()).Designs[0];

    private static IReadOnlyList<string> Found(string asked, Question question)
    {
        var scenario = new Sample($$"""
            months: 1
            documents: [documents]
            questions: questions.jsonl
            asked: {{asked}}
            popularity: questions
            prices: { as_of: 2026-11-01 }
            traffic: { requests_per_day: 100 }
            designs: { x: { model: openai/gpt-4o, answer: 10, context: { kind: top-chunks, k: 1, chunker: whole } } }
            """)
        { Documents = [Lease, Policy], Questions = [question] }.Read();
        var population = new Stages(1).Requests(scenario)[0][0].Population!;
        return [.. population.Requests[0].Ways[0].Context.Select(c => scenario.Workloads[0].Corpus!.Documents[c.Document].Name)];
    }

    private static Scenario Read(string designs, string asked = "", bool named = true) => new Sample($$"""
        months: 1
        documents: [documents]
        questions: questions.jsonl
        {{asked}}
        prices: { as_of: 2026-11-01 }
        traffic: { requests_per_day: 100 }
        designs:
          {{designs}}
        """)
    {
        Documents = [Lease, Policy],
        Questions = [new("q", "When is rent paid?", Lease.Name, [new Passage(Lease.Name, new(0, 10))]) { IsDocumentNamed = named }],
    }.Read();
}
