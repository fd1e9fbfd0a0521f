using CostSim.Prices;
using CostSim.Units;

namespace CostSim.Tests.Prices;

public sealed class PriceBookTests
{
    private static readonly PriceBook Book = PriceBooks.Shipped;

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, null, System.Globalization.DateTimeStyles.AssumeUniversal);

    [Fact]
    public void A_price_starts_on_its_date_and_ends_before_the_next_one()
    {
        var question = new PriceQuestion("openai/gpt-4o");

        Assert.Equal(5m, Book.Find(question, At("2024-10-01T23:59:00Z")).Tiers[0].Amounts[PriceColumn.Input]);
        Assert.Equal(2.5m, Book.Find(question, At("2024-10-02T00:00:00Z")).Tiers[0].Amounts[PriceColumn.Input]);
    }

    [Theory]
    [InlineData(200_000, 3)]
    [InlineData(200_001, 6)]
    public void The_long_context_rate_prices_the_whole_call_from_its_first_token_on(int input, int usdPerMillion)
    {
        var price = Book.Find(new PriceQuestion("anthropic/claude-sonnet-4-5-20250929"), At("2026-01-10"));

        var bill = price.Bill(new Usage { FreshInput = input.Tokens });

        Assert.Equal(input * (decimal)usdPerMillion / 1_000_000m, bill.Total.Amount);
    }

    [Fact]
    public void Another_name_means_the_model_only_while_a_record_says_so()
    {
        // deepseek-chat was a model of its own until 2026-04-24, then another name of deepseek-v4-flash until 2026-08-16 16:00.
        var question = new PriceQuestion("deepseek/deepseek-chat");

        Assert.Equal("deepseek:deepseek-chat:2025-09-29:standard", Book.Find(question, At("2026-04-23")).RecordIds[0]);
        Assert.Equal("deepseek:deepseek-v4-flash:2026-04-24:standard", Book.Find(question, At("2026-04-24")).RecordIds[0]);
        var refused = Assert.Throws<RuleException>(() => Book.Find(question, At("2026-08-16T16:00:00Z")));
        Assert.Contains("2026-08-16 16:00 UTC", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("openai/gpt-4oo", "gpt-4o")]
    [InlineData("bedrock/nothing-like-it", "is not in the price book")]
    [InlineData("anthropic/claude-sonnet-4-55", "did you mean 'anthropic/claude-sonnet-4")]
    [InlineData("gpt-4o", "lacks its provider; did you mean 'openai/gpt-4o'")]
    [InlineData("claude-sonnet-4.5", "lacks its provider; did you mean 'anthropic/claude-sonnet-4-5-20250929'")]
    [InlineData("opnai/gpt-4o", "did you mean 'openai'")]
    public void An_unknown_model_is_refused_with_the_nearest_names(string model, string hint)
    {
        var refused = Assert.Throws<RuleException>(() => Book.Find(new PriceQuestion(model), At("2026-11-01")));

        Assert.Equal("model", refused.Name);
        Assert.Contains(hint, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_date_before_the_first_record_is_refused_with_the_first_known_date()
    {
        var refused = Assert.Throws<RuleException>(() => Book.Find(new PriceQuestion("openai/gpt-4o"), At("2023-01-01")));

        Assert.Equal("as_of", refused.Name);
        Assert.Contains("starts on 2024-05-13", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("flexx", "global", "service_tier", "batch, flex, priority, standard")]
    [InlineData("standard", "mars", "region", "global")]
    public void A_condition_that_no_record_has_is_refused_with_the_known_ones(string tier, string region, string name, string known)
    {
        var question = new PriceQuestion("openai/gpt-5") { ServiceTier = tier, Region = region };

        var refused = Assert.Throws<RuleException>(() => Book.Find(question, At("2026-01-01")));

        Assert.Equal(name, refused.Name);
        Assert.EndsWith(known, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_withdrawn_record_never_applies()
    {
        var price = Book.Find(new PriceQuestion("anthropic/claude-sonnet-5"), At("2026-10-01"));

        Assert.Equal(2m, price.Tiers[0].Amounts[PriceColumn.Input]);
    }

    [Fact]
    public void Without_announced_records_the_price_that_they_would_end_goes_on()
    {
        var question = new PriceQuestion("google/gemini-3.6-flash");

        Assert.Equal("google:gemini-3.6-flash:2027-01-01:standard", Book.Find(question, At("2027-02-01")).RecordIds[0]);
        Assert.Equal("google:gemini-3.6-flash:2026-08-13:standard", Book.Find(question with { Announced = false }, At("2027-02-01")).RecordIds[0]);
    }

    [Fact]
    public void A_day_with_time_bands_has_a_price_for_each()
    {
        var bands = Book.Find(new PriceQuestion("deepseek/deepseek-chat"), new DateOnly(2025, 7, 1));

        Assert.Equal(["offpeak", "peak"], bands.Select(b => b.Band.Name).Order());
        // Off-peak is 16:30 to 00:30, a third of the day.
        Assert.Equal(8, Enumerable.Range(0, 24).Sum(h => bands.Single(b => b.Band.Name == "offpeak").Band.ShareOfHour(new DateOnly(2025, 7, 1), h)), 9);
    }

    [Fact]
    public void A_later_statement_about_the_same_price_replaces_the_earlier_one()
    {
        var book = Books.Of("""
            provider: acme
            records:
              - { id: "a", model: m, effective_from: 2026-01-01, recorded_on: 2026-01-01, status: in_force, confidence: high, input_usd_per_mtok: 25, output_usd_per_mtok: 10 }
              - { id: "b", model: m, effective_from: 2026-01-01, recorded_on: 2026-01-05, status: in_force, confidence: high, input_usd_per_mtok: 2.5, output_usd_per_mtok: 10 }
            """);

        Assert.Equal(["b"], book.Find(new PriceQuestion("acme/m"), At("2026-02-01")).RecordIds);
    }

    [Fact]
    public void Models_that_think_are_known()
    {
        Assert.True(Book.Reasons("openai/o3"));
        Assert.False(Book.Reasons("openai/gpt-4o"));
    }
}
