using CostSim.Engine;
using CostSim.Randomness;
using CostSim.Scenarios;

namespace CostSim.Tests.Simulated;

/// <summary>Scenarios at the edges of the methods, with values by arithmetic or by a simulation written from the definitions.</summary>
public sealed class EngineCasesTests
{
    private static readonly string Folder = Path.Combine(Shared.Repository, "tests", "CostSim.Tests", "Cases", "engine");

    // P(no request) = 0.9^28 but for the Poisson chance of none on a busy day: 5.2 %.
    [Fact]
    public void A_percentile_inside_an_atom_is_the_atom()
    {
        var bill = Run("g1", exceed: [0]).Designs[0].Bill.Total;

        Assert.Equal(0, bill[5].Usd);
        Assert.Equal(1 - Math.Pow(0.9, 28), bill.Exceedances[0].Probability, 0.007);
    }

    // 40,000 trials of a simulation of requests one by one: 37 %.
    [Fact]
    public void Heavy_tails_are_simulated()
    {
        var spend = Run("hv2", budget: 55);

        Assert.StartsWith("simulation", spend.Method, StringComparison.Ordinal);
        Assert.Equal(0.37, spend.Designs[0].Budget!.AnyMonth.Probability, 0.02);
    }

    // 700 a month over the difference of $0.014 and $0.0032 a request, whatever the level turns out to be.
    [Fact]
    public void A_break_even_is_a_volume()
    {
        var spend = Run("be");
        var (even, perDay) = (spend.Pairs[0].BreakEven, spend.Designs[0].MeanRequests / spend.Calendar.Days);

        Assert.All(new[] { even.P5, even.P50, even.P95 }, f => Assert.Equal(700 * 12 / 365.0 / (0.014 - 0.0032), f * perDay, 0.01));
    }

    // Each hour's requests at that hour's price, added up by hand over 28 days.
    [Fact]
    public void Prices_by_the_hour_meet_the_traffic_of_their_hour() => Assert.Equal(181.06, Run("f2").Designs[0].Bill.Total.Mean, 0.005);

    [Theory]
    [InlineData("-20% to 30%")]
    [InlineData("-10% to 40%")]
    [InlineData("20% to 80%")]
    public void A_wide_growth_has_an_answer(string growth) => Holds("growth", ("traffic.growth_per_month", growth));

    [Fact]
    public void A_growth_that_may_end_all_traffic_is_refused_in_words() =>
        Assert.Contains("100 %", Assert.Throws<CostSim.Files.InputException>(() => Run("growth", sets: [("traffic.growth_per_month", "-50% to 50%")])).Errors[0].Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("traffic.requests_per_day", "2")]
    [InlineData("traffic.requests_per_day", "0.3")]
    [InlineData("traffic.zero_days", "0.8")]
    [InlineData("traffic.requests_per_day", "0.03")]
    public void A_pilot_of_a_few_requests_has_an_answer(string path, string value) => Holds("fl", (path, value));

    [Theory]
    [InlineData("traffic.requests_per_day", "20")]
    [InlineData("traffic.requests_per_day", "{ gamma: { mean: 500, cv: 2 } }")]
    [InlineData("traffic.requests_per_day", "10_000_000")]
    [InlineData("traffic.adoption", "{ beta: { a: 0.3, b: 2 } }")]
    [InlineData("requests.input", "{ mean: 5_000, cv: 10 }")]
    [InlineData("months", "60")]
    [InlineData("days", "1")]
    [InlineData("start", "2027-03-17")]
    [InlineData("reliability.retries", "0%")]
    [InlineData("reliability.retries", "100%")]
    public void Any_size_of_pilot_has_an_answer(string path, string value) => Holds("oom", (path, value));

    [Theory]
    [InlineData("at12")]
    [InlineData("at40")]
    public void Many_attempts_have_the_mean_of_their_number(string name)
    {
        var attempts = name == "at12" ? 0.541663 + (0.041667 * 77) : 0.5125 + (0.0125 * 819);
        var bill = Run(name).Designs[0];

        Assert.Equal(0.03 * attempts * bill.MeanRequests, bill.Bill.Total.Mean, 1e-6 * bill.Bill.Total.Mean);
        Assert.True(bill.Bill.Total.StandardDeviation > 0);
    }

    // Strongly linked days, k = 1 and 0.9 from day to day, against days played one by one.
    [Fact]
    public void Strongly_linked_days_are_those_of_the_process()
    {
        var (result, figures) = Comparison.Of(
            new PlainScenario
            {
                Start = new DateOnly(2027, 1, 1),
                Days = 90,
                Level = PlainLaw.Constant(2_000),
                Size = 1,
                DayToDay = 0.9,
                Input = new PlainLength(PlainLaw.Constant(4_000), 0),
                Output = new PlainLength(PlainLaw.Constant(400), 0),
                Designs = [new PlainDesign(2.5, 10, 0)],
                Budget = 1_000,
            },
            3,
            8_000);

        Assert.StartsWith("simulation", result.Method, StringComparison.Ordinal);
        Assert.All(figures, f => Assert.True(Math.Abs(f.Z) < 4.5, $"{f.What}: {f.Tool}, plain {f.Plain}, z {f.Z}"));
    }

    // The month of the default: 31 days of k = 5 and 0.4. A gamma of the same variance and skewness, which a sum of levels nearly is.
    [Fact]
    public void Linked_days_have_the_skewness_of_their_process()
    {
        var days = Enumerable.Repeat(1.0, 31).ToArray();
        var exact = LevelMoments.Ratios(days, 5, 0.4);
        var (random, sums) = (new PlainRandom(11), new double[200_000]);
        for (var i = 0; i < sums.Length; i++)
        {
            var level = 0.0;
            for (var d = 0; d < 31; d++)
            {
                var (a, b) = (random.Gamma(2), random.Gamma(3));
                level = d == 0 ? random.Gamma(5) / 5 : (level * a / (a + b)) + (random.Gamma(3) / 5);
                sums[i] += level;
            }
        }

        var mean = sums.Average();
        var (k2, k3) = (sums.Average(x => (x - mean) * (x - mean)), sums.Average(x => Math.Pow(x - mean, 3)));
        Assert.Equal(k2, exact.R11 * 31 / 5, 0.02 * k2);
        Assert.Equal(k3, exact.R111 * 31 * 2 / 25, 0.08 * k3);
    }

    [Theory]
    [InlineData(0.3, 40)]
    [InlineData(0.02, 40)]
    [InlineData(0.4, 100_000)]
    [InlineData(0.001, 20_000)]
    public void Binomial_counts_have_their_mean_and_variance(double probability, double tries)
    {
        var stream = new RandomStreams(3).For(1, 1);
        var drawn = Enumerable.Range(0, 40_000).Select(_ => stream.Binomial(tries, probability)).ToArray();
        var (mean, variance) = (tries * probability, tries * probability * (1 - probability));

        Assert.Equal(mean, drawn.Average(), 4.5 * Math.Sqrt(variance / drawn.Length));
        Assert.Equal(variance, drawn.Average(x => (x - mean) * (x - mean)), 0.035 * variance);
        Assert.All(drawn, x => Assert.True(x >= 0 && x <= tries && x == Math.Floor(x)));
    }

    private static void Holds(string name, params (string Path, string Value)[] sets)
    {
        var spend = Run(name, sets: sets);

        Assert.Equal([], ResultInvariants.Broken(spend));
        Assert.True(spend.Designs[0].Bill.Total[99].Usd > spend.Designs[0].Bill.Total[5].Usd);
    }

    private static SpendResult Run(string name, double? budget = null, double[]? exceed = null, params (string Path, string Value)[] sets)
    {
        var options = new LoadOptions { Overrides = [.. sets.Select(s => new Override(s.Path, s.Value))] };
        var scenario = ScenarioFile.Load(Path.Combine(Folder, $"{name}.yaml"), options);
        return Simulation.Run(scenario, new SpendOptions { Seed = 42, Trials = 10_000, Threads = 2, BudgetUsdPerMonth = budget, ExceedUsd = exceed ?? [] }).Spend;
    }
}
