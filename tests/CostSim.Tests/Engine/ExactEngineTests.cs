using CostSim.Engine;

namespace CostSim.Tests.Engine;

public sealed class ExactEngineTests
{
    private const int Trials = 16_384;

    [Theory]
    [InlineData("a1")]
    [InlineData("a2")]
    public void Moments_give_a_month_of_many_requests_to_a_millionth(string problem)
    {
        var result = Spend.Simulate(Of(problem), Reference.Options(problem, SpendMethod.Chosen, Trials));

        Assert.StartsWith("moments", result.Method, StringComparison.Ordinal);
        Assert.All(Known(problem, result), r => Assert.InRange(r.In(result)!.Value, r.Value - Allowed(r, result), r.Value + Allowed(r, result)));

        static double Allowed(Reference r, SpendResult result) => r.Tolerance + r.Bound(result) + (1e-6 * r.Value);
    }

    [Theory]
    [InlineData("a1")]
    [InlineData("a2")]
    [InlineData("a3")]
    [InlineData("a4")]
    [InlineData("b")]
    public void A_simulation_gives_every_figure_within_the_error_of_its_trials(string problem)
    {
        var result = Spend.Simulate(Of(problem), Reference.Options(problem, SpendMethod.Simulation, Trials));

        Assert.StartsWith("simulation", result.Method, StringComparison.Ordinal);
        Assert.All(Known(problem, result), r => Assert.InRange(r.In(result)!.Value, r.Value - r.Allowed(Trials), r.Value + r.Allowed(Trials)));
    }

    [Fact]
    public void Under_one_uncertain_input_every_figure_is_within_its_own_bound()
    {
        var result = Spend.Simulate(Problems.B(), Reference.Options("b", SpendMethod.Chosen, Trials));

        Assert.All(Known("b", result), r => Assert.InRange(r.In(result)!.Value, r.Value - r.Tolerance - r.Bound(result), r.Value + r.Tolerance + r.Bound(result)));
    }

    [Fact]
    public void Under_a_hundred_uncertain_inputs_every_figure_is_within_the_pass_rule()
    {
        var result = Spend.Simulate(Problems.C(), Reference.Options("c", SpendMethod.Chosen, Trials) with { Decisions = false });

        Assert.All(Known("c", result), r => Assert.InRange(r.In(result)!.Value, r.Value - r.Allowed(Trials), r.Value + r.Allowed(Trials)));
        // The mean is the closed form, whatever the points.
        Assert.Equal(5_103_614.5447, result.Designs[0].Bill.Total.Mean, 1e-8 * 5_103_614);
    }

    [Fact]
    public void Drivers_are_the_reference_variance_shares()
    {
        var b = Spend.Simulate(Problems.B(), Reference.Options("b", SpendMethod.Chosen, Trials)).Designs[0].Drivers;
        Assert.Equal(0.982108612556, b.Single(d => d.Input == "traffic.growth_per_month").Share, 6);
        Assert.Equal(1, b.Sum(d => d.Share), 9);

        var c = Spend.Simulate(Problems.C(), Reference.Options("c", SpendMethod.Chosen, 65_536)).Designs[0].Drivers;
        Assert.Equal(0.131948945418, c.Single(d => d.Input == "traffic.growth_per_month (common)").Share, 0.003);
        Assert.Equal(0.516188990021, c.Single(d => d.Input == "traffic.adoption (common)").Share, 0.003);
        Assert.Equal(0.22487460976, c.Single(d => d.Input == "prices.change").Share, 0.003);
        Assert.Equal(0.00128324368708, c.Single(d => d.Input == "within a trial").Share, 0.0001);
        Assert.Equal(1, c.Sum(d => d.Share), 9);
    }

    private static SpendModel Of(string problem) => problem switch { "a1" => Problems.A1(), "a2" => Problems.A2(), "a3" => Problems.A3(), "a4" => Problems.A4(), _ => Problems.B() };

    private static List<Reference> Known(string problem, SpendResult result) => [.. Reference.Of(problem).Where(r => r.In(result) is not null)];
}
