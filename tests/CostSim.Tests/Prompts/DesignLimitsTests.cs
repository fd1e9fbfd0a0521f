using CostSim.Files;
using CostSim.Prompts;
using CostSim.Scenarios;

namespace CostSim.Tests.Prompts;

public sealed class DesignLimitsTests
{
    private static Scenario Read(string design) => new Sample($$"""
        months: 1
        documents: [documents]
        traffic: { requests_per_day: 1_000 }
        prices: { as_of: 2026-11-01 }
        designs: { one: { answer: 100, {{design}} } }
        """)
    {
        Documents = [Sample.Document("a.md", Sample.Words(1_000))],
    }.Read();

    private static PrefixCache Cache(string model, string cache, string context = "whole-document") => Read($"model: {model}, context: {context}, cache: {cache}").Designs[0].Cache!;

    [Fact]
    public void OpenAI_caches_by_itself_in_steps_of_128_tokens_from_1024_on()
    {
        var cache = Cache("openai/gpt-4o", "{ ttl: 5m }");

        Assert.Equal((1_024, 128, true, false), (cache.MinimumTokens.Value, cache.Step.Value, cache.Refreshes, cache.IsStored));
        Assert.Equal(Enum.GetValues<PromptPart>(), cache.Prefix.Order());
    }

    [Theory]
    [InlineData("anthropic/claude-haiku-4-5-20251001", 4_096)]
    [InlineData("anthropic/claude-sonnet-4-5-20250929", 1_024)]
    public void Anthropic_caches_what_is_marked_from_the_models_own_minimum_on(string model, int minimum)
    {
        var cache = Cache(model, "{ prefix: [system, context] }");

        Assert.Equal((minimum, 1, true), (cache.MinimumTokens.Value, cache.Step.Value, cache.Refreshes));
        Assert.Equal([PromptPart.System, PromptPart.Context], cache.Prefix.Order());
        Assert.False(cache.LongWrite);
        Assert.True(Cache(model, "{ ttl: 1h }").LongWrite);
    }

    [Fact]
    public void Gemini_keeps_an_entry_for_its_time_and_charges_for_that()
    {
        var cache = Cache("google/gemini-2.5-flash", "{ prefix: [system, context] }");

        Assert.Equal((TimeSpan.FromHours(1), false, true), (cache.TimeToLive, cache.Refreshes, cache.IsStored));
        Assert.False(Cache("google/gemini-2.5-flash", "{ mode: automatic }").IsStored);
    }

    [Fact]
    public void What_a_scenario_says_goes_before_the_providers_rule() =>
        Assert.Equal(512, Cache("openai/gpt-4o", "{ min_tokens: 512 }").MinimumTokens.Value);

    [Theory]
    [InlineData("model: google/gemini-2.5-flash, context: whole-document, cache: { refresh: true }", "refresh: must be false here")]
    [InlineData("model: openai/gpt-4o, context: top-chunks, cache: { prefix: [system, context] }", "context differs from question to question")]
    [InlineData("model: openai/gpt-4o, context: whole-document, cache: { prefix: [sistem] }", "did you mean 'system'")]
    [InlineData("model: openai/gpt-4o, context: whole-document, on_overflow: cut", "on_overflow: 'cut' is not known")]
    public void What_cannot_be_is_refused(string design, string message) =>
        Assert.Contains(message, Assert.Throws<InputException>(() => Read(design)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_request_over_the_context_window_names_its_design()
    {
        var scenario = Read("model: openai/gpt-4o, context: whole-document, context_window: 1_000");

        var refused = Assert.Throws<InputException>(() => new Stages(1).Requests(scenario));

        // 1,000 tokens, a question of 40 and an answer of 100.
        Assert.StartsWith("designs.one: error: on_overflow: a call has 1,040 tokens", refused.Message, StringComparison.Ordinal);
        Assert.Contains("140 more than the 1,000 tokens", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_price_record_says_what_a_model_takes_and_writes()
    {
        var design = Read("model: openai/gpt-4o, context: whole-document").Designs[0];

        Assert.Equal((128_000, 16_384), (design.Window.Tokens!.Value.Value, design.MaxOutput!.Value.Value));
    }

    [Fact]
    public void An_answer_is_no_longer_than_the_model_writes()
    {
        var terms = new Stages(1).Requests(Read("model: openai/gpt-4o, context: whole-document, max_output: 80"))[0][0].Terms!;

        Assert.Equal(80, terms.MeanAnswer, 12);
    }
}
