using System.Text.Json;

namespace CostSim.Tests.Actuals;

/// <summary>Bills whose rows are months: an invoice, or a forecast's own <c>focus.csv</c>.</summary>
public sealed class FitMonthsTests
{
    // A year of 1,000 requests a day on the first day, 3 % more each month, in ringgit, with hosting and tax.
    private const string Year = """
        scenario: year
        start: 2027-01-01
        months: 12
        currency: MYR
        fx: { MYR: [{ from: 2026-12-31, per_usd: 4, source: bank }] }
        tax: [{ name: service tax, rate: 8%, from: 2024-03-01 }]
        monthly: [{ name: hosting, myr: 310 }]
        requests: { input: 10_000, output: 500 }
        traffic: { requests_per_day: 1_000, growth_per_month: 3%, counts: fixed }
        prices: { inline: { input_usd_per_mtok: 2.5, output_usd_per_mtok: 10 } }
        designs: { base: {} }
        simulation: { trials: 64, seed: 9 }
        """;

    [Fact]
    public async Task A_forecast_that_is_fitted_and_run_again_goes_on_where_it_ended()
    {
        using var scenario = new SmallScenario(Year);
        Assert.Equal(0, (await scenario.Run()).Exit);
        var fitted = Path.Combine(scenario.Folder, "fitted.yaml");
        var fit = await Cli.Run("fit", Path.Combine(scenario.Out, "focus.csv"), "-o", fitted, "-q");
        var run = await Cli.Run("run", fitted, "--trials", "4096", "--format", "json", "-o", "-", "-q");

        Assert.True(fit.Exit == 0, fit.Error);
        Assert.True(run.Exit == 0, run.Error);
        var text = File.ReadAllText(fitted);
        Assert.Contains("start: 2028-01-01", text, StringComparison.Ordinal);
        Assert.Contains("currency: MYR", text, StringComparison.Ordinal);
        Assert.Contains("fx: { MYR: [{ from: 2027-12-01, per_usd: 4, source: \"focus.csv\" }] }", text, StringComparison.Ordinal);
        Assert.Contains("tax: [{ name: tax, rate: 8%, from: 2027-12-01 }]", text, StringComparison.Ordinal);
        Assert.Contains("monthly: [{ name: \"hosting\", myr: 310 }]", text, StringComparison.Ordinal);
        Assert.Contains("prices: { inline: { input_usd_per_mtok: 2.5, output_usd_per_mtok: 10 } }", text, StringComparison.Ordinal);
        // Thirteen months on, January has 31 × 1,000 × 1.03^12.5 requests or so (its middle is half a month in): 44,855. A request
        // is 10,000 × $2.50 + 500 × $10 a million = $0.03, RM 0.12: RM 5,383 and RM 310, with 8 % tax RM 6,148. The line through
        // the months is believed to 99 %, and the mean of what is open lies above its middle: within 3 %.
        using var json = JsonDocument.Parse(run.Output);
        var design = json.RootElement.GetProperty("designs")[0];
        Assert.Equal(6_148, design.GetProperty("months")[0].GetProperty("mean").GetDouble(), 6_148 * 0.03);
        // A year has 437,904 × 1.03^12 = 624,000 requests: 0.12 and 3,720 / 624,000 = 0.006 of hosting, with tax 0.136.
        Assert.Equal(0.136, design.GetProperty("per_request").GetProperty("cost").GetDouble(), 0.001);
        // Growth goes on: December's 31 days against January's are 1.03^11 = 1.384 times the tokens.
        var (first, last) = (Tokens(design, 0), Tokens(design, 11));
        Assert.Equal(1.384, last / first, 0.05);
    }

    private static double Tokens(JsonElement design, int month) => (design.GetProperty("months")[month].GetProperty("mean").GetDouble() / 1.08) - 310;

    [Fact]
    public async Task What_months_do_not_say_is_said_with_what_would_show_it()
    {
        using var scenario = new SmallScenario(Year);
        await scenario.Run();
        var fit = await Cli.Run("fit", Path.Combine(scenario.Out, "focus.csv"), "-q");

        Assert.Equal(0, fit.Exit);
        foreach (var said in (string[])
        [
            "48 rows are of a forecast: what was expected, not what happened",
            "months do not show weekdays: all days are alike; a log by day shows them",
            "months do not show how days spread: counts stay typical (k = 5, day to day 0.4); a log by day shows it",
            "rows do not say their hour: hours stay flat; a log by hour or by request shows them",
            "sums do not show the spread of single requests: the usual one is used (cv 0.35 in, 0.6 out); a log by request shows it",
        ])
            Assert.Contains(said, fit.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("name its price", fit.Error, StringComparison.Ordinal);
        Assert.Contains("typed prices is not in the price book: its prices are what the bill's cost over its tokens makes", fit.Error, StringComparison.Ordinal);
        // Left out, so that the scenario's own defaults hold and are tagged as such.
        Assert.DoesNotContain("\n  weekdays:", fit.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\n  hours:", fit.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\n  counts:", fit.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_months_are_fitted_without_growth_and_say_so()
    {
        var fit = await Fit("month,requests,input_tokens,output_tokens,model\n2026-01,31000,31000000,3100000,gpt-4o\n2026-02,56000,56000000,5600000,gpt-4o\n");

        Assert.Equal(0, fit.Exit);
        Assert.Contains("2 months cannot show growth: none is assumed; type growth_per_month from your plan, or fit 3 months or more", fit.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("growth_per_month", fit.Output.Split('\n').First(l => l.StartsWith("  requests_per_day", StringComparison.Ordinal)), StringComparison.Ordinal);
        // 87,000 requests on 59 days; a request has 1,000 and 100 tokens.
        Assert.Contains("# 1475 on an average day", fit.Output, StringComparison.Ordinal);
        Assert.Contains("# mean 1000; the spread is not in the log, cv is the usual one", fit.Output, StringComparison.Ordinal);
        Assert.Contains("model: openai/gpt-4o", fit.Output, StringComparison.Ordinal);
    }

    private const string Head = "BilledCost,BillingCurrency,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,ConsumedQuantity,ConsumedUnit,ServiceProviderName,SkuMeter,x_Model\n";

    [Fact]
    public async Task An_invoice_that_counts_no_requests_needs_the_tokens_of_one()
    {
        const string Bill = Head +
            "30,USD,Usage,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,9300000,Tokens,Solora,Input Tokens,pro\n" +
            "31,USD,Usage,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,3100000,Tokens,Solora,Output Tokens,pro\n";

        var none = await Fit(Bill);
        var typed = await Fit(Bill, "--tokens-per-request", "4_000");

        Assert.Equal(1, none.Exit);
        Assert.Contains("counts tokens but no requests, as invoices do; say how many tokens a mean request has", none.Error, StringComparison.Ordinal);
        Assert.True(typed.Exit == 0, typed.Error);
        // 12.4 million tokens over 4,000 are 3,100 requests, 100 a day, of 3,000 and 1,000 tokens. $31 for 3.1 million is $10.
        Assert.Contains("# 100 on an average day", typed.Output, StringComparison.Ordinal);
        Assert.Contains("# mean 3000;", typed.Output, StringComparison.Ordinal);
        Assert.Contains("inline: { input_usd_per_mtok: 3.22581, output_usd_per_mtok: 10 }", typed.Output, StringComparison.Ordinal);
        Assert.Contains("over 4,000 a request, as --tokens-per-request says", typed.Error, StringComparison.Ordinal);
        Assert.Contains("must be a number of tokens above 0", (await Fit(Bill, "--tokens-per-request", "many")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_column_of_an_invoice_may_count_the_requests()
    {
        var fit = await Fit(Head.Replace("x_Model", "x_Model,calls", StringComparison.Ordinal) +
            "30,USD,Usage,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,9300000,Tokens,OpenAI,Input Tokens,gpt-4o,3100\n" +
            "31,USD,Usage,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,3100000,Tokens,OpenAI,Output Tokens,gpt-4o,\n", "--map", "requests=calls");

        Assert.True(fit.Exit == 0, fit.Error);
        Assert.Contains("# 100 on an average day", fit.Output, StringComparison.Ordinal);
        Assert.Contains("# mean 3000;", fit.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_that_a_log_counts_are_not_counted_a_second_way()
    {
        var fit = await Fit("month,requests,input_tokens,output_tokens,model\n2026-01,31000,31000000,3100000,gpt-4o\n", "--tokens-per-request", "3_000");

        Assert.Equal(1, fit.Exit);
        Assert.Contains("counts its requests; leave --tokens-per-request out", fit.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EUR", "EUR", "amounts are in EUR, and no row says the rate to US dollars")]
    [InlineData("EUR", "MYR", "amounts are in EUR, MYR: no price, line or tax is taken from them; fit one currency at a time")]
    public async Task Amounts_that_no_rate_makes_dollars_give_no_price(string first, string second, string warning)
    {
        var fit = await Fit(Head +
            $"30,{first},Usage,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,9300000,Tokens,Solora,Input Tokens,pro\n" +
            $"31,{second},Usage,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,3100000,Tokens,Solora,Output Tokens,pro\n" +
            $"5,{second},Tax,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,,,Solora,,\n", "--tokens-per-request", "4_000");

        Assert.True(fit.Exit == 0, fit.Error);
        Assert.Contains(warning, fit.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("inline: {", fit.Output.Split("# The log names")[0], StringComparison.Ordinal);
        Assert.DoesNotContain("\ntax:", fit.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_billed_beside_tokens_is_a_monthly_line_or_said()
    {
        const string Months = "2026-0{0}-01T00:00:00Z,2026-0{1}-01T00:00:00Z";
        var rows = string.Concat(Enumerable.Range(1, 3).Select(m => string.Format(System.Globalization.CultureInfo.InvariantCulture,
            "25,USD,Usage," + Months + ",10000000,Tokens,OpenAI,Input Tokens,gpt-4o\n70,USD,Purchase," + Months + ",,,Else,vector database,\n", m, m + 1)));
        var fit = await Fit(Head + rows + "500,USD,Purchase,2026-02-01T00:00:00Z,2026-03-01T00:00:00Z,,,Else,setup,\n-20,USD,Credit,2026-02-01T00:00:00Z,2026-03-01T00:00:00Z,,,OpenAI,welcome,\n", "--tokens-per-request", "1_000");

        Assert.True(fit.Exit == 0, fit.Error);
        Assert.Contains("monthly: [{ name: \"vector database\", usd: 70 }]", fit.Output, StringComparison.Ordinal);
        Assert.Contains("'setup' ($500 in all) is in the bill, not in the scenario", fit.Error, StringComparison.Ordinal);
        Assert.Contains("'welcome' (-$20 in all) is in the bill, not in the scenario", fit.Error, StringComparison.Ordinal);
        Assert.Contains("# billed for openai/gpt-4o, dollars a million tokens: fresh input 2.5", fit.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cache_writes_are_misses_and_reads_are_hits()
    {
        // Of 10 million tokens 2 are fresh, 2 written and 6 read: the cache covers 8 of 10, and 6 of those 8 hit.
        var fit = await Fit(Head +
            "1,USD,Usage,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,2000000,Tokens,OpenAI,Input Tokens,gpt-4o\n" +
            "1,USD,Usage,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,2000000,Tokens,OpenAI,Cache Write Input Tokens,gpt-4o\n" +
            "1,USD,Usage,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,6000000,Tokens,OpenAI,Cached Input Tokens,gpt-4o\n" +
            "9,USD,Usage,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,1000000,Tokens,OpenAI,Output Tokens,gpt-4o\n", "--tokens-per-request", "11_000");

        Assert.Contains("cache: { hit_rate: 75%, share: 80% }", fit.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_of_days_beside_a_monthly_purchase_are_fitted_by_day()
    {
        var days = string.Concat(Enumerable.Range(1, 28).Select(d =>
            $"2,USD,Usage,2026-02-{d:00}T00:00:00Z,2026-02-{d:00}T23:59:59Z,1000000,Tokens,OpenAI,Input Tokens,gpt-4o\n"));
        var fit = await Fit(Head + days + "70,USD,Purchase,2026-02-01T00:00:00Z,2026-03-01T00:00:00Z,,,Else,vector database,\n", "--tokens-per-request", "10_000");

        Assert.True(fit.Exit == 0, fit.Error);
        Assert.Contains("28 whole days", fit.Output, StringComparison.Ordinal);
        Assert.Contains("monthly: [{ name: \"vector database\", usd: 70 }]", fit.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bill_beside_the_usage_makes_no_partial_day_whole()
    {
        // The first bucket holds an hour of its day; the bill's line is for all of it.
        var hours = string.Concat(Enumerable.Range(0, 25).Select(h =>
        {
            var at = new DateTime(2026, 2, 1, 23, 0, 0, DateTimeKind.Utc).AddHours(h);
            return $"{at:yyyy-MM-ddTHH:mm:ssZ},{at.AddHours(1):yyyy-MM-ddTHH:mm:ssZ},10,1000,gpt-4o,\n";
        }));
        var fit = await Fit("time,until,requests,input_tokens,model,cost\n" + hours + "2026-02-01T00:00:00Z,2026-02-02T00:00:00Z,,,,5\n2026-02-02T00:00:00Z,2026-02-03T00:00:00Z,,,,5\n");

        Assert.True(fit.Exit == 0, fit.Error);
        Assert.Contains("2026-02-01 is only partly in the log", fit.Error, StringComparison.Ordinal);
        Assert.Contains("1 whole day, 2026-02-02", fit.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_of_a_bill_that_are_there_twice_are_told()
    {
        const string Row = "25,USD,Usage,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,10000000,Tokens,OpenAI,Input Tokens,gpt-4o\n";
        const string Other = "10,USD,Usage,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,1000000,Tokens,OpenAI,Output Tokens,gpt-4o\n";

        var fit = await Fit(Head + Row + Other + Row, "--tokens-per-request", "1_000");

        Assert.Equal(0, fit.Exit);
        Assert.Contains("1 row is the same as an earlier one in every field; kept, since a bill has no ids: where two exports overlap, leave one out", fit.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forecast_beside_the_bill_in_one_file_is_refused()
    {
        const string Rows = "25,USD,Usage,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,10000000,Tokens,OpenAI,Input Tokens,gpt-4o,\n" +
            "24,USD,Usage,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,9000000,Tokens,OpenAI,Input Tokens,gpt-4o,mean\n";

        var fit = await Fit(Head.Replace("x_Model", "x_Model,x_Forecast", StringComparison.Ordinal) + Rows, "--tokens-per-request", "1_000");

        Assert.Equal(1, fit.Exit);
        Assert.Contains("holds 1 row of a forecast next to 1 billed, which would count a month twice; keep the rows whose x_Forecast is blank", fit.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Use_that_may_be_there_twice_is_refused()
    {
        var fit = await Fit(Head +
            "1,USD,Usage,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,2000000,Tokens,OpenAI,Input Tokens,gpt-4o\n" +
            "1,USD,Usage,2026-01-03T00:00:00Z,2026-01-04T00:00:00Z,2000000,Tokens,OpenAI,Input Tokens,gpt-4o\n");

        Assert.Equal(1, fit.Exit);
        Assert.Contains("in rows of a day or less and in rows of a month", fit.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invoice_month_is_the_providers_in_any_time_zone()
    {
        var fit = await Fit("month,requests,input_tokens,output_tokens,model\n2026-01,31000,31000000,3100000,gpt-4o\n", "--timezone", "+08:00");
        var focus = await Fit(Head + "1,USD,Usage,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,2000000,Tokens,OpenAI,Input Tokens,gpt-4o\n", "--tokens-per-request", "1_000", "--timezone", "+08:00");

        Assert.True(fit.Exit == 0, fit.Error);
        Assert.True(focus.Exit == 0, focus.Error);
    }

    private static async Task<Cli.Answer> Fit(string log, params string[] more)
    {
        var folder = Directory.CreateTempSubdirectory("costsim-fit-months-");
        try
        {
            var path = Path.Combine(folder.FullName, "bill.csv");
            await File.WriteAllTextAsync(path, log);
            return await Cli.Run(["fit", path, "-q", .. more]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
