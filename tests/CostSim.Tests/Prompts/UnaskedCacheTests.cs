using CostSim.Files;
using CostSim.Prompts;
using CostSim.Scenarios;

namespace CostSim.Tests.Prompts;

/// <summary>What providers cache without being asked.</summary>
public sealed class UnaskedCacheTests
{
    [Theory]
    [InlineData("openai/gpt-4o", 1_024, 128, 5)]
    [InlineData("deepseek/deepseek-v4-flash", 64, 64, 60)]
    [InlineData("google/gemini-2.5-flash", 2_048, 1, 5)]
    public void Providers_that_cache_by_themselves_do_so_where_nothing_is_said(string model, int minimum, int step, int minutes)
    {
        var (design, scenario) = Read(model, "");

        Assert.Equal((minimum, step, TimeSpan.FromMinutes(minutes), true), ((int)design.Cache!.MinimumTokens.Value, (int)design.Cache.Step.Value, design.Cache.TimeToLive, design.Cache.IsUnasked));
        Assert.False(design.Cache.IsStored);
        Assert.StartsWith("automatic: all that is the same", scenario.Ledger.All.Single(a => a.Path == "designs.x.cache").Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("anthropic/claude-sonnet-4-6")]
    [InlineData("openai/gpt-4-turbo")]
    public void Where_a_provider_does_not_or_has_no_price_for_it_nothing_is_cached(string model) => Assert.Null(Read(model, "").Design.Cache);

    [Fact]
    public void None_turns_it_off_and_makes_a_design_that_nobody_can_buy()
    {
        var design = Read("openai/gpt-4o", ", cache: none").Design;

        Assert.Null(design.Cache);
        Assert.True(design.CannotBeBought);
        Assert.False(Read("anthropic/claude-sonnet-4-6", ", cache: none").Design.CannotBeBought);
    }

    [Fact]
    public void What_nobody_can_buy_is_neither_recommended_nor_a_rival()
    {
        var result = Simulation.Run(new Sample("""
            start: 2027-01-01
            months: 1
            documents: [documents]
            prices: { as_of: 2026-11-01 }
            traffic: { requests_per_day: 1_000 }
            designs:
              uncached: { model: openai/gpt-4o, context: whole-document, answer: 100, cache: none }
              usual: { model: openai/gpt-4o, context: whole-document, answer: 300 }
            simulation: { trials: 16 }
            """)
        { Documents = [Sample.Document("a.md", Sample.Words(1_500))] }.Read());

        // Its answers are shorter, so that it costs less; but its input cannot be bought uncached.
        Assert.Equal("usual", result.Verdict.Design);
        Assert.Contains("the provider caches every prompt", result.Verdict.LacksOf("uncached").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("than uncached in", CostSim.Answers.AdviceSentences.Advice(result), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mean_gap_around_the_time_to_live_moves_the_bill_by_little()
    {
        double Bill(int seconds) => Simulation.Run(new Sample($$"""
            start: 2027-01-01
            months: 1
            documents: [documents]
            prices: { as_of: 2026-11-01 }
            traffic: { requests_per_day: 200, counts: poisson, sessions: { requests: 4, gap: {{seconds}}s } }
            designs: { x: { model: openai/gpt-4o, context: whole-document, answer: 10 } }
            simulation: { trials: 16 }
            """)
        { Documents = [.. Enumerable.Range(0, 10).Select(i => Sample.Document($"{i}.md", Sample.Words(4_000, $"w{i}")))] }.Read()).Designs[0].Spend.Bill.Total.Mean;

        // Gaps are exponential: a mean of 299 s hits within 300 s as good as one of 301 s, where a fixed gap would miss at once.
        Assert.InRange(Bill(301) / Bill(299), 1, 1.005);
        Assert.True(Bill(900) > Bill(301) * 1.05, "longer gaps do hit less");
    }

    [Theory]
    [InlineData("{ gamma: { mean: 2m, cv: 0.5 } }", 2, 0.5)]
    [InlineData("{ gamma: { mean: 3m } }", 3, 1)]
    [InlineData("4m", 4, 1)]
    public void A_gap_is_a_mean_or_a_gamma_law(string gap, double minutes, double variation) =>
        Assert.Equal(new GapLaw(TimeSpan.FromMinutes(minutes), variation), Sessions(gap).Gap);

    [Theory]
    [InlineData("{ lognormal: { mean: 2m } }", "gamma: is missing; write the mean alone")]
    [InlineData("{ gamma: { cv: 1 } }", "mean: is missing")]
    [InlineData("soon", "gap: must be a length of time")]
    public void Another_gap_is_refused_with_the_form_to_use(string gap, string error) =>
        Assert.Contains(error, Assert.Throws<InputException>(() => Sessions(gap)).Message, StringComparison.Ordinal);

    private static Sessions Sessions(string gap) => new Sample($$"""
        requests: { input: 100 }
        prices: { inline: { input_usd_per_mtok: 1 } }
        traffic: { requests_per_day: 100, sessions: { requests: 3, gap: {{gap}} } }
        designs: { x: {} }
        """).Read().Workloads[0].Sessions;

    private static (Design Design, Scenario Scenario) Read(string model, string more)
    {
        var scenario = new Sample($$"""
            documents: [documents]
            prices: { as_of: 2026-11-01 }
            traffic: { requests_per_day: 100 }
            designs: { x: { model: {{model}}, context: whole-document, answer: 10{{more}} } }
            """)
        { Documents = [Sample.Document("a.md", Sample.Words(50))] }.Read();
        return (scenario.Designs[0], scenario);
    }
}
