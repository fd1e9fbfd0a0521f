using CostSim.Prompts;
using CostSim.Units;
using static CostSim.Tests.Prompts.ContextKindsTests;

namespace CostSim.Tests.Prompts;

/// <summary>System prompt 100 tokens, answers 50, questions of 2 tokens; every word of four letters is a token.</summary>
public sealed class ContextTokensTests
{
    private static readonly CostSim.Documents.Document Long = Sample.Document("a.md", Sample.Words(1_000));
    private static readonly CostSim.Documents.Question Asked = Sample.Question("q1", "word word", Long, "word");

    private static RequestWay Only(string context, CostSim.Documents.Document? document = null) =>
        Assert.Single(Assemble(context, [document ?? Long], [document is null ? Asked : Sample.Question("q1", "word word", document, "word")]).Requests[0].Ways);

    private static IEnumerable<long> Inputs(RequestWay way) => way.Calls.Select(c => c.Input.Value);

    [Fact]
    public void A_whole_document_goes_in_once() => Assert.Equal([100 + 1_000 + 2], Inputs(Only("whole-document")));

    [Fact]
    public void Chunks_go_in_with_the_tokens_they_have_alone() =>
        // Windows of 100 tokens: the first is 100 words, the others begin with a space that belongs to their first word.
        Assert.Equal([100 + 300 + 2], Inputs(Only("{ kind: top-chunks, k: 3, chunker: { kind: window, size: 100 } }")));

    [Fact]
    public void A_budget_takes_chunks_while_they_fit() =>
        Assert.Equal([100 + 300 + 2], Inputs(Only("{ kind: budget, tokens: 399, chunker: { kind: window, size: 100 } }")));

    [Fact]
    public void Neighbours_are_sent_once_where_they_touch()
    {
        var document = Sample.Document("a.md", string.Join(' ', Enumerable.Range(0, 10).Select(i => $"{Sample.Words(9, i == 4 ? "find" : "word")}")));
        var question = Sample.Question("q1", "find", document, "find");

        var way = Assemble("{ kind: neighbours, k: 1, n: 2, chunker: { kind: window, size: 9 } }", [document], [question]).Requests[0].Ways[0];

        // Chunks 2 to 6 of nine words each are one stretch of 45.
        Assert.Equal(45, way.Tokens(PromptPart.Context).Value);
        Assert.Single(way.Context);
    }

    [Fact]
    public void Small_chunks_find_and_their_parents_go_in_once()
    {
        var document = Sample.Document("a.md", string.Join(' ', Enumerable.Range(0, 10).Select(i => Sample.Words(10, i is 4 or 5 ? "find" : "word"))));
        var question = Sample.Question("q1", "find", document, "find");

        var way = Assemble("{ kind: parent, k: 2, chunker: { kind: window, size: 10 }, parent: { kind: window, size: 20 } }", [document], [question]).Requests[0].Ways[0];

        // Both small chunks, words 40 to 59, lie in the third parent, words 40 to 59.
        Assert.Equal(20, way.Tokens(PromptPart.Context).Value);
    }

    [Fact]
    public void A_reranker_scores_all_candidates_and_keeps_the_best()
    {
        var way = Only("{ kind: rerank, candidates: 8, keep: 2, chunker: { kind: window, size: 100 } }");

        // 8 documents are one search unit; by tokens each counts with the question: 8 (100 + 2).
        Assert.Equal(200, way.Tokens(PromptPart.Context).Value);
        Assert.Equal(new Reranking(1, 816.Tokens), way.Reranking);
    }

    [Fact]
    public void A_perfect_reranker_puts_the_evidence_first()
    {
        var document = Sample.Document("a.md", $"{Sample.Words(60)} {Sample.Words(20, "goal")} {Sample.Words(20)}");
        var question = Sample.Question("q1", "word goal", document, Sample.Words(20, "goal"));
        double Recall(string order) => Assemble($"{{ kind: rerank, candidates: 5, keep: 1, order: {order}, chunker: {{ kind: window, size: 20 }}, retriever: {{ kind: random, scope: document, seed: 4 }} }}", [document], [question]).Evidence[0]!.Value.Recall;

        Assert.Equal(1, Recall("perfect"), 12);
    }

    [Fact]
    public void Map_reduce_takes_notes_on_each_part_and_answers_from_them()
    {
        var way = Only("{ kind: map-reduce, part: 400, notes: 30 }");

        // 400, 400 and 200 tokens with system and question; then three notes of 30.
        Assert.Equal([502, 502, 302, 100 + 90 + 2], Inputs(way));
        Assert.Equal([30, 30, 30, 0], way.Calls.Select(c => c.Notes.Value));
        Assert.Equal([0, 0, 0, 1], way.Calls.Select(c => c.Answers));
    }

    [Fact]
    public void A_document_of_one_part_is_answered_at_once() => Assert.Equal([1_102], Inputs(Only("{ kind: map-reduce, part: 1_000 }")));

    [Fact]
    public void Refining_carries_notes_from_part_to_part()
    {
        var way = Only("{ kind: refine, part: 400, notes: 30 }");

        Assert.Equal([502, 532, 332], Inputs(way));
        Assert.Equal([30, 30, 0], way.Calls.Select(c => c.Notes.Value));
        Assert.Equal([0, 0, 1], way.Calls.Select(c => c.Answers));
    }

    [Fact]
    public void An_agent_sends_again_what_grew_so_that_input_grows_with_the_square_of_the_steps()
    {
        // Prompt 102, each step adds 60 + 600: 4 x 102 + 660 (0 + 1 + 2 + 3) = 4,368 for three steps; 7 x 102 + 660 x 21 = 14,574 for six.
        Assert.Equal([102, 762, 1_422, 2_082], Inputs(Only("{ kind: agent, steps: 3, call: 60, result: 600 }")));
        Assert.Equal(4_368, Only("{ kind: agent, steps: 3, call: 60, result: 600 }").Input.Value);
        Assert.Equal(14_574, Only("{ kind: agent, steps: 6, call: 60, result: 600 }").Input.Value);
    }

    [Fact]
    public void Steps_that_vary_are_ways_of_their_own()
    {
        var requests = Assemble("{ kind: agent, steps: { choice: { values: [1, 3], shares: [0.25, 0.75] } } }", [Long], [Asked]);

        Assert.Equal([0.25, 0.75], requests.Shares(0));
        Assert.Equal([2, 4], requests.Requests[0].Ways.Select(w => w.Calls.Count));
        // 0.25 2 + 0.75 4.
        Assert.Equal(3.5, requests.Mean(w => w.Calls.Count), 12);
    }

    [Fact]
    public void Without_documents_in_the_prompt_evidence_is_not_measured() =>
        Assert.Null(Assemble("{ kind: agent, steps: 3 }", [Long], [Asked]).Evidence[0]);
}
