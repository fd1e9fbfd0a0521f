using CostSim.Answers;

namespace CostSim.Tests.Answers;

public sealed class SweepEffectsTests
{
    private static SweptFigures Point(string[] values, double p50) => new("d", new SweepRecord(0, "p", values), p50, p50, null, null, null, true);

    [Fact]
    public void Shares_of_values_that_multiply_are_those_of_their_logarithms()
    {
        // Bills 1, 10, 100, 1,000: in powers of ten 0, 1, 2, 3. The mean is 1.5 and the squares add up to 5; x moves by 2 (4 x 1 = 4 of them), y by 1 (4 x 0.25 = 1).
        var effects = SweepEffect.Of(["x", "y"], [Point(["1", "a"], 1), Point(["1", "b"], 10), Point(["2", "a"], 100), Point(["2", "b"], 1_000)]);

        Assert.Equal([("x", 0.8), ("y", 0.2)], effects.Select(e => (e.Path, Math.Round(e.Share, 12))));
        Assert.Equal([5.5, 550], effects[0].Levels.Select(l => l.Mean));
    }

    [Fact]
    public void Numbers_are_levels_in_their_order_and_many_of_them_are_put_together()
    {
        var effects = SweepEffect.Of(["x"], [.. Enumerable.Range(1, 100).Reverse().Select(i => Point([$"{i}"], i))]);

        Assert.Equal(8, effects[0].Levels.Count);
        Assert.Equal("1 to 13", effects[0].Levels[0].Value);
        Assert.Equal(7, effects[0].Levels[0].Mean);
    }
}
