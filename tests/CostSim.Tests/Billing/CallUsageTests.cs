using CostSim.Billing;
using CostSim.Prices;
using CostSim.Prompts;
using CostSim.Units;

namespace CostSim.Tests.Billing;

public sealed class CallUsageTests
{
    private static PrefixCache Explicit(params PromptPart[] parts) => new(parts.ToHashSet(), TimeSpan.FromMinutes(5), false, 1_024.Tokens);

    // System 2,000, document 3,000, question 100.
    private static ModelCall Call(int system = 2_000, int document = 3_000) => new(
        [new(PromptPart.System, system.Tokens, Reuse.Everywhere), new(PromptPart.Context, document.Tokens, Reuse.Document), new(PromptPart.Question, 100.Tokens, Reuse.Request)], 1, TokenCount.Zero);

    private static (long Read, long Write, long Fresh) Of(ModelCall call, CacheHit hit, PrefixCache? cache, bool isFirst = true, decimal? write = 3.75m)
    {
        var usage = CallUsage.Of(call, hit, isFirst, cache, Rates.Of(3, 15, 0.3m, write));
        return (usage.CachedInput.Value, usage.CacheWrite5m.Value, usage.FreshInput.Value);
    }

    [Theory]
    [InlineData(CacheHit.None, 0, 5_000)]
    [InlineData(CacheHit.Common, 2_000, 3_000)]
    [InlineData(CacheHit.Whole, 5_000, 0)]
    internal void A_hit_reads_and_the_rest_of_the_prefix_is_written(CacheHit hit, int read, int write) =>
        Assert.Equal((read, write, 100), Of(Call(), hit, Explicit(PromptPart.System, PromptPart.Context)));

    [Fact]
    public void Without_a_cache_all_is_fresh() => Assert.Equal((0, 0, 5_100), Of(Call(), CacheHit.None, null));

    [Fact]
    public void A_prefix_below_the_minimum_is_not_cached()
    {
        var cache = Explicit(PromptPart.System, PromptPart.Context);

        // The system prompt alone is too short, with the document it is long enough.
        Assert.Equal((0, 3_500, 100), Of(Call(system: 500), CacheHit.Common, cache));
        Assert.Equal((0, 0, 1_000), Of(Call(500, 400), CacheHit.Whole, cache));
    }

    [Fact]
    public void An_automatic_cache_reads_whole_steps_and_writes_at_the_price_of_input()
    {
        var cache = Explicit(Enum.GetValues<PromptPart>()) with { Step = 128.Tokens };

        // 2,000 are 15 steps of 128 and 80 more: 1,920. 5,000 are 39 steps: 4,992.
        Assert.Equal((1_920, 0, 3_180), Of(Call(), CacheHit.Common, cache, write: null));
        Assert.Equal((4_992, 0, 108), Of(Call(), CacheHit.Whole, cache, write: null));
    }

    [Fact]
    public void A_write_of_an_hour_is_metered_apart()
    {
        var price = new ModelPrice("m", [new PriceTier(TokenCount.Zero, new Amounts([new(PriceColumn.Input, 3), new(PriceColumn.CacheWrite1h, 6)]), "r")]);

        var usage = CallUsage.Of(Call(), CacheHit.None, true, Explicit(PromptPart.System) with { LongWrite = true }, price);

        Assert.Equal((2_000, 0), (usage.CacheWrite1h.Value, usage.CacheWrite5m.Value));
    }

    [Fact]
    public void What_a_provider_keeps_is_metered_by_token_hours_of_each_write()
    {
        var cache = Explicit(PromptPart.System, PromptPart.Context) with { TimeToLive = TimeSpan.FromHours(2), IsStored = true, Refreshes = false };
        var price = Rates.Of(0.3m, 2.5m, 0.075m, storage: 1);

        // 5,000 tokens for 2 hours are 0.01 million token hours; a hit adds none.
        Assert.Equal(0.01m, CallUsage.Of(Call(), CacheHit.None, true, cache, price).CacheStorageMtokHours);
        Assert.Equal(0, CallUsage.Of(Call(), CacheHit.Whole, true, cache, price).CacheStorageMtokHours);
    }

    [Fact]
    public void A_turn_reads_what_the_turn_before_sent_and_writes_what_is_new()
    {
        // System 2,000, history 1,500 of which 1,000 stood in the turn before, with its question of 100.
        var call = new ModelCall(
            [new(PromptPart.System, 2_000.Tokens, Reuse.Everywhere), new(PromptPart.History, 1_500.Tokens, Reuse.Conversation), new(PromptPart.Question, 100.Tokens, Reuse.Request)], 1, TokenCount.Zero)
        {
            Carried = 3_100.Tokens,
            Grows = true,
        };

        Assert.Equal((3_100, 500, 0), Of(call, CacheHit.Turn, Explicit(PromptPart.System, PromptPart.History)));
        // Where only the system prompt is marked, the history stays fresh.
        Assert.Equal((2_000, 0, 1_600), Of(call, CacheHit.Turn, Explicit(PromptPart.System)));
    }

    [Fact]
    public void Later_calls_of_a_request_find_what_the_call_before_sent() =>
        Assert.Equal((2_000, 3_000, 100), Of(Call() with { Carried = 2_000.Tokens }, CacheHit.None, Explicit(PromptPart.System, PromptPart.Context), isFirst: false));

    [Fact]
    public void Answers_sent_again_are_found_in_the_meters_where_they_stand()
    {
        // History from token 2,000 to 3,000, 600 of them answers: the first 500 are read, the others fresh since the price has no write.
        var call = new ModelCall(
            [new(PromptPart.System, 2_000.Tokens, Reuse.Everywhere), new(PromptPart.History, 1_000.Tokens, Reuse.Conversation) { Answers = 600 }, new(PromptPart.Question, 100.Tokens, Reuse.Request)], 1, TokenCount.Zero)
        {
            Carried = 2_500.Tokens,
        };
        var usage = CallUsage.Of(call, CacheHit.Turn, true, Explicit(PromptPart.System, PromptPart.History), Rates.Of(3, 15, 0.3m));

        Assert.Equal(300, CallUsage.AnswersIn(call, usage, Meter.CachedInput), 9);
        Assert.Equal(300, CallUsage.AnswersIn(call, usage, Meter.FreshInput), 9);
    }
}
