using CostSim.Files;
using CostSim.Prices;
using CostSim.Units;

namespace CostSim.Tests.Prices;

public sealed class ModelPriceTests
{
    private static ModelPrice Inline(string yaml, Reading? reading = null)
    {
        reading ??= new Reading();
        var price = InlinePrices.Read(new SettingsMap(Yaml.ReadMap("s.yaml", new StringReader(yaml)), "prices.inline", reading));
        reading.Errors.ThrowIfAny();
        return price!;
    }

    [Fact]
    public void A_bill_has_a_line_for_each_meter_and_adds_up()
    {
        var price = Inline("{ input_usd_per_mtok: 2.5, cache_read_usd_per_mtok: 1.25, output_usd_per_mtok: 10 }");
        var usage = new Usage { FreshInput = 1_000.Tokens, CachedInput = 10_000.Tokens, Output = 400.Tokens, Reasoning = 100.Tokens, Requests = 1 };

        var bill = price.Bill(usage);

        // 1,000 x 2.5 = 0.0025; 10,000 x 1.25 = 0.0125; 400 x 10 = 0.004; 100 x 10 (no reasoning price) = 0.001
        Assert.Equal([0.0025m, 0.0125m, 0.004m, 0.001m], bill.Lines.Select(l => l.Amount.Amount));
        Assert.Equal(0.02m, bill.Total.Amount);
        Assert.Equal(bill.Total, price.Total(usage));
    }

    [Fact]
    public void A_blank_price_falls_back_and_the_line_names_the_column_that_priced_it()
    {
        var bill = Inline("{ input_usd_per_mtok: 4, audio_in_usd_per_mtok: 32 }").Bill(new Usage { CachedAudioInput = 1_000.Tokens, CacheWrite1h = 1_000.Tokens });

        Assert.Equal(PriceColumn.AudioIn, bill.Lines.Single(l => l.Meter is Meter.CachedAudioInput).Column);
        Assert.Equal(PriceColumn.Input, bill.Lines.Single(l => l.Meter is Meter.CacheWrite1h).Column);
    }

    [Theory]
    [InlineData("{ input_usd_per_mtok: 4 }", "output_usd_per_mtok")]
    [InlineData("{ output_usd_per_mtok: 4 }", "input_usd_per_mtok")]
    public void Tokens_without_a_price_stop(string yaml, string column)
    {
        var usage = new Usage { FreshInput = 1.Tokens, Output = 1.Tokens };

        var refused = Assert.Throws<RuleException>(() => Inline(yaml).Total(usage));

        Assert.Equal(column, refused.Name);
    }

    [Fact]
    public void Other_meters_without_a_price_stop_and_requests_without_a_fee_cost_nothing()
    {
        var price = Inline("{ input_usd_per_mtok: 4 }");

        Assert.Equal(0, price.Total(new Usage { Requests = 5 }).Amount);
        Assert.Throws<RuleException>(() => price.Total(new Usage { ToolCalls = 1 }));
        Assert.Throws<RuleException>(() => price.Total(new Usage { RerankUnits = 1 }));
        Assert.Throws<RuleException>(() => price.Total(new Usage { Pages = 1 }));
        Assert.Throws<RuleException>(() => price.Total(new Usage { AudioSeconds = 0.5m }));
    }

    [Fact]
    public void Fees_are_for_a_thousand_calls_and_audio_for_an_hour()
    {
        var price = Inline("{ request_usd_per_1k: 8, tool_call_usd_per_1k: 5, audio_in_usd_per_hour: 0.36, page_usd_per_1k: 4, rerank_usd_per_1k_units: 2, cache_storage_usd_per_mtok_hour: 4.5 }");
        var usage = new Usage { Requests = 2, ToolCalls = 3, AudioSeconds = 90, Pages = 7, RerankUnits = 3, CacheStorageMtokHours = 0.14m };

        // 0.016 + 0.015 + 90/3600 x 0.36 = 0.009 + 0.028 + 0.006 + 0.63
        Assert.Equal(0.704m, price.Total(usage).Amount);
    }

    [Fact]
    public void An_unknown_inline_key_is_refused_with_the_nearest_one()
    {
        var refused = Assert.Throws<InputException>(() => Inline("{ input_usd_per_mtoken: 4 }"));

        Assert.Contains("did you mean 'input_usd_per_mtok'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_quick_total_equals_the_bill()
    {
        var price = PriceBooks.Shipped.Find(new PriceQuestion("openai/gpt-5.4"), new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero));
        for (var tokens = 1; tokens < 1_000_000; tokens = (tokens * 7) + 3)
        {
            var usage = new Usage { FreshInput = tokens.Tokens, CachedInput = (tokens / 3).Tokens, Output = (tokens / 5).Tokens, Reasoning = 11.Tokens, ToolCalls = tokens % 2 };
            Assert.Equal(price.Bill(usage).Total, price.Total(usage));
        }
    }
}
