using CostSim.Capacity;
using CostSim.Engine;
using CostSim.Results;
using CostSim.Scenarios;

namespace CostSim.Tests.Capacity;

/// <summary>What limits do to the monthly bill.</summary>
public sealed class LimitLinesTests
{
    private static readonly string Path = System.IO.Path.Combine(Shared.Repository, "scenarios", "support-capacity");

    [Fact]
    public void A_consequence_is_read_off_straight_lines_and_stays_flat_beyond_them()
    {
        var consequence = new Consequence("timeouts", [0, 2], [0.1, 0.3]);

        // e^1 requests lie in the middle of the logs: 0.2 each.
        Assert.Equal(Math.E * 0.2, consequence.OfDay(Math.E), 12);
        Assert.Equal(0.5 * 0.1, consequence.OfDay(0.5), 12);
        Assert.Equal(100 * 0.3, consequence.OfDay(100), 12);
        Assert.Equal(0, consequence.OfDay(0));
    }

    [Fact]
    public void Limits_stand_among_the_components_and_nothing_else_moves()
    {
        var without = Run();
        var with = Run("limits={ tpm: 20_000 }", "policies={ shed: { attempts: 1 } }", "failures={ errors: 0% }", "latency={ ttft_ms: 100 }");

        var dropped = with.Designs[0].Spend.Components.Single(c => c.Component == "dropped requests");
        // 500 a day of 11,950 tokens are 4,149 a minute in the mean, but not in the hours of an office: some are refused.
        Assert.InRange(-dropped.Mean / without.Designs[0].Spend.Bill.Total.Mean, 0.001, 0.9);
        Assert.Equal(without.Designs[0].Spend.Bill.Total.Mean, with.Designs[0].Spend.Bill.Total.Mean - dropped.Mean, 6);
    }

    [Fact]
    public void Units_that_serve_everything_cost_their_price_alone()
    {
        var result = Run("limits={ ptu: { units: 100, input_tpm: 100_000, output_ratio: 4, usd_per_month: 10 } }", "failures={ errors: 0% }", "latency={ ttft_ms: 100 }", "policies={ retry: {} }", "reliability={}");

        // 12 months of 100 units at $10; what remains of the tokens is the difference of sampled and exact mean lengths.
        Assert.InRange(result.Designs[0].Spend.Bill.Total.Mean, 11_800, 12_200);
    }

    private static Result Run(params string[] changes)
    {
        string[] all = changes.Length == 0 ? ["limits={ tpm: 100_000_000 }", "policies={ shed: { attempts: 1 } }", "failures={ errors: 0% }", "latency={ ttft_ms: 100 }"] : changes;
        var scenario = ScenarioFile.Load(Path, new LoadOptions { Overrides = [new Override("traffic.requests_per_day", "500"), .. all.Select(c => new Override(c[..c.IndexOf('=', StringComparison.Ordinal)], c[(c.IndexOf('=', StringComparison.Ordinal) + 1)..]))] });
        return Simulation.Run(scenario, new SpendOptions { Trials = 256, Seed = 42, Threads = 1, CurvePoints = 0 });
    }
}
