using System.Text.Json;

namespace CostSim.Tests.Actuals;

/// <summary>What a design pays is not the list price: contracts, tiers, tax and exchange, and prices that were expected to move.</summary>
public sealed class TermsTests
{
    // 1,000 requests a day of 10,000 and 500 tokens of gpt-4o at $2.50 and $10: $0.03 each, $30 a day, $930 in January.
    private const string Plain = """
        scenario: terms
        start: 2027-01-01
        months: 3
        requests: { input: 10_000, output: 500 }
        traffic: { requests_per_day: 1_000, counts: fixed }
        prices: { as_of: 2026-11-01 }
        designs: { base: { model: openai/gpt-4o } }
        simulation: { trials: 64, seed: 9 }
        """;

    [Theory]
    [InlineData("prices: { as_of: 2026-11-01, overlay: contract.yaml }")]
    [InlineData("prices: { as_of: 2026-11-01, change: [{ from: 2027-02-01, factor: 0.5 }] }")]
    public async Task A_bill_that_is_what_was_forecast_moves_nothing_whatever_the_terms(string prices)
    {
        using var scenario = new SmallScenario(Plain.Replace("prices: { as_of: 2026-11-01 }", prices, StringComparison.Ordinal));
        scenario.Write("contract.yaml", "discounts: [{ name: enterprise, rate: 20%, from: 2026-01-01 }]\n");
        Assert.Equal(0, (await scenario.Run()).Exit);
        var track = await Track(scenario, Path.Combine(scenario.Out, "focus.csv"));

        Assert.Equal("on track", track.GetProperty("verdict").GetString());
        Assert.All(track.GetProperty("drivers").EnumerateArray(), d => Assert.Equal(0, d.GetProperty("amount").GetDouble(), 1e-6));
    }

    [Fact]
    public async Task Workloads_that_grow_apart_change_the_tokens_of_a_month_as_forecast()
    {
        // Short requests double within a month, long ones halve: February's mean request is shorter than January's, as forecast.
        // Growth is taken by whole months, which leaves under 1 % of a month in the steps.
        using var scenario = new SmallScenario("""
            scenario: apart
            start: 2027-01-01
            months: 2
            prices: { as_of: 2026-11-01 }
            classes:
              a: { requests: { input: 1_000, output: 10 }, traffic: { requests_per_day: 1_000, growth_per_month: 100%, counts: fixed } }
              b: { requests: { input: 10_000, output: 10 }, traffic: { requests_per_day: 100, growth_per_month: -50%, counts: fixed } }
            designs: { base: { model: openai/gpt-4o } }
            simulation: { trials: 64 }
            """);
        Assert.Equal(0, (await scenario.Run()).Exit);
        var track = await Track(scenario, Path.Combine(scenario.Out, "focus.csv"));

        foreach (var month in track.GetProperty("periods").EnumerateArray())
            Assert.All(month.GetProperty("drivers").EnumerateArray(),
                d => Assert.True(Math.Abs(d.GetProperty("amount").GetDouble()) < 0.01 * month.GetProperty("forecast").GetDouble(),
                d.ToString()));
        Assert.Equal("on track", track.GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task Tokens_without_a_bill_are_priced_at_the_contracts_terms()
    {
        using var scenario = new SmallScenario(Plain.Replace("as_of: 2026-11-01", "as_of: 2026-11-01, overlay: contract.yaml",
            StringComparison.Ordinal));
        scenario.Write("contract.yaml", "discounts: [{ name: enterprise, rate: 20%, from: 2026-01-01 }]\n");
        scenario.Write("usage.csv", "month,requests,input_tokens,output_tokens,model\n2027-01,31000,310000000,15500000,gpt-4o\n");
        await scenario.Run();
        var track = await Track(scenario, Path.Combine(scenario.Folder, "usage.csv"));

        // $930 less a fifth.
        Assert.Equal(744, track.GetProperty("actual").GetDouble(), 1e-6);
        Assert.Equal(744, track.GetProperty("forecast").GetDouble(), 1e-6);
    }

    [Fact]
    public async Task A_fall_of_prices_that_did_not_come_is_price_and_not_unexplained()
    {
        using var scenario = new SmallScenario(Plain.Replace("as_of: 2026-11-01",
            "as_of: 2026-11-01, change: [{ from: 2027-02-01, factor: 0.5 }]", StringComparison.Ordinal));
        scenario.Write("usage.csv", "month,requests,input_tokens,output_tokens,model,cost\n2027-02,28000,280000000,14000000,gpt-4o,840\n");
        await scenario.Run();
        var track = await Track(scenario, Path.Combine(scenario.Folder, "usage.csv"));

        // 28 days at half of $30 were forecast.
        Assert.Equal(420, track.GetProperty("forecast").GetDouble(), 1e-6);
        Assert.Equal(420, Step(track, "price"), 1e-6);
        Assert.Equal(0, Step(track, "unexplained"), 1e-6);
    }

    [Fact]
    public async Task Usage_that_is_billed_before_tax_has_the_forecasts_tax_added_and_says_so()
    {
        using var scenario = new SmallScenario(Plain + "\ntax: [{ name: service tax, rate: 8%, from: 2024-03-01 }]");
        scenario.Write("usage.csv", "month,requests,input_tokens,output_tokens,model,cost\n2027-01,31000,310000000,15500000,gpt-4o,930\n");
        scenario.Write("invoice.csv", "month,amount,currency\n2027-01,1004.40,USD\n");
        await scenario.Run();

        // $930 and 8 %.
        var usage = await Cli.Run("track", Path.Combine(scenario.Folder, "usage.csv"), "--against", scenario.Out, "-q");
        Assert.Contains("On track.", usage.Output, StringComparison.Ordinal);
        Assert.Contains("! the bill states no tax: the forecast's 8 % is added to it", usage.Output, StringComparison.Ordinal);
        Assert.Equal(1_004.4, (await Track(scenario, Path.Combine(scenario.Folder, "usage.csv"))).GetProperty("actual").GetDouble(), 1e-6);
        var invoice = await Cli.Run("track", Path.Combine(scenario.Folder, "invoice.csv"), "--against", scenario.Out, "-q");
        Assert.Contains("On track.", invoice.Output, StringComparison.Ordinal);
        Assert.Contains("its amounts are taken with tax, as the forecast is",
            invoice.Output.Replace("\n  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tax_that_the_buyer_pays_over_is_on_no_invoice_and_is_added()
    {
        using var scenario = new SmallScenario(Plain
            + "\ntax: [{ name: service tax, rate: 8%, from: 2024-03-01, treatment: reverse-charge, recoverable: 0% }]");
        scenario.Write("invoice.csv", "month,amount,currency\n2027-01,930,USD\n");
        await scenario.Run();

        Assert.Equal(1_004.4, (await Track(scenario, Path.Combine(scenario.Folder, "invoice.csv"))).GetProperty("actual").GetDouble(),
            1e-6);
    }

    [Fact]
    public async Task A_rate_that_the_bill_states_is_the_exchange_rates_step()
    {
        using var scenario = new SmallScenario(Plain + "\ncurrency: MYR\nfx: { MYR: [{ from: 2026-11-01, per_usd: 4, source: bank }] }");
        scenario.Write("focus.csv",
            "BilledCost,BillingCurrency,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,ConsumedQuantity,ConsumedUnit,ServiceProviderName,SkuMeter,x_Model,PricingCurrency,ListUnitPrice,PricingCurrencyListUnitPrice\n" +
            "3410,MYR,Usage,2027-01-01T00:00:00Z,2027-02-01T00:00:00Z,310000000,Tokens,OpenAI,Input Tokens,gpt-4o,USD,11,2.5\n" +
            "682,MYR,Usage,2027-01-01T00:00:00Z,2027-02-01T00:00:00Z,15500000,Tokens,OpenAI,Output Tokens,gpt-4o,USD,44,10\n");
        await scenario.Run();
        var track = await Track(scenario, Path.Combine(scenario.Folder, "focus.csv"));

        // $930 at 4 are RM 3,720, at the bill's 4.40 RM 4,092.
        Assert.Equal(372, Step(track, "exchange rate"), 1e-6);
        Assert.Equal(0, Step(track, "price") + Step(track, "unexplained"), 1e-6);
    }

    [Fact]
    public async Task Query_embeddings_are_no_part_of_the_prompt()
    {
        using var scenario = new SmallScenario(Plain);
        scenario.Write("usage.csv", "day,requests,input_tokens,output_tokens,model\n" + string.Concat(Enumerable.Range(1, 20).Select(d =>
            $"2027-01-{d:00},1000,10000000,500000,gpt-4o\n2027-01-{d:00},5000,100000000,0,text-embedding-3-small\n")));
        await scenario.Run();
        var track = await Track(scenario, Path.Combine(scenario.Folder, "usage.csv"));

        Assert.Equal(0, Step(track, "input tokens/req") + Step(track, "volume"), 1e-6);
        // 20 days of 100 million tokens at $0.02 a million.
        Assert.Equal(600 + 40, track.GetProperty("actual").GetDouble(), 1e-6);
    }

    [Fact]
    public async Task A_model_that_nobody_planned_is_a_change_of_the_mix()
    {
        using var scenario = new SmallScenario(Plain);
        scenario.Write("usage.csv", "month,requests,input_tokens,output_tokens,model\n2027-01,31000,310000000,15500000,gpt-4o-mini\n");
        await scenario.Run();
        var track = await Track(scenario, Path.Combine(scenario.Folder, "usage.csv"));

        // 310 million at $0.15 and 15.5 million at $0.60 in place of $2.50 and $10: $55.80 in place of $930.
        Assert.Equal(55.8 - 930, Step(track, "mix of models"), 1e-6);
        Assert.Equal(0, Step(track, "price"), 1e-6);
    }

    [Fact]
    public async Task A_day_is_too_short_for_an_alert_and_says_so()
    {
        using var scenario = new SmallScenario(Plain);
        scenario.Write("usage.csv", "day,requests,input_tokens,output_tokens,model\n2027-01-05,10,100000,5000,gpt-4o\n");
        await scenario.Run();
        var track = await Cli.Run("track", Path.Combine(scenario.Folder, "usage.csv"), "--against", scenario.Out, "-q");

        Assert.Equal(0, track.Exit);
        Assert.Contains("No alert, and one day is too short for one; a week is not.", track.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_without_prices_says_what_it_counts_and_no_cost()
    {
        using var scenario = new SmallScenario(Plain);
        scenario.Write("usage.csv", "month,requests,input_tokens,output_tokens,model\n2027-01,30000,300000000,15000000,acme-9000\n");
        await scenario.Run();
        var track = await Cli.Run("track", Path.Combine(scenario.Folder, "usage.csv"), "--against", scenario.Out, "-q");

        Assert.Equal(4, track.Exit);
        var text = track.Output.Replace('\n', ' ');
        Assert.Contains("Inconclusive: no price for acme-9000, and the log states no cost; give a price book that has it (--prices DIR), or a log with its cost.", text, StringComparison.Ordinal);
        Assert.Contains("It holds 30,000 requests of 10,500 tokens where 31,000 of 10,500 were forecast.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("$", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_forecasts_bridge_exchange_tax_and_lines_without_a_rest()
    {
        const string Money = "\ncurrency: MYR\nfx: { MYR: [{ from: 2026-11-01, per_usd: 4, source: bank }] }\ntax: [{ name: service tax, rate: 8%, from: 2024-03-01 }]\nmonthly: [{ name: hosting, myr: 310 }]";
        using var scenario = new SmallScenario(Plain.Replace("months: 3", "months: 1", StringComparison.Ordinal) + Money);
        await scenario.Run();
        scenario.Write("scenario.yaml", File.ReadAllText(Path.Combine(scenario.Folder, "scenario.yaml"))
            .Replace("per_usd: 4,", "per_usd: 4.4,", StringComparison.Ordinal).Replace("rate: 8%", "rate: 10%",
                StringComparison.Ordinal).Replace("myr: 310", "myr: 400", StringComparison.Ordinal));
        var check = await Cli.Run("check", scenario.Folder, "--against", scenario.Out, "--store", "off", "-q");

        // RM 3,720 of tokens in January rise by a tenth, with 8 % tax by RM 401.76; RM 90 of hosting with tax are RM 97.20;
        // two points of tax on RM 4,092 and RM 400 are RM 89.84. From RM 4,352.40 to RM 4,941.20: nothing is left.
        Assert.Contains("+MYR 402  exchange rate: 4 -> 4.4 per US dollar", check.Output, StringComparison.Ordinal);
        Assert.Contains("+MYR 97.20  other than requests: hosting", check.Output, StringComparison.Ordinal);
        Assert.Contains("+MYR 89.84  tax: 8 % -> 10 %", check.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("over the horizon", check.Output, StringComparison.Ordinal);
    }

    private static double Step(JsonElement track, string driver) =>
        track.GetProperty("drivers").EnumerateArray().Where(d => d.GetProperty("driver").GetString() == driver).Sum(d =>
            d.GetProperty("amount").GetDouble());

    private static async Task<JsonElement> Track(SmallScenario scenario, string log)
    {
        var track = await Cli.Run("track", log, "--against", scenario.Out, "--format", "json", "-q");
        Assert.True(track.Error.Length == 0, track.Error);
        using var json = JsonDocument.Parse(track.Output);
        return json.RootElement.Clone();
    }
}
