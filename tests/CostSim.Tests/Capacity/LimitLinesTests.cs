using CostSim.Answers;
using CostSim.Engine;
using CostSim.Results;
using CostSim.Scenarios;

namespace CostSim.Tests.Capacity;

/// <summary>What limits do to the monthly bill.</summary>
public sealed class LimitLinesTests
{
    private static readonly string Path = System.IO.Path.Combine(Shared.Repository, "scenarios", "support-capacity");

    [Fact]
    public void What_limits_do_to_a_day_is_read_off_straight_lines_and_goes_on_as_the_last_one_does()
    {
        // Of 100 requests none is dropped, of 200 a hundred: everything beyond 100 is.
        var effects = new LimitEffects([50, 100, 200], [new LimitEffect("dropped requests", Payer.Bill, [0, 0, -100])]);

        Assert.Equal(0, Day(40));
        Assert.Equal(-50, Day(150), 9);
        Assert.Equal(-400, Day(500), 9);
        Assert.Equal(0, Day(0));

        double Day(double requests)
        {
            var sum = new double[1];
            effects.AddDay(requests, sum);
            return sum[0];
        }
    }

    [Theory]
    [InlineData(2_000)]
    [InlineData(8_000)]
    public void No_month_costs_more_than_the_most_that_a_limit_lets_through_and_none_is_negative(int requestsPerDay)
    {
        var months = Typed($"limits: {{ rpm: 1 }}\ntraffic: {{ requests_per_day: {requestsPerDay}, counts: typical }}").Spend.Designs[0].Bill.Months;

        foreach (var (month, days) in months.Zip([31, 28]))
        {
            // A minute's requests at $0.0035 each, every minute of the month, and the minute that a full bucket lets through at first.
            var most = ((days * 1_440) + 1) * 0.0035;
            Assert.All(month.Percentiles, p => Assert.InRange(p.Usd, 0.5 * most, most * 1.0001));
            Assert.InRange(month.Mean, 0.5 * most, most * 1.0001);
        }
    }

    [Fact]
    public void A_limit_a_day_is_met_by_the_day_and_not_by_its_mean()
    {
        // Poisson counts of mean 100 under a limit of 100 a day: E min(N, 100) = 100 - 100 e^-100 100^100 / 100! = 96.0139. The bucket
        // refills evenly and is full at first, so that a month of 31 days lets up to 100 more through.
        var month = Typed("limits: { rpd: 100 }\npolicies: { shed: { attempts: 1 } }\nfailures: { errors: 0% }\ntraffic: { requests_per_day: 100, counts: poisson }").Spend.Designs[0].Bill.Months[0];

        Assert.InRange(month.Mean / (31 * 0.0035), 94, 100);
        Assert.InRange(month[99].Usd / (31 * 0.0035), 94, 100.01);
    }

    [Fact]
    public void Who_gets_no_answer_has_none_reviewed()
    {
        var spend = Typed("limits: { rpm: 1 }\nreliability: { review: { share: 10%, minutes: 6, usd_per_hour: 10 } }\ntraffic: { requests_per_day: 3_000, counts: fixed }").Spend.Designs[0];

        // A tenth of the answers at six minutes of $10 an hour: $0.10 an answer, against $0.0035 for tokens.
        Assert.Equal(0.1 / 0.0035, (spend.WithPeople.Total.Mean - spend.Bill.Total.Mean) / spend.Bill.Total.Mean, 1.0);
        Assert.Equal(spend.WithPeople.Total.Mean, spend.Components.Sum(c => c.Mean), 6);
    }

    [Fact]
    public void Own_GPUs_with_a_fallback_never_make_the_bill_negative()
    {
        var spend = Typed(
            """
            limits: { gpus: { count: 1, tokens_per_second: 20, full_speed_batch: 1, usd_per_month: 100 }, rpm: 3 }
            policies: { away: { attempts: 1, fallback: { model: small, inline: { input_usd_per_mtok: 0.1, output_usd_per_mtok: 0.1 } } } }
            traffic: { requests_per_day: 5_000, counts: typical }
            """).Spend.Designs[0];

        // At least the GPU; at most it and every request at the fallback's $0.00011, and nothing is paid at the design's own prices.
        Assert.All(spend.Bill.Months[0].Percentiles, p => Assert.InRange(p.Usd, 100, 100 + (31 * 20_000 * 0.00011)));
    }

    [Fact]
    public void Own_GPUs_without_a_price_are_named_as_left_out()
    {
        var result = Typed("limits: { gpus: { count: 2, tokens_per_second: 80 } }\ntraffic: { requests_per_day: 1_000, counts: fixed }");

        Assert.Contains("own GPUs", Omissions.Of(result));
        Assert.Contains(result.Warnings, w => w.StartsWith("limits.gpus: what 2 of them cost is not stated", StringComparison.Ordinal));
        Assert.DoesNotContain("own GPUs", Omissions.Of(Typed("limits: { gpus: { count: 2, tokens_per_second: 80, usd_per_month: 0 } }\ntraffic: { requests_per_day: 1_000, counts: fixed }")));
    }

    [Fact]
    public void Limits_stand_among_the_components_and_nothing_else_moves()
    {
        var without = Run();
        var with = Run("limits={ tpm: 20_000 }", "policies={ shed: { attempts: 1 } }", "failures={ errors: 0% }", "latency={ ttft_ms: 100 }");

        var dropped = with.Designs[0].Spend.Components.Single(c => c.Component == "dropped requests" && c.Payer == Payer.Bill);
        // 500 a day of 11,950 tokens are 4,149 a minute in the mean, but not in the hours of an office: some are refused.
        Assert.InRange(-dropped.Mean / without.Designs[0].Spend.Bill.Total.Mean, 0.001, 0.9);
        Assert.Equal(without.Designs[0].Spend.Bill.Total.Mean, with.Designs[0].Spend.Bill.Total.Mean - dropped.Mean, 6);
        Assert.Contains(with.Warnings, w => w.Contains("limits leave requests without an answer", StringComparison.Ordinal));
    }

    [Fact]
    public void Units_that_serve_everything_cost_their_price_alone()
    {
        var result = Run("limits={ ptu: { units: 100, input_tpm: 100_000, output_ratio: 4, usd_per_month: 10 } }", "failures={ errors: 0% }", "latency={ ttft_ms: 100 }", "policies={ retry: {} }", "reliability={}");

        // 12 months of 100 units at $10; what remains of the tokens is the difference of sampled and exact mean lengths.
        Assert.InRange(result.Designs[0].Spend.Bill.Total.Mean, 11_800, 12_200);
    }

    [Fact]
    public void An_alternative_default_is_compared_without_the_limits_that_it_leaves_out()
    {
        // Day counts of another spread have the same mean: the alternative costs the same, however much the limits refuse.
        var result = Typed("limits: { rpm: 1 }\ntraffic: { requests_per_day: 3_000 }", decisions: true);

        var counts = Assert.Single(result.Defaults!, d => d.Path == "traffic.counts");
        Assert.All(counts.Alternatives, o => Assert.Equal(counts.P50, o.P50, counts.P50 * 0.001));
    }

    [Theory]
    [InlineData("gpus: { tokens_per_second: 80 }", "gpus")]
    [InlineData("ptu: { units: 2, input_tpm: 3_400, usd_per_month: 500 }", "ptu")]
    [InlineData("batch_completion: 2h", "batch_completion")]
    public void A_fallback_has_no_units_GPUs_or_queue_of_its_own(string limit, string key)
    {
        var refusal = Assert.Throws<CostSim.Files.InputException>(() => Typed(
            $$"""
            limits: { rpm: 1 }
            policies: { away: { fallback: { model: small, inline: { input_usd_per_mtok: 1, output_usd_per_mtok: 1 }, limits: { {{limit}} } } } }
            traffic: { requests_per_day: 100 }
            """));

        Assert.Contains($"{key}: a fallback is called at once and paid by the token", refusal.Message, StringComparison.Ordinal);
    }

    // A request of 1,000 tokens in and 100 out at $2.50 and $10 a million costs $0.0035.
    private static Result Typed(string more, bool decisions = false)
    {
        var scenario = ScenarioFile.Parse(
            $$"""
            start: 2027-01-01
            months: 2
            requests: { input: 1_000, output: 100 }
            prices: { inline: { input_usd_per_mtok: 2.5, output_usd_per_mtok: 10 } }
            designs: { base: {} }
            {{more}}
            """);
        return Simulation.Run(scenario, new SpendOptions { Trials = 512, Seed = 42, Threads = 1, CurvePoints = 0, Decisions = decisions });
    }

    private static Result Run(params string[] changes)
    {
        string[] all = changes.Length == 0 ? ["limits={ tpm: 100_000_000 }", "policies={ shed: { attempts: 1 } }", "failures={ errors: 0% }", "latency={ ttft_ms: 100 }"] : changes;
        var scenario = ScenarioFile.Load(Path, new LoadOptions { Overrides = [new Override("traffic.requests_per_day", "500"), .. all.Select(c => new Override(c[..c.IndexOf('=', StringComparison.Ordinal)], c[(c.IndexOf('=', StringComparison.Ordinal) + 1)..]))] });
        return Simulation.Run(scenario, new SpendOptions { Trials = 256, Seed = 42, Threads = 1, CurvePoints = 0 });
    }
}
