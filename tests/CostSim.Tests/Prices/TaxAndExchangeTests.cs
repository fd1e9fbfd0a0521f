using CostSim.Files;
using CostSim.Prices;
using CostSim.Units;

namespace CostSim.Tests.Prices;

public sealed class TaxAndExchangeTests
{
    private static SettingsMap Map(string yaml, Reading reading) => new(Yaml.ReadMap("s.yaml", new StringReader(yaml)), "", reading);

    private static TaxRules Taxes(string yaml)
    {
        var reading = new Reading();
        var rules = TaxRules.Read(Map(yaml, reading), "tax");
        reading.Errors.ThrowIfAny();
        return rules;
    }

    private static ExchangeRates Rates(string yaml)
    {
        var reading = new Reading();
        var rates = ExchangeRates.Read(Map(yaml, reading), "fx");
        reading.Errors.ThrowIfAny();
        return rates;
    }

    [Theory]
    [InlineData("2019-12-31", 0)]
    [InlineData("2020-01-01", 6)]
    [InlineData("2024-02-29", 6)]
    [InlineData("2024-03-01", 8)]
    public void Malaysian_service_tax_is_6_percent_from_2020_and_8_from_march_2024(string day, int tax)
    {
        var rules = Taxes("""
            tax:
              - { name: service tax, rate: 6%, from: 2020-01-01, treatment: reverse-charge }
              - { name: service tax, rate: 8%, from: 2024-03-01, treatment: reverse-charge }
            """);

        Assert.Equal(tax, rules.Tax(new Usd(100), DateOnly.ParseExact(day, "yyyy-MM-dd")).Tax.Amount);
    }

    [Fact]
    public void What_is_recoverable_is_no_cost_and_a_reverse_charge_is_on_no_invoice()
    {
        var rules = Taxes("""
            tax:
              - { name: VAT, rate: 20%, from: 2020-01-01, recoverable: 75% }
              - { name: levy, rate: 1%, from: 2020-01-01, treatment: reverse-charge }
              - { name: duty, rate: 9%, from: 2020-01-01, treatment: exempt }
            """);

        var taxed = rules.Tax(new Usd(100), new DateOnly(2027, 1, 1));

        // 20 on the invoice, of which 15 come back; 1 to the tax office; nothing exempt.
        Assert.Equal((21m, 120m, 6m, 121m, 106m), (taxed.Tax.Amount, taxed.Invoice.Amount, taxed.NotRecoverable.Amount, taxed.Gross.Amount, taxed.Cost.Amount));
        Assert.Equal(1.06m, rules.CostFactor(new DateOnly(2027, 1, 1)));
    }

    [Fact]
    public void A_rate_holds_until_the_next_one()
    {
        var rates = Rates("fx: { MYR: [{ from: 2026-11-01, per_usd: 4.10, source: a }, { from: 2027-01-01, per_usd: 4.20, volatility: 6% }] }");

        Assert.Equal(410m, rates.Convert(new Usd(100), "MYR", new DateOnly(2026, 12, 31)).Amount);
        Assert.Equal(420m, rates.Convert(new Usd(100), "MYR", new DateOnly(2027, 1, 1)).Amount);
        Assert.Equal(100m, rates.ToUsd(new CurrencyAmount(420, "MYR"), new DateOnly(2027, 1, 1)).Amount);
        Assert.Equal(100m, rates.Convert(new Usd(100), "USD", new DateOnly(2020, 1, 1)).Amount);
        Assert.Equal(0.06, rates.At("MYR", new DateOnly(2027, 1, 1)).Volatility);
    }

    [Theory]
    [InlineData("EUR", "2027-01-01", "EUR has no exchange rate; add one")]
    [InlineData("MYR", "2026-01-01", "its first is from 2026-11-01")]
    public void A_currency_without_a_rate_is_refused(string currency, string day, string reason)
    {
        var rates = Rates("fx: { MYR: [{ from: 2026-11-01, per_usd: 4.10 }] }");

        var refused = Assert.Throws<RuleException>(() => rates.Convert(new Usd(1), currency, DateOnly.ParseExact(day, "yyyy-MM-dd")));

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fx: { Ringgit: [{ from: 2026-11-01, per_usd: 4.10 }] }", "must be an ISO code")]
    [InlineData("fx: { MYR: [{ from: 2026-11-01, per_usd: 0 }] }", "must be above 0")]
    [InlineData("fx: { MYR: [4.10] }", "must be rates such as")]
    public void Rates_that_say_nothing_clear_are_refused(string yaml, string reason) =>
        Assert.Contains(reason, Assert.Throws<InputException>(() => Rates(yaml)).Message, StringComparison.Ordinal);

    [Fact]
    public void Rounded_rows_add_up_to_the_rounded_total()
    {
        // Three times 1/3 is 1.00: the first row takes the missing cent.
        Assert.Equal([0.34m, 0.33m, 0.33m], RoundedRows.Of([1m / 3, 1m / 3, 1m / 3], 2));
        Assert.Equal([0.00m, 0.01m], RoundedRows.Of([-0.005m, 0.015m], 2));
        Assert.Equal([], RoundedRows.Of([], 2));
    }
}
