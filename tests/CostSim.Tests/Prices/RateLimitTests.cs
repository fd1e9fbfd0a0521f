using CostSim.Prices;
using CostSim.Units;

namespace CostSim.Tests.Prices;

public sealed class RateLimitTests
{
    private static readonly CostSim.Prices.RateLimitTable Limits = PriceBooks.Shipped.Limits;

    [Fact]
    public void Limits_are_found_by_tier_model_and_date()
    {
        var limits = Limits.Find("openai/tier-3", "openai/gpt-4o", new DateOnly(2026, 11, 1));

        Assert.Equal((5_000L, 600_000L), (limits.RequestsPerMinute, limits.TokensPerMinute));
        Assert.True(limits.CachedReadsCount);
    }

    [Fact]
    public void The_record_that_names_the_model_most_exactly_goes_first()
    {
        // "claude-haiku-4-5*" and the pooled classes are separate; "Fable 5 (Messages API)" before "(all)".
        Assert.Equal(500_000L, Limits.Find("anthropic/start", "anthropic/claude-fable-5", new DateOnly(2026, 11, 1)).InputTokensPerMinute);
        Assert.Equal(50_000L, Limits.Find("anthropic/tier-1", "anthropic/claude-haiku-4-5-20251001", new DateOnly(2026, 6, 1)).InputTokensPerMinute);
    }

    [Fact]
    public void Long_context_requests_have_limits_of_their_own()
    {
        var day = new DateOnly(2026, 1, 1);

        Assert.Equal(1_000_000L, Limits.Find("anthropic/tier-4", "anthropic/claude-sonnet-4-20250514", day, 200_001.Tokens).InputTokensPerMinute);
        Assert.Throws<RuleException>(() => Limits.Find("anthropic/tier-4", "anthropic/claude-sonnet-4-20250514", day, 200_000.Tokens));
    }

    [Theory]
    [InlineData("openai/tier-9", "openai/gpt-4o", "did you mean 'openai/tier-1'?")]
    [InlineData("openai/tier-3", "openai/o9", "it has them for gpt-4o")]
    [InlineData("anthropic/tier-3", "anthropic/claude-haiku-4-5-20251001", "from 2026-05-01 to 2026-06-26")]
    public void What_is_not_known_is_refused_with_what_is(string name, string model, string hint)
    {
        var refused = Assert.Throws<RuleException>(() => Limits.Find(name, model, new DateOnly(2026, 11, 1)));

        Assert.Contains(hint, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_provisioned_unit_has_its_throughput_and_sizes()
    {
        var unit = Limits.Find("azure/ptu", "azure/gpt-5.2", new DateOnly(2026, 11, 1)).Provisioned!;

        Assert.Equal((3_400L, 8m, 50, 50), (unit.InputTokensPerMinute, unit.OutputRatio, unit.MinimumRegional, unit.IncrementRegional));
    }
}
