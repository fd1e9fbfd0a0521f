using CostSim.Engine;
using CostSim.Randomness;
using CostSim.Scenarios;

namespace CostSim.Tests.Engine;

/// <summary>The 95 % intervals between scrambles, and the rule that doubles trials until they are narrow.</summary>
public sealed class IntervalTests
{
    [Fact]
    public void Intervals_hold_the_true_percentile_in_95_of_100_seeds()
    {
        // 2^17 points of a seed that is not used again: their error is a fifth of that of 2^12 points or less.
        var truth = Spend.Simulate(ThreeInputs(), Options(999_983, 1 << 17)).Designs[0].Bill.Total;
        var results = Enumerable.Range(1, 200).AsParallel().Select(seed => Spend.Simulate(ThreeInputs(), Options((ulong)seed, 4_096)).Designs[0].Bill.Total).ToList();
        foreach (var percent in new[] { 5.0, 50, 90, 95 })
        {
            var held = results.Count(r => r[percent].Interval.Low <= truth[percent].Usd && truth[percent].Usd <= r[percent].Interval.High);
            // Of 200 intervals 190 hold on average; binomial standard deviation 3.1, three of them below.
            Assert.True(held >= 180, $"P{percent}: {held} of 200");
        }
    }

    [Fact]
    public void Trials_double_until_the_percentiles_are_as_narrow_as_asked()
    {
        var once = Spend.Simulate(ThreeInputs(), Options(3, 4_096));
        var asked = 0.5 * Widest(once);
        var narrow = Spend.Simulate(ThreeInputs(), Options(3, 4_096) with { Until = asked });

        Assert.True(narrow.Trials > once.Trials, "more trials were drawn");
        Assert.Equal(0, narrow.Trials % once.Trials);
        Assert.InRange(Widest(narrow), 0, asked);
    }

    [Fact]
    public async Task A_run_until_half_a_percent_says_how_many_trials_that_took()
    {
        using var scenario = new SmallScenario();
        var answer = await scenario.Run("--until", "0.5%", "--format", "json");

        Assert.Equal(0, answer.Exit);
        using var json = System.Text.Json.JsonDocument.Parse(answer.Output);
        var bill = json.RootElement.GetProperty("designs")[0];
        Assert.True(bill.GetRawText().Length > 100);
        Assert.True(json.RootElement.GetProperty("trials").GetInt32() > 256, "256 trials do not know a P90 to half a percent");
    }

    private static double Widest(SpendResult result) =>
        new[] { result.Designs[0].Bill.Total[50], result.Designs[0].Bill.Total[90] }.Max(p => p.Interval.HalfWidth / p.Usd);

    private static SpendOptions Options(ulong seed, int trials) => new() { Seed = seed, Trials = trials, CurvePoints = 0, Decisions = false, Components = false };

    private static SpendModel ThreeInputs()
    {
        var inputs = new UncertainInputs();
        var model = Problems.Single(60, inputs.Add("", "traffic.requests_per_day", Problems.Ln(1_000, 0.3)), CountLaw.NegativeBinomial(5), Problems.Typed(
            Problems.Ln(5_000, 0.8), Problems.Ln(400, 1), 0, 2.5, 10, inputs.Add("", "prices.change", new NormalQuantity(1, 0.1))));
        var growing = model.Classes[0].Traffic with { Growth = new Growth(inputs.Add("", "traffic.growth_per_month", new NormalQuantity(0.03, 0.02)), null) };
        return model with { Inputs = inputs, Classes = [model.Classes[0] with { Traffic = growing }] };
    }
}
