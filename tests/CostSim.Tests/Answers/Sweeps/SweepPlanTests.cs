using System.Globalization;
using CostSim.Answers;
using CostSim.Files;

namespace CostSim.Tests.Answers;

public sealed class SweepPlanTests
{
    private static IReadOnlyList<SweepAxis> Axes(params string[] texts) => [.. texts.Select(SweepAxis.Parse)];

    private static IEnumerable<string> Points(SweepPlan plan) => Enumerable.Range(0, (int)plan.Count).Select(i => string.Join(' ', plan.At(i).Values));

    [Fact]
    public void Every_combination_is_a_point_and_the_last_path_changes_fastest() =>
        Assert.Equal(["1 a", "1 b", "2 a", "2 b", "3 a", "3 b"], Points(SweepPlan.Of(Axes("x=1,2,3", "y=a,b"))));

    [Fact]
    public void Listed_points_are_combined_with_the_axes() =>
        Assert.Equal(["p q 1", "p q 2", "r s 1", "r s 2"], Points(SweepPlan.Of(Axes("x=1,2"), new ListedPoints(["a", "b"], [["p", "q"], ["r", "s"]]))));

    [Fact]
    public void A_point_has_the_same_id_whatever_the_order_of_paths_and_the_way_of_writing()
    {
        var first = SweepPlan.Of(Axes("x=1_000,2", "y=5%,b")).At(0);
        var second = SweepPlan.Of(Axes("y=c,0.05", "x=9,1000")).At(3);

        Assert.Equal(first.Id, second.Id);
        // The first 12 digits of: printf 'x=1000\ny=0.05' | sha256sum
        Assert.Equal("8447b7d8e669", first.Id);
    }

    [Fact]
    public void Different_points_have_different_ids()
    {
        var plan = SweepPlan.Of(Axes("x=1..100:1", "y=1..100:1"));

        Assert.Equal(10_000, Enumerable.Range(0, 10_000).Select(i => plan.At(i).Id).Distinct().Count());
    }

    [Fact]
    public void The_size_of_an_impossible_sweep_is_known_exactly() =>
        Assert.Equal(1e15m, SweepPlan.Of(Axes("x=1..1000000:1", "y=1..1000:1", "z=1..1000000:1")).Count);

    [Fact]
    public void A_path_that_is_varied_twice_is_refused() =>
        Assert.Contains("is varied twice", Assert.Throws<InputException>(() => SweepPlan.Of(Axes("x=1", "x=2"))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("a.k=1,2", "a=x,y", "a.k: error: is replaced by a, which")]
    [InlineData("d.rag.model=m,n", "d.*.model=o,p", "d.rag.model: error: is replaced by d.*.model, which")]
    [InlineData("a[0].k=1,2", "a.*=x,y", "a[0].k: error: is replaced by a.*, which")]
    public void A_path_that_a_later_one_replaces_is_refused(string first, string second, string rule)
    {
        Assert.Contains(rule, Assert.Throws<InputException>(() => SweepPlan.Of(Axes(first, second))).Message, StringComparison.Ordinal);
        Assert.Contains(rule, Assert.Throws<InputException>(() => SweepPlan.Sample(Axes(first, second), 4)).Message, StringComparison.Ordinal);
        Assert.Equal(4m, SweepPlan.Of(Axes(second, first)).Count); // the other way round each has a say
    }

    [Fact]
    public void Paths_that_only_begin_alike_are_no_contradiction() => Assert.Equal(4m, SweepPlan.Of(Axes("a.kind=x,y", "a.k=1,2")).Count);

    [Fact]
    public void A_range_without_a_step_asks_for_a_step_or_a_sample() =>
        Assert.Contains("--sample N", Assert.Throws<InputException>(() => SweepPlan.Of(Axes("x=1..5"))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_sample_fills_each_range_evenly()
    {
        var plan = SweepPlan.Sample(Axes("x=0.0..1.0", "y=1..1000:log", "z=a,b,c,d"), 256);
        var rows = Enumerable.Range(0, (int)plan.Count).Select(i => plan.At(i).Values).ToList();

        Assert.Equal(256, rows.Count);
        // Of 256 points of a scrambled (0, m, s)-net 16 lie in each sixteenth of every dimension, and 64 in each quarter.
        Assert.All(rows.GroupBy(r => (int)(double.Parse(r[0], CultureInfo.InvariantCulture) * 16)), g => Assert.InRange(g.Count(), 15, 17));
        Assert.All(rows.GroupBy(r => r[2]), g => Assert.Equal(64, g.Count()));
        // Half of the values of a logarithmic range lie below its geometric mean, 31.6.
        Assert.InRange(rows.Count(r => double.Parse(r[1], CultureInfo.InvariantCulture) < 31.6), 122, 134);
    }

    [Fact]
    public void A_smaller_sample_is_the_beginning_of_a_larger_one()
    {
        var axes = Axes("x=0.0..1.0", "y=1..1000:log");

        Assert.Equal(Points(SweepPlan.Sample(axes, 100)), Points(SweepPlan.Sample(axes, 300)).Take(100));
    }

    [Fact]
    public void A_combination_that_is_sampled_twice_is_one_point() =>
        Assert.Equal(["1", "2"], Points(SweepPlan.Sample(Axes("x=1,2"), 64)).Order());
}
