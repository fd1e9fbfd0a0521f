using CostSim.Documents;
using CostSim.Units;

namespace CostSim.Tests;

/// <summary>What variants of a scenario share, and what they must not.</summary>
public sealed class StagesTests
{
    private const string Text = "Rent is due on the first. Pets are not kept. Keys are two. Heat is paid by the owner.";

    private static Sample Of(Document document, string excerpt = "Keys are two.", string context = "whole-document") => new($$"""
        months: 1
        documents: [documents]
        questions: questions.jsonl
        traffic: { requests_per_day: 1_000 }
        prices: { as_of: 2026-11-01 }
        designs: { one: { model: openai/gpt-4o, answer: 100, context: {{context}} } }
        """)
    {
        Documents = [document],
        Questions = document.Text.Length == 0 ? [] : [Sample.Question("q", "How many keys?", document, excerpt)],
    };

    private static double? Recall(Stages stages, Sample sample) => stages.Requests(sample.Read())[0][0].Population!.Evidence[0]?.Recall;

    [Fact]
    public void The_same_file_under_another_name_still_holds_its_evidence()
    {
        var stages = new Stages(1);
        var first = Sample.Document("first.md", Text);

        Assert.Equal(1, Recall(stages, Of(first)));
        Assert.Equal(1, Recall(stages, Of(first with { Name = "second.md" })));
    }

    [Fact]
    public void A_scan_that_is_estimated_anew_has_its_new_tokens()
    {
        var stages = new Stages(1);
        var scan = Sample.Document("scan.pdf", "") with { EstimatedTokens = 1_000.Tokens };

        double Input(Document document) => stages.Requests(Of(document).Read())[0][0].Population!.Summary(r => r.Input).Mean;

        Assert.Equal(500, Input(scan with { EstimatedTokens = 1_500.Tokens }) - Input(scan), 9);
    }

    [Fact]
    public void The_best_possible_search_follows_excerpts_that_were_corrected()
    {
        const string Oracle = "{ kind: top-chunks, k: 1, chunker: { kind: sentence, size: 10 }, retriever: oracle }";
        var (stages, document) = (new Stages(1), Sample.Document("lease.md", Text));

        Assert.Equal(1, Recall(stages, Of(document, "Rent is due on the first.", Oracle)));
        Assert.Equal(1, Recall(stages, Of(document, "Heat is paid by the owner.", Oracle)));
    }

    [Fact]
    public void Documents_that_nobody_asks_for_any_more_are_let_go()
    {
        var (stages, document) = (new Stages(1), Sample.Document("lease.md", Text));
        _ = Recall(stages, Of(document));
        stages.Forget();
        _ = Recall(stages, Of(document with { Text = Text + " The end." }));
        Assert.Equal(2, stages.Kept);

        stages.Forget();

        Assert.Equal(1, stages.Kept);
    }
}
