using System.Globalization;
using System.Text.Json;

namespace CostSim.Tests.Billing;

/// <summary>Contracts through `run`, on traffic that never varies, so that every bill can be worked out by hand.</summary>
public sealed class ContractRunTests
{
    // 1,000 requests a day of 100,000 and 1,000 tokens at $2.50 and $10: $0.26 each, $260 a day; $8,060 in January, $7,280 in February.
    private const string Scenario = """
        scenario: contract
        start: 2027-01-01
        months: 2
        requests: { input: 100_000, output: 1_000 }
        traffic: { requests_per_day: 1_000, counts: fixed }
        prices: { overlay: overlay.yaml, inline: { input_usd_per_mtok: 2.5, output_usd_per_mtok: 10 } }
        designs: { base: {} }
        simulation: { trials: 256 }
        """;

    private static async Task<JsonElement> Design(string overlay, string more = "")
    {
        using var folder = new SmallScenario(Scenario + "\n" + more);
        folder.Write("overlay.yaml", overlay);
        var answer = await folder.Run("--format", "json");
        Assert.Equal((0, ""), (answer.Exit, answer.Exit == 0 ? "" : answer.Error));
        return JsonDocument.Parse(folder.Result("forecast.json")).RootElement.GetProperty("designs")[0].Clone();
    }

    private static async Task Bills(double january, double february, string overlay, string more = "")
    {
        var months = Months(await Design(overlay, more));
        Assert.Equal((january, february), (months[0], months[1]));
    }

    private static double[] Months(JsonElement design, string figure = "p50") => [.. design.GetProperty("months").EnumerateArray().Select(m => Math.Round(m.GetProperty(figure).GetDouble(), 6))];

    [Fact]
    public async Task A_commitment_bills_overage_beyond_it_and_at_its_end_what_was_not_used()
    {
        // 10,000 covers January and 1,940 of February; 5,340 are overage at 1.2: 1,068 more.
        await Bills(8_060, 8_348, "commitments: [{ name: year, usd: 10_000, from: 2027-01-01, to: 2027-03-01, overage_factor: 1.2 }]");
        // Of 20,000 the two months use 15,340: 4,660 are billed with February.
        await Bills(8_060, 11_940, "commitments: [{ name: year, usd: 20_000, from: 2027-01-01, to: 2027-03-01 }]");
        // Of one that started last year 9,000 are left; it is not billed again.
        await Bills(0, 6_340, "commitments: [{ name: year, usd: 20_000, from: 2026-06-01, to: 2027-06-01, prepaid: true, left_usd: 9_000 }]");
    }

    [Fact]
    public async Task A_volume_discount_counts_the_month_and_a_minimum_fills_it_up()
    {
        // 5 % of what is above 5,000, 10 % of what is above 8,000: 150 + 6 off in January, 114 in February.
        await Bills(7_904, 7_166, "volume_discounts: [{ name: v, steps: [{ above_usd: 5_000, rate: 5% }, { above_usd: 8_000, rate: 10% }] }]");
        // On the whole: 10 % of 8,060, 5 % of 7,280.
        await Bills(7_254, 6_916, "volume_discounts: [{ name: v, on: whole, steps: [{ above_usd: 5_000, rate: 5% }, { above_usd: 8_000, rate: 10% }] }]");
        await Bills(8_060, 7_500, "minimums: [{ name: floor, usd_per_month: 7_500 }]");
    }

    [Fact]
    public async Task Credits_come_before_tax_and_a_tax_above_a_years_amount_starts_when_it_is_reached()
    {
        const string tax = "tax: [{ name: service tax, rate: 8%, from: 2024-03-01 }]";
        // 1,000 off January; 8 % on 7,060 and on 7,280.
        await Bills(7_624.8, 7_862.4, "credits: [{ name: start-up, usd: 1_000 }]", tax);

        // Without a contract's months, 10,000 a year are free: of 8,060 + 7,280 = 15,340 the tax is 8 % of 5,340, all in February.
        const string threshold = "tax: [{ name: service tax, rate: 8%, from: 2024-03-01, recoverable: 50%, above: { usd_per_year: 10_000 } }]";
        await Bills(8_060, 7_493.6, "discounts: [{ rate: 0% }]", threshold);
    }

    [Fact]
    public async Task A_rate_of_exchange_walks_about_its_quote()
    {
        const string money = "currency: MYR\nfx: { MYR: [{ from: 2026-12-31, per_usd: 4, source: bank, volatility: 10% }] }";
        var design = await Design("discounts: [{ rate: 0% }]", money + "\nmonthly: [{ name: hosting, myr: 100 }]");

        // The mean stays the quote's: 8,060 x 4 + 100. Its spread: 10 % times the root of the time from the quote to the middle of each month.
        var means = Months(design, "mean");
        Assert.Equal((32_340, 29_220), (Math.Round(means[0], 1), Math.Round(means[1], 1)));
        double Sd(double days, double usd) => 4 * usd * Math.Sqrt(Math.Exp(0.01 * days / 365.25) - 1);
        var deviations = Months(design, "sd");
        Assert.Equal(Sd(16, 8_060), deviations[0], 0.02 * deviations[0]);
        Assert.Equal(Sd(46, 7_280), deviations[1], 0.02 * deviations[1]);
        Assert.Contains(design.GetProperty("drivers").EnumerateArray(), d => d.GetProperty("input").GetString() == "fx.MYR" && d.GetProperty("share").GetDouble() > 0.95);
    }

    [Fact]
    public async Task Every_line_of_the_contract_is_a_component()
    {
        using var folder = new SmallScenario(Scenario);
        folder.Write("overlay.yaml", "commitments: [{ name: year, usd: 10_000, from: 2027-01-01, to: 2027-03-01, prepaid: true, overage_factor: 1.5 }]\ncredits: [{ name: start-up, usd: 1_000 }]");
        await folder.Run();

        var rows = folder.Result("components.csv").Split('\n').Skip(1).Where(r => r.Length > 0).Select(Columns).ToDictionary(c => c[1], c => double.Parse(c[3], CultureInfo.InvariantCulture));
        // 15,340 of usage: 10,000 drawn, 5,340 at half as much again, of which 1,000 are a gift.
        Assert.Equal(10_000, rows["commitment: year, prepaid"], 6);
        Assert.Equal(-10_000, rows["commitment: year, drawn"], 6);
        Assert.Equal(2_670, rows["commitment: year, overage"], 6);
        Assert.Equal(-1_000, rows["credit: start-up"], 6);
        Assert.Equal(15_340 + 2_670 - 1_000, rows.Values.Sum(), 6);
    }

    // A quoted first half: "commitment: year, drawn".
    private static string[] Columns(string row) => [.. row.Split('"') is [var before, var quoted, var after] ? [before.TrimEnd(','), quoted, .. after.TrimStart(',').Split(',')] : row.Split(',')];
}
