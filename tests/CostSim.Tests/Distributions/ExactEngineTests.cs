using CostSim.Distributions;

namespace CostSim.Tests.Distributions;

public sealed class ExactEngineTests
{
    [Theory]
    [InlineData("a1")]
    [InlineData("a2")]
    [InlineData("a3")]
    [InlineData("a4")]
    [InlineData("b")]
    [InlineData("c")]
    public void Conditional_laws_reproduce_the_reference(string problem)
    {
        var model = problem switch { "a1" => Problems.A1(), "a2" => Problems.A2(), "a3" => Problems.A3(), "a4" => Problems.A4(), "b" => Problems.B(), _ => Problems.C() };
        var clock = System.Diagnostics.Stopwatch.StartNew();

        var result = Spend.Simulate(model, Reference.Options(problem, SpendEngine.Exact, 16_384));

        var lines = new List<string> { $"{problem} {clock.ElapsedMilliseconds} ms {result.OuterLaw}" };
        foreach (var r in Reference.Of(problem).Where(r => r.In(result) is not null))
            lines.Add($"{r.Problem} {r.Quantity} {r.In(result):G9} {r.Value:G9} rel {(r.In(result)!.Value - r.Value) / Math.Max(1e-9, r.Value):E2} se {(r.In(result)!.Value - r.Value) / Math.Max(1e-9, r.Allowed(16384) / 4.5):F2}");
        File.WriteAllLines($"/tmp/exact-{problem}.txt", lines);
        Assert.All(Reference.Of(problem).Where(r => r.In(result) is not null), r =>
            Assert.InRange(r.In(result)!.Value, r.Value - r.Allowed(16_384), r.Value + r.Allowed(16_384)));
    }
}
