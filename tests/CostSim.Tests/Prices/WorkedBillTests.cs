using System.Globalization;
using CostSim.Files;
using CostSim.Prices;
using CostSim.Units;

namespace CostSim.Tests.Prices;

/// <summary>Three bills, line by line, as a person works them out.</summary>
public sealed class WorkedBillTests
{
    private static ModelPrice Price(string model, string day, string tier = "standard") =>
        PriceBooks.Shipped.Find(new PriceQuestion(model) { ServiceTier = tier }, DateTimeOffset.Parse(day, null, DateTimeStyles.AssumeUniversal));

    private static string Print(IEnumerable<BillLine> lines) => string.Join('\n', lines.Select(l =>
        string.Create(CultureInfo.InvariantCulture, $"{l.Component}: {l.Quantity:0.######} at {l.Rate:0.######} per {l.Per} = {l.Amount.Amount:0.##########} [{l.Record}]")));

    [Fact]
    public void A_long_context_call_is_priced_whole_at_the_higher_rates()
    {
        // 10,000 fresh + 250,000 cached + 40,000 written = 300,000 tokens of input, above 200,000: every rate is the long one.
        var bill = Price("anthropic/claude-sonnet-4-5-20250929", "2026-01-10").Bill(new Usage { FreshInput = 10_000.Tokens, CachedInput = 250_000.Tokens, CacheWrite5m = 40_000.Tokens, Output = 5_000.Tokens });

        Assert.Equal("""
            fresh input: 10000 at 6 per 1M tokens = 0.06 [anthropic:claude-sonnet-4-5-20250929:2025-09-29:standard:ctx200001]
            cached input: 250000 at 0.6 per 1M tokens = 0.15 [anthropic:claude-sonnet-4-5-20250929:2025-09-29:standard:ctx200001]
            cache write: 40000 at 7.5 per 1M tokens = 0.3 [anthropic:claude-sonnet-4-5-20250929:2025-09-29:standard:ctx200001]
            output: 5000 at 22.5 per 1M tokens = 0.1125 [anthropic:claude-sonnet-4-5-20250929:2025-09-29:standard:ctx200001]
            """, Print(bill.Lines));
        Assert.Equal(0.6225m, bill.Total.Amount);
    }

    [Fact]
    public void A_cached_batch_call_takes_the_cache_rate_of_the_batch_record()
    {
        var bill = Price("openai/gpt-5", "2025-12-01", "batch").Bill(new Usage { FreshInput = 4_262.Tokens, CachedInput = 4_864.Tokens, Output = 3_197.Tokens });

        // 4,262 x 0.625 / 1M = 0.00266375; 4,864 x 0.0625 / 1M = 0.000304; 3,197 x 5 / 1M = 0.015985
        Assert.Equal("""
            fresh input: 4262 at 0.625 per 1M tokens = 0.00266375 [openai:gpt-5:2025-08-07:batch]
            cached input: 4864 at 0.0625 per 1M tokens = 0.000304 [openai:gpt-5:2025-08-07:batch]
            output: 3197 at 5 per 1M tokens = 0.015985 [openai:gpt-5:2025-08-07:batch]
            """, Print(bill.Lines));
        Assert.Equal(0.01895275m, bill.Total.Amount);
    }

    [Fact]
    public void A_month_in_ringgit_with_contract_and_service_tax_has_a_line_for_each_step()
    {
        var reading = new Reading();
        var map = new SettingsMap(Yaml.ReadMap("s.yaml", new StringReader("""
            overlay:
              negotiated: [{ name: frame contract, models: [openai/gpt-4o], output_usd_per_mtok: 8 }]
              discounts: [{ name: volume, rate: 10% }]
            tax:
              - { name: service tax, rate: 6%, from: 2020-01-01, treatment: reverse-charge }
              - { name: service tax, rate: 8%, from: 2024-03-01, treatment: reverse-charge }
            fx: { MYR: [{ from: 2026-11-01, per_usd: 4.10, source: central bank, volatility: 6% }] }
            """)), "", reading);
        var overlay = OverlayReader.Read(map.Map("overlay")!);
        var (taxes, rates) = (TaxRules.Read(map, "tax"), ExchangeRates.Read(map, "fx"));
        reading.Errors.ThrowIfAny();
        var day = new DateOnly(2026, 11, 15);

        // A month of 345 million tokens in and 15 million out: $862.50 + $150.
        var usage = new Usage { FreshInput = 345_000_000.Tokens, Output = 15_000_000.Tokens };
        var bill = overlay.Bill(usage, Price("openai/gpt-4o", "2026-11-15"), new PriceQuestion("openai/gpt-4o"), day);
        var taxed = taxes.Tax(bill.Total, day);

        // Agreed: 345 x 2.5 + 15 x 8 = 982.50, 30 less; 10 % off: 98.25; net 884.25; 8 % of it: 70.74, reverse charge; 954.99 x 4.10 = 3,915.459
        Assert.Equal("""
            fresh input: 345000000 at 2.5 per 1M tokens = 862.5 [openai:gpt-4o:2024-10-02:standard]
            output: 15000000 at 10 per 1M tokens = 150 [openai:gpt-4o:2024-10-02:standard]
            negotiated: frame contract: 1 at -30 per call = -30 [frame contract]
            discount: volume: 982.5 at -0.1 per US dollar = -98.25 [volume]
            tax: service tax 8 % (reverse charge): 884.25 at 0.08 per US dollar = 70.74 [service tax]
            """, Print(bill.Lines.Concat(taxed.Lines)));
        Assert.Equal((884.25m, 70.74m, 884.25m, 954.99m), (taxed.Net.Amount, taxed.Tax.Amount, taxed.Invoice.Amount, taxed.Cost.Amount));
        Assert.Equal(new CurrencyAmount(3_915.459m, "MYR"), rates.Convert(taxed.Cost, "MYR", day));

        // In sen: 3,536.25 + 615 - 123 - 402.825 + 290.034; the last two are rounded so that the rows add up to 3,915.46.
        var rows = RoundedRows.Of([.. bill.Lines.Concat(taxed.Lines).Select(l => rates.Convert(l.Amount, "MYR", day).Amount)], RoundedRows.DecimalsOf("MYR"));
        Assert.Equal([3_536.25m, 615m, -123m, -402.82m, 290.03m], rows);
        Assert.Equal(3_915.46m, rows.Sum());
    }
}
