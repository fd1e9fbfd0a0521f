using System.Globalization;
using CostSim.Forecasts;
using CostSim.Logs;
using CostSim.Tests.Prices;

namespace CostSim.Tests.Forecasts;

public sealed class FocusTests
{
    // 1,000 requests a day of 100,000 and 1,000 tokens at $2.50 and $10, four ringgit a dollar: RM 1,000 and RM 40 a day.
    private const string Fixed = """
        scenario: fixed
        start: 2027-01-01
        days: 41
        currency: MYR
        fx: { MYR: [{ from: 2026-12-31, per_usd: 4, source: bank }] }
        tax: [{ name: service tax, rate: 8%, from: 2024-03-01 }]
        monthly: [{ name: hosting, myr: 310 }]
        requests: { input: 100_000, output: 1_000 }
        traffic: { requests_per_day: 1_000, counts: fixed }
        prices: { inline: { input_usd_per_mtok: 2.5, output_usd_per_mtok: 10 } }
        tags: { cost_center: A1, "owner": "O'Neil, \"ops\"" }
        designs: { base: {} }
        simulation: { trials: 64, seed: 9 }
        """;

    private static async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> Rows(SmallScenario scenario, params string[] more)
    {
        var run = await scenario.Run(more);
        Assert.True(run.Exit == 0, run.Error);
        return Csv.Read(Path.Combine(scenario.Out, "focus.csv"));
    }

    private static double Number(IReadOnlyDictionary<string, string> row, string column) =>
        double.Parse(row[column], CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_month_has_a_row_for_each_meter_and_line_and_tax_apart()
    {
        using var scenario = new SmallScenario(Fixed);
        var rows = await Rows(scenario);

        Assert.Empty(FocusValidator.Problems(rows));
        // January has 31 days, the horizon ends after ten of February. Hosting of a part of a month costs its part: 310 x 10/28.
        Assert.Equal(["fresh input", "output", "hosting", "", "fresh input", "output", "hosting", ""], rows.Select(r => r["SkuMeter"]));
        Assert.Equal(["Usage", "Usage", "Purchase", "Tax"], rows.Take(4).Select(r => r["ChargeCategory"]));
        Assert.Equal([31_000, 1_240, 310, 0.08 * 32_550], rows.Take(4).Select(r => Math.Round(Number(r, "BilledCost"), 6)));
        Assert.Equal([10_000, 400], rows.Skip(4).Take(2).Select(r => Math.Round(Number(r, "BilledCost"), 6)));
        // 31,000 requests of 100,000 tokens are 3,100 million, at four times $2.50.
        Assert.Equal((3_100, "1000000 Tokens", 3.1e9, "Tokens"),
            (Math.Round(Number(rows[0], "PricingQuantity"), 6), rows[0]["PricingUnit"], Math.Round(Number(rows[0], "ConsumedQuantity")),
            rows[0]["ConsumedUnit"]));
        Assert.Equal((10, 2.5, 4),
            (Number(rows[0], "ListUnitPrice"), Number(rows[0], "PricingCurrencyListUnitPrice"), Number(rows[0], "x_FxRate")));
        // One trial is enough where nothing is uncertain.
        Assert.Equal(("MYR", "USD", "9", "1"),
            (rows[0]["BillingCurrency"], rows[0]["PricingCurrency"], rows[0]["x_Seed"], rows[0]["x_Trials"]));
        Assert.Equal([31_000, 0, 0, 0, 10_000, 0, 0, 0], rows.Select(r => Number(r, "x_Requests")));
        Assert.Equal(("2027-02-01T00:00:00Z", "2027-02-11T00:00:00Z", "2027-03-01T00:00:00Z"),
            (rows[4]["ChargePeriodStart"], rows[4]["ChargePeriodEnd"], rows[4]["BillingPeriodEnd"]));
        Assert.Equal("""{"cost_center":"A1","owner":"O'Neil, \"ops\""}""", rows[0]["Tags"]);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("tax: [{ name: service tax, rate: 8%, from: 2024-03-01 }]", "")]
    [InlineData("prices: { overlay: overlay.yaml, as_of: 2026-11-01 }",
        "commitments: [{ name: year, usd: 40, from: 2027-01-01, to: 2027-03-01, prepaid: true, overage_factor: 1.5 }]\ncredits: [{ name: start-up, usd: 10 }]")]
    public async Task The_rows_of_a_month_sum_to_its_mean_bill_whatever_the_contract(string more, string overlay)
    {
        var text = more.StartsWith("prices", StringComparison.Ordinal)
            ? SmallScenario.Text.Replace("prices: { as_of: 2026-11-01 }", more, StringComparison.Ordinal)
            : SmallScenario.Text + "\n" + more;
        using var scenario = new SmallScenario(text);
        scenario.Write("overlay.yaml", overlay);
        var rows = await Rows(scenario);
        var forecast = ForecastFile.Read(scenario.Out).Forecast;
        var design = forecast.Pick(null)!.Value.Design;

        Assert.Empty(FocusValidator.Problems(rows));
        for (var month = 0; month < 2; month++)
        {
            var own = rows.Where(r => r["ChargePeriodStart"].StartsWith(forecast.Months[month].Name, StringComparison.Ordinal)).ToList();
            Assert.Equal(design.Bill.Months[month].Mean, own.Sum(r => Number(r, "BilledCost")), 1e-9 * design.Bill.Months[month].Mean);
            Assert.All(own, r => Assert.Equal(design.Bill.Months[month].P90, Number(r, "x_MonthBilledCostP90")));
            // A retry is paid at the same meters, so that no row is called so; 8 % of all else is tax, which the component of retries
            // holds.
            Assert.DoesNotContain(own, r => r["SkuId"] == "retries");
            var isTaxed = more.StartsWith("tax", StringComparison.Ordinal);
            Assert.Equal(design.Components.First(c => c.Name == "retries").ByMonth[month] / (isTaxed ? 1.08 : 1),
                own.Sum(r => Number(r, "x_RetryCost")), 1e-9);
            if (isTaxed)
                Assert.Equal(0.08, own.Where(r => r["ChargeCategory"] == "Tax").Sum(r => Number(r, "BilledCost")) / own.Where(r =>
                    r["ChargeCategory"] != "Tax").Sum(r => Number(r, "BilledCost")), 1e-9);
        }

        if (overlay.Length > 0)
            Assert.Equal(["Credit", "Purchase", "Usage"],
                rows.Where(r => r["SkuId"].StartsWith("commitment", StringComparison.Ordinal)
                || r["ChargeCategory"] == "Credit").Select(r => r["ChargeCategory"]).Distinct().Order());
    }

    [Fact]
    public async Task A_months_costs_tell_how_its_tokens_spread_over_a_cache()
    {
        // A token of each meter costs its price, though the cache fills as traffic grows. With the first day's split of the
        // tokens, fresh input would seem to cost 7 % more.
        using var scenario = new SmallScenario();
        await Cli.Run("run", Path.Combine(Shared.Repository, "scenarios", "contract-qa"), "--design", "full-context", "--trials", "64",
            "-o", scenario.Out, "--store", "off", "-q");
        var rows = Csv.Read(Path.Combine(scenario.Out, "focus.csv"));

        Assert.Empty(FocusValidator.Problems(rows));
        Assert.Equal(["cached input", "fresh input", "output"], rows.Select(r => r["SkuMeter"]).Distinct());
        foreach (var month in rows.GroupBy(r => r["ChargePeriodStart"]))
        {
            // Price changes that are expected move all meters alike.
            var changes = month.Select(r => Number(r, "ContractedUnitPrice") / Number(r, "ListUnitPrice")).ToList();
            Assert.Equal(1, changes.Max() / changes.Min(), 0.01);
        }
    }

    [Theory]
    [InlineData("BilledCost", "", "BilledCost is null")]
    [InlineData("BilledCost", "RM 12", "BilledCost is not a decimal")]
    [InlineData("BillingCurrency", "Ringgit", "BillingCurrency is no ISO 4217 code")]
    [InlineData("ChargeCategory", "Fee", "ChargeCategory is none of its values")]
    [InlineData("ChargeClass", "Forecast", "ChargeClass is none of its values")]
    [InlineData("ServiceCategory", "AI", "ServiceCategory is none of its values")]
    [InlineData("ChargePeriodStart", "2027-01-01", "ChargePeriodStart is not a moment")]
    [InlineData("ChargePeriodEnd", "2027-03-01T00:00:00Z", "the charge period is not inside")]
    [InlineData("PricingQuantity", "", "PricingQuantity is null for Usage")]
    [InlineData("PricingQuantity", "7", "ListCost is not ListUnitPrice times PricingQuantity")]
    [InlineData("ConsumedUnit", "", "ConsumedQuantity and ConsumedUnit must both be null or neither")]
    [InlineData("SkuId", "", "SkuMeter or SkuPriceId without SkuId")]
    [InlineData("Tags", "A1", "Tags is not an object of texts")]
    [InlineData("Remark", "x", "Remark is not a column of FOCUS")]
    public async Task The_validator_refuses_a_row_that_was_broken(string column, string value, string problem)
    {
        using var scenario = new SmallScenario(Fixed);
        var rows = await Rows(scenario);
        var broken = rows.Select((r, at) => at == 0 ? new Dictionary<string, string>(r) { [column] = value } : r).ToList();

        Assert.Contains(FocusValidator.Problems(broken), p => p.Contains(problem, StringComparison.Ordinal));
        Assert.Contains(FocusValidator.Problems([.. rows.Select(r => r.Where(c => c.Key != "ListCost").ToDictionary())]),
            p => p == "ListCost is missing");
    }

    [Fact]
    public async Task A_stored_run_gives_the_same_bytes_and_any_of_its_designs()
    {
        using var scenario = new SmallScenario();
        var run = await scenario.Run("--format", "focus");
        var report = await Cli.Run("report", scenario.Out, "--format", "focus");
        var full = await Cli.Run("report", scenario.Out, "--format", "focus", "--design", "full");

        Assert.Equal((0, 0, 0), (run.Exit, report.Exit, full.Exit));
        Assert.Equal(scenario.Result("focus.csv"), run.Output);
        Assert.Equal(run.Output, report.Output);
        Assert.Contains("focus: rag (recommended)", run.Error, StringComparison.Ordinal);
        Assert.Contains("focus: full (named)", full.Error, StringComparison.Ordinal);
        Assert.All(full.Output.Split('\n').Skip(1).Where(l => l.Length > 0),
            line => Assert.Contains(",full,named,", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_chosen_design_is_taken_and_the_recommended_one_where_a_run_leaves_it_out()
    {
        using var scenario = new SmallScenario(SmallScenario.Text + "\nchosen: full");

        Assert.Contains("focus: full (chosen in the scenario)", (await scenario.Run("--format", "focus")).Error, StringComparison.Ordinal);
        Assert.Contains("focus: rag (recommended)", (await scenario.Run("--format", "focus", "--design", "rag")).Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_written_is_refused_with_the_remedy()
    {
        using var scenario = new SmallScenario();
        await scenario.Run();

        Assert.Contains("has no design 'ful'; did you mean 'full'?",
            (await Cli.Run("report", scenario.Out, "--format", "focus", "--design", "ful")).Error, StringComparison.Ordinal);
        Assert.Contains("is for --format focus", (await Cli.Run("report", scenario.Out, "--design", "full")).Error,
            StringComparison.Ordinal);
        Assert.Contains("leave --table out", (await Cli.Run("report", scenario.Out, "--format", "focus", "--table", "months")).Error,
            StringComparison.Ordinal);
        Assert.Contains("leave --table out", (await scenario.Run("--format", "focus", "--table", "months")).Error,
            StringComparison.Ordinal);
        Assert.Contains("give its values with --set",
            (await scenario.Run("--format", "focus", "--vary", "traffic.requests_per_day=1,2")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Track_reads_the_file_back_as_a_bill_that_is_what_was_forecast()
    {
        using var scenario = new SmallScenario(Fixed);
        await Rows(scenario);
        var track = await Cli.Run("track", Path.Combine(scenario.Out, "focus.csv"), "--against", scenario.Out, "--format", "csv", "-q");

        Assert.True(track.Exit == 0, track.Error);
        var january = track.Output.Split('\n').Single(l => l.Contains("2027-01-01", StringComparison.Ordinal));
        // 32,240 for tokens and 310 for hosting, with 8 % tax.
        Assert.StartsWith("month,2027-01-01,31,35154.0", january, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_reader_of_fit_and_track_finds_its_tokens_requests_and_models()
    {
        using var scenario = new SmallScenario(Fixed);
        await Rows(scenario);
        var records = new UsageLog(Path.Combine(scenario.Out, "focus.csv"), new LogOptions()).Records().ToList();

        // 41 days of 1,000 requests of 100,000 and 1,000 tokens.
        Assert.Equal((41_000L, 4_100_000_000L, 41_000_000L),
            (records.Sum(r => r.Requests), records.Sum(r => r.Input), records.Sum(r => r.Output)));
        Assert.Equal(["typed prices"], records.Where(r => r.HasTokens).Select(r => r.Model).Distinct());
    }
}
