using CostSim.Files;
using CostSim.Prices;
using CostSim.Units;

namespace CostSim.Tests.Prices;

public sealed class OverlayTests
{
    private static readonly PriceQuestion Gpt4o = new("openai/gpt-4o");
    private static readonly DateOnly Day = new(2026, 11, 15);
    private static readonly ModelPrice List = PriceBooks.Shipped.Find(Gpt4o, new DateTimeOffset(2026, 11, 15, 0, 0, 0, TimeSpan.Zero));

    private static PriceOverlay Overlay(string yaml)
    {
        var reading = new Reading();
        var overlay = OverlayReader.Read(new SettingsMap(Yaml.ReadMap("o.yaml", new StringReader(yaml)), "", reading));
        reading.Errors.ThrowIfAny();
        return overlay;
    }

    [Fact]
    public void Own_prices_replace_amounts_and_factors_take_their_part_of_the_others()
    {
        var agreed = Overlay("negotiated: [{ models: [openai/*], input_usd_per_mtok: 2, factor: 0.9, factors: { output_per_mtok: 0.8 } }]").Negotiate(List, Gpt4o, Day).Tiers[0].Amounts;

        // The list: 2.5, cached 1.25, out 10.
        Assert.Equal([2m, 1.125m, 8m], new[] { PriceColumn.Input, PriceColumn.CacheRead, PriceColumn.Output }.Select(c => agreed[c]));
    }

    [Fact]
    public void A_rule_holds_for_its_models_and_days_only()
    {
        var overlay = Overlay("negotiated: [{ models: [openai/gpt-4o], factor: 0.5, from: 2026-01-01, to: 2027-01-01 }]");

        Assert.NotSame(List, overlay.Negotiate(List, Gpt4o, new DateOnly(2026, 12, 31)));
        Assert.Same(List, overlay.Negotiate(List, Gpt4o, new DateOnly(2027, 1, 1)));
        Assert.Same(List, overlay.Negotiate(List, new PriceQuestion("openai/gpt-4o-mini"), Day));
    }

    [Fact]
    public void A_component_that_the_model_does_not_have_is_refused()
    {
        var refused = Assert.Throws<RuleException>(() => Overlay("negotiated: [{ name: deal, audio_in_usd_per_mtok: 2 }]").Negotiate(List, Gpt4o, Day));

        Assert.Equal("audio_in_usd_per_mtok", refused.Name);
        Assert.Contains("it has input_usd_per_mtok, cache_read_usd_per_mtok, output_usd_per_mtok", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_discount_takes_its_share_of_what_the_one_before_left()
    {
        var overlay = Overlay("discounts: [{ name: a, rate: 20% }, { name: b, rate: 10%, models: [openai/*] }, { name: c, rate: 50%, models: [google/*] }]");

        // 0.8 x 0.9
        Assert.Equal(0.72m, overlay.DiscountFactor("openai/gpt-4o", Day));
        Assert.Equal(0.72m * 2.5m, overlay.Net(List, Gpt4o, Day).Tiers[0].Amounts[PriceColumn.Input]);
    }

    [Fact]
    public void A_schedule_gets_a_segment_where_a_rule_starts_or_ends()
    {
        var start = new DateOnly(2027, 1, 1);
        var schedule = PriceSchedule.Pinned(PriceBooks.Shipped, Gpt4o, new DateOnly(2026, 11, 1), start, 365);

        var net = Overlay("discounts: [{ rate: 20%, from: 2027-03-01, to: 2027-07-01 }]").Apply(schedule, Gpt4o, 365);

        Assert.Equal([(start, 2.5m), (new(2027, 3, 1), 2m), (new(2027, 7, 1), 2.5m)], net.Segments.Select(s => (s.From, s.Price.Tiers[0].Amounts[PriceColumn.Input]!.Value)));
    }

    [Fact]
    public void What_is_left_of_a_commitment_at_the_end_of_its_term_is_billed_as_unused()
    {
        var overlay = Overlay("commitments: [{ name: year, usd: 1_000, from: 2027-01-01, to: 2027-04-01 }]");

        // 300 + 300 + 300 used of 1,000: the last month bills 100 more.
        Assert.Equal([300m, 300m, 400m], Months(overlay, 300, 300, 300));
    }

    [Fact]
    public void What_goes_beyond_a_commitment_is_overage_at_its_own_factor()
    {
        var overlay = Overlay("commitments: [{ name: year, usd: 500, from: 2027-01-01, to: 2027-04-01, overage_factor: 1.2 }]");

        // The second month uses 100 more than what is left: 20 % on 100; the third 20 % on all 300.
        Assert.Equal([300m, 320m, 360m], Months(overlay, 300, 300, 300));
    }

    [Fact]
    public void A_prepaid_commitment_is_billed_first_and_drawn_down()
    {
        var overlay = Overlay("commitments: [{ name: year, usd: 500, from: 2027-01-01, to: 2027-04-01, prepaid: true }]");

        // 500 at once covers 300 and 200 of the next 300; then usage is billed as it comes.
        Assert.Equal([500m, 100m, 300m], Months(overlay, 300, 300, 300));
    }

    [Fact]
    public void Credits_are_taken_off_after_commitments_until_they_expire()
    {
        var overlay = Overlay("credits: [{ name: start-up, usd: 1_000, from: 2027-01-01, to: 2027-03-01 }]");

        // 400 + 400 taken; 200 expire.
        Assert.Equal([0m, 0m, 400m], Months(overlay, 400, 400, 400));
    }

    [Fact]
    public void A_credit_covers_its_models_only()
    {
        var overlay = Overlay("credits: [{ name: trial, usd: 1_000, models: [google/*] }]");
        var month = ContractMonth.Of(overlay, new DateOnly(2027, 1, 1), new Dictionary<string, Usd> { ["google/gemini-2.5-pro"] = new(70), ["openai/gpt-4o"] = new(100) }, ContractBalance.Start(overlay));

        Assert.Equal(100m, month.Bill.Total.Amount);
        Assert.Equal(930m, month.Balance.Left["trial"].Amount);
    }

    [Theory]
    [InlineData("negotiated: [{ models: [a/b] }]", "agrees nothing")]
    [InlineData("negotiated: [{ factors: { input: 0.9 } }]", "unknown key 'input'")]
    [InlineData("discounts: [{ rate: 120% }]", "must lie between 0 and 100 %")]
    [InlineData("discount: [{ rate: 20% }]", "did you mean 'discounts'?")]
    [InlineData("commitments: [{ usd: 5, from: 2027-01-01, to: 2026-01-01 }]", "must be after from")]
    [InlineData("credits: [{ name: a, usd: 5 }, { name: a, usd: 6 }]", "is given to two commitments, credits or minimums")]
    [InlineData("credits: 5", "must be keys and values")]
    public void A_contract_that_says_nothing_clear_is_refused(string yaml, string reason) =>
        Assert.Contains(reason, Assert.Throws<InputException>(() => Overlay(yaml)).Message, StringComparison.Ordinal);

    private static List<decimal> Months(PriceOverlay overlay, params int[] usage)
    {
        var (bills, balance) = (new List<decimal>(), ContractBalance.Start(overlay));
        for (var m = 0; m < usage.Length; m++)
        {
            var month = ContractMonth.Of(overlay, new DateOnly(2027, 1 + m, 1), new Dictionary<string, Usd> { ["openai/gpt-4o"] = new(usage[m]) }, balance);
            bills.Add(month.Bill.Total.Amount);
            balance = month.Balance;
        }

        return bills;
    }
}
