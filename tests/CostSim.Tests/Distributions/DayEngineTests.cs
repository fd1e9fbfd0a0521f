using CostSim.Distributions;

namespace CostSim.Tests.Distributions;

public sealed class DayEngineTests
{
    [Theory]
    [InlineData("a1", 4_000)]
    [InlineData("a2", 4_000)]
    [InlineData("a3", 4_000)]
    [InlineData("a4", 2_000)]
    [InlineData("b", 4_000)]
    public void Days_drawn_one_by_one_reproduce_the_reference(string problem, int trials)
    {
        var model = problem switch { "a1" => Problems.A1(), "a2" => Problems.A2(), "a3" => Problems.A3(), "a4" => Problems.A4(), _ => Problems.B() };

        var result = Spend.Simulate(model, Reference.Options(problem, SpendEngine.Days, trials));

        Assert.All(Reference.Of(problem).Where(r => r.In(result) is not null), r =>
            Assert.InRange(r.In(result)!.Value, r.Value - r.Allowed(result.Trials), r.Value + r.Allowed(result.Trials)));
    }
}
