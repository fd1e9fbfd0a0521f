using CostSim.Answers;
using CostSim.Engine;
using CostSim.Reports;
using CostSim.Results;
using CostSim.Scenarios;

namespace CostSim.Tests.Reports;

/// <summary>The parts of a report that say what is missing, what would change, and where.</summary>
public sealed class ReportPartsTests
{
    [Fact]
    public void What_if_starts_from_the_simulated_mean_and_a_cache_without_hits_is_no_cache()
    {
        var result = Contracts("full-context");
        var uncached = Contracts([new("designs.full-context.cache", "none")], "full-context");
        var whatIf = WhatIfOutcome.Of(result);

        foreach (var design in whatIf.Designs)
        {
            var simulated = result.Designs.Single(d => d.Design.Name == design.Design).Spend.WithPeople.Total.Mean / 12;
            Assert.Equal(1, design.Mean(1, 1) / simulated, 9);
        }

        // A hit reads whole steps of 128 tokens and the rest is fresh, so that the two differ a little.
        var (cached, plain) = (whatIf.Designs[0], WhatIfOutcome.Of(uncached).Designs[0]);
        Assert.InRange(cached.CacheShare, 0.5, 0.99);
        Assert.InRange(cached.Mean(1, 1, 0) / plain.Mean(1, 1), 0.99, 1.01);
        Assert.True(cached.Mean(1, 1, 1) < cached.Mean(1, 1));
    }

    [Fact]
    public void Groups_make_the_whole_and_name_the_chunker_that_finds_most()
    {
        var documents = Enumerable.Range(0, 8).Select(i => Sample.Document($"{i}.md", $"{Sample.Words(50, "find")} {Sample.Words(50, "miss")} {Sample.Words(10 * i)}", i < 4 ? "legal" : "faq")).ToList();
        var scenario = new Sample("""
            months: 1
            start: 2027-01-01
            documents: [documents]
            questions: questions.jsonl
            traffic: { requests_per_day: 1_000 }
            prices: { as_of: 2026-11-01 }
            designs:
              whole: { model: openai/gpt-4o, context: whole-document, answer: 100, cache: none }
              small: { like: whole, context: { kind: top-chunks, k: 1, chunker: { kind: window, size: 50 } } }
              large: { like: whole, context: { kind: top-chunks, k: 1, chunker: { kind: window, size: 100 } } }
            simulation: { trials: 64, seed: 42 }
            """)
        {
            Documents = documents,
            // In faq half of the evidence lies where the words of the question do not.
            Questions = [.. documents.Select((d, i) => Sample.Question($"q{i}", "find", d, Sample.Words(20, i >= 4 && i % 2 == 0 ? "miss" : "find")))],
        }.Read();
        var result = Simulation.Run(scenario, new SpendOptions { Seed = 42, Trials = 64, Threads = 1 });
        var groups = OutcomeTables.All.Single(t => t.Name == "groups").Of(result);
        int At(string key) => groups.Columns.ToList().FindIndex(c => c.Key == key);

        var whole = groups.Rows.Where(r => r.Cells[0].Value is "whole").ToList();
        // Eight questions of equal weight, no cache, no growth: the groups' mean is the design's.
        Assert.Equal(result.Designs[0].CostPerRequest, whole.Sum(r => r.Cells[At("share_of_requests")].Number!.Value * r.Cells[At("request_usd")].Number!.Value), 9);
        Assert.Equal(["large", "small"], whole.Select(r => r.Cells[At("best_design")].Value));
        Assert.Equal("{ kind: window, size: 100 }", whole[0].Cells[At("best_chunker")].Value);
    }

    [Fact]
    public void A_golden_set_says_the_smallest_rise_that_it_can_show() =>
        // 2.487 x sqrt(2 x 0.02 x 0.98 / 200) = 2.487 x 0.014 = 0.0348.
        Assert.Equal(0.0348, GoLive.SmallestRise(0.02, 200), 4);

    [Fact]
    public void Before_go_live_names_what_is_costed_stated_and_missing()
    {
        using var scenario = new SmallScenario(SmallScenario.Text + "\nproduction: { quality: A. Rahman, runbook: prompts/system.md }\nevaluation: { cases: 200 }\ngate: { p90: 0.05, recall: -0.02 }\n");
        var read = ScenarioFile.Load(scenario.Folder, new LoadOptions());
        var items = GoLive.Of(Simulation.Run(read, new SpendOptions { Seed = 1, Trials = 64, Threads = 1 })).ToDictionary(i => i.Item);

        Assert.Equal(GoLiveState.Stated, items["Grounding"].State);
        Assert.Equal(GoLiveState.Costed, items["Validation of outputs"].State);
        Assert.Equal(GoLiveState.Costed, items["Review triggers"].State);
        Assert.Equal(GoLiveState.Costed, items["Golden set"].State);
        Assert.Contains("the smallest rise in wrong answers that it can show is from ", items["Golden set"].Says, StringComparison.Ordinal);
        Assert.Equal((GoLiveState.Stated, "A. Rahman"), (items["Owner of quality"].State, items["Owner of quality"].Says));
        Assert.Equal((GoLiveState.Stated, "costsim check stops a change of more than 5 % P90, a loss of 0.02 recall"), (items["Prompt gate"].State, items["Prompt gate"].Says));
        Assert.Equal(GoLiveState.Missing, items["Owner of escalation"].State);
        Assert.Equal("prompts/system.md", items["Fallback and its runbook"].Says);
    }

    [Fact]
    public void Of_two_triggers_the_cheaper_per_error_is_named()
    {
        var result = Simulation.Run(ScenarioFile.Load(Path.Combine(Shared.Repository, "scenarios", "pilot-to-production"), new LoadOptions()), new SpendOptions { Seed = 42, Trials = 64, Threads = 1 });

        // 600 looks of 2 minutes at $30 an hour are $600 and catch 50 % of 200: $6 each. 200 of 5 minutes at $45 are $750 and catch 40: $18.75.
        Assert.Equal("Of the review triggers, low confidence costs least per error caught: $6 (high stakes $18.75).", Sentences.Triggers(result));
        Assert.Equal("Measure next: mean output length, which moves the bill most.", Sentences.MeasureNext(result));
    }

    private static Result Contracts(params string[] designs) => Contracts([], designs);

    private static Result Contracts(IReadOnlyList<Override> changes, params string[] designs) =>
        Simulation.Run(ScenarioFile.Load(Path.Combine(Shared.Repository, "scenarios", "contract-qa"), new LoadOptions { Designs = designs, Overrides = changes }), new SpendOptions { Seed = 42, Trials = 64, Threads = 1 });
}
