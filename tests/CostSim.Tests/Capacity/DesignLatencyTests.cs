using CostSim.Files;
using CostSim.Results;

namespace CostSim.Tests.Capacity;

/// <summary>Seconds of a request by its tokens, calls and steps, next to its cost.</summary>
public sealed class DesignLatencyTests
{
    private const string Latency = "latency: { ttft_ms: 500, tpot_ms: 20, prefill_tokens_per_second: 1_000, retrieval_ms: 100, rerank_ms: 250, spread: 0 }";

    [Fact]
    public void The_first_token_waits_for_the_whole_prompt_and_calls_and_steps_add_up()
    {
        var designs = Run(Latency).Designs.ToDictionary(d => d.Design.Name, d => d.Latency!.P50Seconds);

        // Prompts: the document of 4,000 words with a typical question of 40 tokens. 0.5 + 4,040 / 1,000 + 100 x 0.02 = 6.54 s.
        Assert.Equal(6.54, designs["whole"], 2);
        // One chunk of 100 tokens and the question: 0.1 + 0.5 + 0.14 + 2 s.
        Assert.Equal(2.74, designs["rag"], 2);
        // The reranker's quarter of a second on top.
        Assert.Equal(2.99, designs["reranked"], 2);
        // Two parts of 2,000 tokens, with notes of 50 each: 2 x (0.5 + 2.04 + 1.0), then 100 tokens of notes and the question: 0.5 + 0.14 + 2.
        Assert.Equal(9.72, designs["parts"], 2);
    }

    [Fact]
    public void What_a_cache_serves_is_read_in_no_time()
    {
        var designs = Run(Latency, traffic: "{ requests_per_day: 1_000_000, counts: poisson }").Designs.ToDictionary(d => d.Design.Name, d => d.Latency!.P50Seconds);

        // At 11 requests a second all of the document's whole steps of 128 tokens are cached: 3,968 of 4,000. 0.5 + 72 / 1,000 + 2 s.
        Assert.Equal(2.572, designs["cached"], 3);
        Assert.Equal(6.54, designs["whole"], 2);
    }

    [Fact]
    public void The_spread_of_a_call_makes_the_95th_percentile()
    {
        var whole = Run(Latency.Replace("spread: 0", "spread: 0.3", StringComparison.Ordinal)).Designs[0].Latency!;

        // Lognormal with mean 1: e^(0.3 x 1.6449 - 0.045) = 1.5658 of 6.54 s, and e^-0.045 = 0.9560 at the median.
        Assert.Equal(6.54 * 0.9560, whole.P50Seconds, 0.1);
        Assert.Equal(6.54 * 1.5658, whole.P95Seconds, 0.2);
    }

    [Fact]
    public void A_design_that_is_too_slow_is_not_built()
    {
        var result = Run(Latency, quality: "quality: { at_least: 0.1, p95_seconds: 5 }");

        Assert.Contains("95 of 100 requests take up to 6.5 s, more than the 5 s asked for", result.Verdict.LacksOf("whole"));
        Assert.NotEqual("whole", result.Verdict.Design);
    }

    [Fact]
    public void Without_a_typed_latency_no_seconds_are_told_and_none_can_be_asked_for()
    {
        Assert.All(Run("").Designs, d => Assert.Null(d.Latency));

        var refused = Assert.Throws<InputException>(() => Run("", quality: "quality: { at_least: 0.1, p95_seconds: 5 }"));
        Assert.Contains(refused.Errors, e => e.Message.StartsWith("p95_seconds: needs to know how long a call takes", StringComparison.Ordinal));
    }

    private static Result Run(string latency, string traffic = "{ requests_per_day: 10, counts: poisson }", string quality = "")
    {
        var document = Sample.Document("a.md", Sample.Words(4_000));
        return Simulation.Run(new Sample($$"""
            start: 2027-01-01
            months: 1
            documents: [documents]
            prices: { as_of: 2026-11-01 }
            traffic: {{traffic}}
            {{latency}}
            {{quality}}
            designs:
              whole: { model: openai/gpt-4o, context: whole-document, answer: 100, cache: none }
              cached: { like: whole, cache: { ttl: 5m } }
              rag: { like: whole, context: { kind: top-chunks, k: 1, chunker: { kind: window, size: 100 } } }
              reranked: { like: rag, reranker: cohere/rerank-v3.5, context: { kind: rerank, candidates: 10, keep: 1, chunker: { kind: window, size: 100 } } }
              parts: { like: whole, context: { kind: map-reduce, part: 2_000, notes: 50 } }
            simulation: { trials: 16 }
            """)
        { Documents = [document] }.Read());
    }
}
