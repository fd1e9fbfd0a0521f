using CostSim.Engine;
using CostSim.Results;

namespace CostSim.Tests.Billing;

public sealed class QualityTests
{
    // 40 documents of two parts; the evidence lies in the first part of 30 of them, in the second of 10. A chunk holds one part.
    private static Result Run()
    {
        var documents = Enumerable.Range(0, 40).Select(i => Sample.Document($"{i}.md", $"{Sample.Words(50, "find")} {Sample.Words(50, "miss")}", i < 20 ? "legal" : "faq")).ToList();
        var scenario = new Sample("""
            months: 1
            start: 2027-01-01
            documents: [documents]
            questions: questions.jsonl
            traffic: { requests_per_day: 1_000, growth_per_month: 0% }
            prices: { as_of: 2026-11-01 }
            designs:
              whole: { model: openai/gpt-4o, context: whole-document, answer: 100 }
              chunk: { like: whole, context: { kind: top-chunks, k: 1, chunker: { kind: window, size: 50 } } }
              same: { like: chunk, answer: 200 }
              cached: { like: whole, system: 2_000, cache: { ttl: 5m, prefix: [system] } }
            simulation: { trials: 256, seed: 42 }
            """)
        {
            Documents = documents,
            Questions = [.. documents.Select((d, i) => Sample.Question($"q{i}", "find", d, Sample.Words(20, i % 4 == 0 ? "miss" : "find")))],
        }.Read();
        return Simulation.Run(scenario, new SpendOptions { Seed = 42, Trials = 256, Threads = 2 });
    }

    private static readonly Lazy<Result> Known = new(Run);

    [Fact]
    public void Designs_are_told_apart_on_the_same_questions()
    {
        var between = Known.Value.RecallDifferences.Single(d => d is { First: "whole", Second: "chunk" });

        // 10 of 40 questions are lost: 0.25, by the bootstrap about 0.25 +- 2 x 0.068.
        Assert.Equal(0.25, between.Mean, 12);
        Assert.InRange(between.Low, 0.10, 0.18);
        Assert.InRange(between.High, 0.34, 0.44);
        Assert.True(between.IsSignificant);
        Assert.Equal("whole retrieves more", between.Verdict);
    }

    [Fact]
    public void The_same_chunks_show_no_significant_difference()
    {
        var between = Known.Value.RecallDifferences.Single(d => d is { First: "chunk", Second: "same" });

        Assert.Equal((0, 0, 0), (between.Mean, between.Low, between.High));
        Assert.Equal("no significant difference", between.Verdict);
    }

    [Fact]
    public void Each_group_has_its_own_recall_and_interval()
    {
        var groups = Known.Value.GroupRecalls.Where(g => g.Design == "chunk").ToList();

        Assert.Equal(["faq", "legal"], groups.Select(g => g.Group));
        Assert.All(groups, g => Assert.Equal(0.75, g.Recall.Mean, 12));
        Assert.All(groups, g => Assert.InRange(g.Recall.Low, 0.45, 0.70));
    }

    [Fact]
    public void What_a_cache_serves_is_told_at_both_ends()
    {
        var outlook = Assert.Single(Known.Value.Designs.Single(d => d.Design.Name == "cached").Caches);

        // A thousand a day at equal hours are 3.5 in 5 minutes: nearly all hit. 15 steps of 128 of 2,101 tokens are read.
        Assert.InRange(outlook.AtStart.HitRate, 0.80, 0.97);
        Assert.Equal(outlook.AtStart.HitRate * 1_920 / 2_101, outlook.AtStart.ReadShare, 2);
        Assert.Equal(outlook.AtStart.HitRate, outlook.AtEnd.HitRate, 6);
        Assert.Empty(Known.Value.Designs[0].Caches);
    }
}
