using System.Globalization;
using CostSim.Tests.Prices;

namespace CostSim.Tests.Forecasts;

public sealed class FocusCasesTests
{
    [Fact]
    public async Task Members_of_a_portfolio_keep_their_rows_and_tags_apart()
    {
        // January: 31 days of 1,000 and of 3,000 requests of 1,000 tokens at $2.50 a million.
        using var run = await Cases.Run("money/portfolio");
        var rows = Csv.Read(Path.Combine(run.Out, "focus.csv"));

        Assert.Empty(FocusValidator.Problems(rows));
        var input = rows.Where(r => r["SkuMeter"] == "fresh input"
            && r["ChargePeriodStart"].StartsWith("2027-01", StringComparison.Ordinal)).OrderBy(r => Number(r, "BilledCost")).ToList();
        Assert.Equal([77.5, 232.5], input.Select(r => Math.Round(Number(r, "BilledCost"), 6)));
        Assert.Equal(["""{"org":"firm","team":"search"}""", """{"org":"firm","team":"legal"}"""], input.Select(r => r["Tags"]));
        Assert.DoesNotContain("traffic is zero", run.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_prepaid_is_billed_when_bought_and_costs_when_it_is_used()
    {
        using var run = await Cases.Run("money/scenario.yaml");
        var rows = Csv.Read(Path.Combine(run.Out, "focus.csv"));

        Assert.Empty(FocusValidator.Problems(rows));
        var prepaid = rows.Single(r => r["ChargeDescription"] == "Forecast: commitment: year, prepaid");
        // 60,000 dollars at 4.10.
        Assert.Equal(246_000, Number(prepaid, "BilledCost"), 200.0);
        Assert.Equal(0, Number(prepaid, "EffectiveCost"));
        Assert.All(rows.Where(r => r["ChargeDescription"].EndsWith(", drawn", StringComparison.Ordinal)),
            r => Assert.Equal(0, Number(r, "EffectiveCost")));
        var usage = rows.Where(r => r["SkuMeter"] == "fresh input").ToList();
        Assert.All(usage, r => Assert.True(Number(r, "EffectiveCost") > 0));
        // $2.50 a million in the list, 10 % less under the contract.
        Assert.All(usage, r => Assert.Equal(2.5, Number(r, "PricingCurrencyListUnitPrice"), 1e-9));
        // The rate of exchange moves in July.
        Assert.All(usage.Take(6), r => Assert.Equal(0.9, Number(r, "ContractedCost") / Number(r, "ListCost"), 1e-3));
    }

    private static double Number(IReadOnlyDictionary<string, string> row, string column) =>
        double.Parse(row[column], CultureInfo.InvariantCulture);
}
