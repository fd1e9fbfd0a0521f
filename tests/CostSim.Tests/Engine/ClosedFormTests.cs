using CostSim.Answers;
using CostSim.Results;
using CostSim.Scenarios;

namespace CostSim.Tests.Engine;

/// <summary>Whole scenarios whose figures a pocket calculator gives.</summary>
public sealed class ClosedFormTests
{
    // A request costs 1,000 × $2.5 + 100 × $10 a million: $0.0035.
    private const double Cost = 0.0035;
    private const int Trials = 16_384;

    [Theory]
    [InlineData("-20% to 30%")]
    [InlineData("20% to 80%")]
    public void Late_months_of_a_wide_growth_keep_their_percentiles(string growth)
    {
        var result = Run(
            $$"""
            prices: { inline: { input_usd_per_mtok: 2.5, output_usd_per_mtok: 10 } }
            traffic: { requests_per_day: 100, growth_per_month: {{growth}}, counts: poisson }
            """, "365");

        // The middle of the interval is the median growth; nothing else varies, so that a month's median is its cost at that growth.
        var median = growth[0] == '-' ? 0.05 : 0.50;
        var days = Enumerable.Range(334, 31).Sum(day => 100 * Cost * Math.Pow(1 + median, day * 12 / 365.0));
        var bill = result.Spend.Designs[0].Bill;
        Assert.Equal(days, bill.Months[11].P50, 0.01 * days);
        Assert.True(bill.Months[11].P90 > bill.Months[11].P50);
    }

    [Fact]
    public void A_class_pays_its_own_prices_and_follows_its_own_changes()
    {
        var result = Run(
            """
            prices: { inline: { input_usd_per_mtok: 2.5, output_usd_per_mtok: 10 }, change: [{ from: 2026-01-16, factor: 0.8 }] }
            classes:
              common: {}
              own: { prices: { inline: { input_usd_per_mtok: 25, output_usd_per_mtok: 100 } } }
              early: { prices: { change: [{ from: 2026-01-06, factor: 0.5 }] } }
            traffic: { requests_per_day: 100, counts: poisson }
            """);

        // Of 30 days 15 at 0.8; ten times the price; of 30 days 25 at 0.5.
        var classes = result.Spend.Designs[0].Classes;
        Assert.Equal(100 * Cost * (15 + (15 * 0.8)), classes[0].Mean, 9);
        Assert.Equal(1_000 * Cost * (15 + (15 * 0.8)), classes[1].Mean, 9);
        Assert.Equal(100 * Cost * (5 + (25 * 0.5)), classes[2].Mean, 9);
        Assert.Equal(classes.Sum(c => c.Mean), result.Spend.Designs[0].Bill.Total.Mean, 9);
    }

    [Fact]
    public void What_units_serve_is_taken_off_at_the_prices_of_each_class()
    {
        var bill = Run(
            """
            prices: { inline: { input_usd_per_mtok: 2.5, output_usd_per_mtok: 10 } }
            classes:
              common: {}
              own: { prices: { inline: { input_usd_per_mtok: 25, output_usd_per_mtok: 100 } } }
              changed: { prices: { change: [{ from: 2026-01-01, factor: 0.5 }] } }
            traffic: { requests_per_day: 1_000, counts: poisson }
            limits: { ptu: { units: 100, input_tpm: 100_000, output_ratio: 4, usd_per_month: 10 } }
            policies: { retry: {} }
            latency: { ttft_ms: 100 }
            """, "31").Spend.Designs[0].Bill.Total;

        // 100 units at $10 serve all; by the token it would be 31,000 requests at 1 + 10 + 0.5 times $0.0035, $1,248, known here to 2 %.
        Assert.Equal(1_000, bill.Mean, 25.0);
    }

    [Fact]
    public void What_a_cache_serves_is_compared_at_the_prices_of_each_class()
    {
        var result = Run(
            """
            prices: { inline: { input_usd_per_mtok: 2.5, cache_read_usd_per_mtok: 1.25, output_usd_per_mtok: 10 } }
            classes:
              common: {}
              own: { prices: { inline: { input_usd_per_mtok: 25, cache_read_usd_per_mtok: 2.5, output_usd_per_mtok: 100 } } }
            traffic: { requests_per_day: 100, counts: poisson }
            """, "31", designs: "{ base: { cache: { hit_rate: 50%, share: 70% } } }");
        var cached = Assert.Single(WhatIfOutcome.Of(result).Designs);

        // 700 tokens of 3,100 requests a class, all fresh or all served: at $2.5 and $25, or at $1.25 and $2.5 a million.
        Assert.Equal(3_100 * 700 * 27.5e-6, cached.Fresh, 9);
        Assert.Equal(3_100 * 700 * 3.75e-6, cached.Cached, 9);
    }

    [Fact]
    public void Prices_typed_for_every_class_need_none_for_the_scenario()
    {
        var result = Run(
            """
            classes:
              cheap: { prices: { inline: { input_usd_per_mtok: 2.5, output_usd_per_mtok: 10 } } }
              dear: { prices: { inline: { input_usd_per_mtok: 5, output_usd_per_mtok: 20 } } }
            traffic: { requests_per_day: 100, counts: poisson }
            """);

        Assert.Equal(3 * 3_000 * Cost, result.Spend.Designs[0].Bill.Total.Mean, 9);
    }

    [Fact]
    public void A_class_spreads_with_the_days_factor_that_it_shares()
    {
        var result = Run(
            """
            prices: { inline: { input_usd_per_mtok: 2.5, output_usd_per_mtok: 10 } }
            classes: { a: { traffic: { requests_per_day: 100 } }, b: { traffic: { requests_per_day: 50 } } }
            traffic: { counts: poisson, day_factor: { gamma: { mean: 1.5, cv: 0.8 }, shared: true } }
            """);

        // A day of Poisson counts around m F: variance m E F + m² Var F, with E F = 1.5 and Var F = 1.44.
        var a = result.Spend.Designs[0].Classes[0];
        Assert.Equal(30 * 150 * Cost, a.Mean, 9);
        Assert.Equal(30 * 150, a.MeanRequests, 9);
        Assert.Equal(Cost * Math.Sqrt(30 * (150 + (10_000 * 1.44))), a.StandardDeviation, 9);
    }

    [Fact]
    public void Counts_too_few_for_four_cumulants_are_drawn()
    {
        var bill = Run(
            """
            prices: { inline: { input_usd_per_mtok: 2.5, output_usd_per_mtok: 10 } }
            traffic: { requests_per_day: 1, counts: bursty }
            budget: { usd_per_month: 0.001 }
            """, "1").Spend.Designs[0];

        // A negative binomial of mean 1 and k = 1.5 is 0 with probability (1 + 1/1.5)^-1.5 = 0.4648,
        // at most 1 with 0.7436, 2 with 0.8831 and 3 with 0.9481.
        Assert.Equal(0, bill.Bill.Total[25].Usd);
        Assert.Equal(Cost, bill.Bill.Total[50].Usd, 9);
        Assert.Equal(3 * Cost, bill.Bill.Total[90].Usd, 9);
        Assert.Equal(0.5352, bill.Budget!.AnyMonth.Probability, 4.5 * Math.Sqrt(0.25 / Trials));
    }

    [Fact]
    public void A_budget_counts_months_that_are_cut_where_no_month_is_whole()
    {
        var bill = Run(
            """
            prices: { inline: { input_usd_per_mtok: 2.5, output_usd_per_mtok: 10 } }
            traffic: { requests_per_day: 100, counts: poisson }
            budget: { usd_per_month: 5 }
            """).Spend.Designs[0];

        // 3,000 requests at $0.0035 are $10.50, 29 standard deviations over the budget.
        Assert.Equal(1, bill.Budget!.AnyMonth.Probability, 9);
    }

    [Fact]
    public void A_monthly_line_in_dollars_is_converted_at_each_days_rate()
    {
        var bill = Run(
            """
            currency: MYR
            fx: { MYR: [{ from: 2025-01-01, per_usd: 4 }, { from: 2026-01-16, per_usd: 5 }] }
            monthly: [{ name: database, usd: 31 }]
            prices: { inline: { input_usd_per_mtok: 2.5, output_usd_per_mtok: 10 } }
            traffic: { requests_per_day: 100, counts: fixed }
            """).Spend.Designs[0].Bill.Total;

        // A dollar and 100 requests a day, 15 days at 4 and 15 at 5 ringgit.
        Assert.Equal(15 * (1 + (100 * Cost)) * (4 + 5), bill.Mean, 9);
    }

    [Fact]
    public void Days_hang_together_over_every_month_of_the_horizon()
    {
        const double phi = 0.95;
        var total = Run(
            """
            prices: { inline: { input_usd_per_mtok: 2.5, output_usd_per_mtok: 10 } }
            traffic: { requests_per_day: 1000, counts: { negative_binomial: 5, day_to_day: 0.95 } }
            """, "365").Spend.Designs[0].Bill.Total;

        // Poisson counts of variance m a day, and gamma levels of variance m²/k, of which days h apart share φ^h: Σ m + m²/k (D + 2 Σ (D - h) φ^h).
        var together = 365 + (2 * Enumerable.Range(1, 364).Sum(h => (365 - h) * Math.Pow(phi, h)));
        Assert.Equal(365 * 1000 * Cost, total.Mean, 6);
        Assert.Equal(Cost * Math.Sqrt((365 * 1000) + (1e6 / 5 * together)), total.StandardDeviation, 6);
    }

    [Fact]
    public void Work_done_once_is_converted_at_the_rate_of_its_day()
    {
        var all = Run(
            """
            currency: MYR
            fx: { MYR: [{ from: 2025-01-01, per_usd: 4 }, { from: 2026-01-16, per_usd: 5 }] }
            one_time: [{ name: early, usd: 100 }, { name: late, usd: 100, on: 2026-01-20 }, { name: local, myr: 7, on: 2026-01-20 }]
            prices: { inline: { input_usd_per_mtok: 2.5, output_usd_per_mtok: 10 } }
            traffic: { requests_per_day: 100, counts: fixed }
            """).Spend.Designs[0].WithPeople.Total;

        // 100 dollars at 4 and at 5 ringgit, 7 ringgit, and 100 requests a day, 15 days at 4 and 15 at 5.
        Assert.Equal(400 + 500 + 7 + (15 * 100 * Cost * (4 + 5)), all.Mean, 9);
    }

    [Fact]
    public void An_amount_in_another_currency_follows_its_dated_rate_in_a_run_in_dollars()
    {
        var all = Run(
            """
            fx: { MYR: [{ from: 2025-01-01, per_usd: 4 }, { from: 2026-01-16, per_usd: 5 }] }
            monthly: [{ name: hosting, myr: 31 }]
            one_time: [{ name: late, myr: 100, on: 2026-01-20 }]
            prices: { inline: { input_usd_per_mtok: 2.5, output_usd_per_mtok: 10 } }
            traffic: { requests_per_day: 100, counts: fixed }
            """).Spend.Designs[0].WithPeople.Total;

        // A ringgit a day, 15 days at a quarter and 15 at a fifth of a dollar; 100 at a fifth; 100 requests a day.
        Assert.Equal((15 * 0.25) + (15 * 0.2) + 20 + (3_000 * Cost), all.Mean, 9);
    }

    [Theory]
    [InlineData(1_000, 1e-4)]
    [InlineData(10, 1e-6)]
    [InlineData(1, 1e-6)]
    public void Lengths_that_hardly_vary_leave_a_normal_law_of_their_own_width(int perDay, double cv)
    {
        var bill = Run(
            FormattableString.Invariant(
            $$"""
            prices: { inline: { input_usd_per_mtok: 2.5, output_usd_per_mtok: 10 } }
            traffic: { requests_per_day: {{perDay}}, counts: fixed }
            """), requests: FormattableString.Invariant($"{{ input: {{ lognormal: {{ mean: 1000, cv: {cv} }} }}, output: 100 }}")).Spend.Designs[0].Bill.Total;

        // The input of a request costs $0.0025, and 30 days of fixed counts are a sum of equal laws: their skewness, 3 cv, does not show.
        var sd = 0.0025 * cv * Math.Sqrt(30 * perDay);
        Assert.Equal(30 * perDay * Cost, bill[50].Usd, 0.01 * sd);
        Assert.Equal(1.6449 * sd, bill[95].Usd - bill[50].Usd, 0.01 * sd);
        Assert.Equal(1.6449 * sd, bill[50].Usd - bill[5].Usd, 0.01 * sd);
    }

    [Fact]
    public void Days_of_half_a_request_are_rounded_by_chance()
    {
        var bill = Run(
            """
            prices: { inline: { input_usd_per_mtok: 2.5, output_usd_per_mtok: 10 } }
            traffic: { requests_per_day: 0.5, counts: fixed }
            """, "90", "{ input: { lognormal: { mean: 1000, cv: 0.1 } }, output: 100 }").Spend.Designs[0].Bill.Total;

        // 90 days of one request or none: 45 requests of variance (0.0025 × 0.1)², and 90 × 0.25 of $0.0035; all but normal.
        var sd = Math.Sqrt((45 * 0.00025 * 0.00025) + (22.5 * Cost * Cost));
        Assert.Equal(45 * Cost, bill[50].Usd, 0.05 * sd);
        Assert.Equal((45 * Cost) + (1.6449 * sd), bill[95].Usd, 0.05 * sd);
        Assert.Equal((45 * Cost) - (1.6449 * sd), bill[5].Usd, 0.05 * sd);
    }

    private static Result Run(string text, string days = "30", string requests = "{ input: 1000, output: 100 }", string designs = "{ base: {} }") => Simulation.Run(ScenarioFile.Parse(
        $"""
        start: 2026-01-01
        days: {days}
        designs: {designs}
        requests: {requests}
        simulation: {"{ trials: 16384, seed: 7 }"}
        {text}
        """));
}
