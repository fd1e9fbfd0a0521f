using CostSim.Answers;
using CostSim.Files;

namespace CostSim.Tests.Answers;

public sealed class SweepAxisTests
{
    [Theory]
    [InlineData("x=100,1_000, 10000", "100 1_000 10000")]
    [InlineData("x=1..9:4", "1 5 9")]
    [InlineData("x=1..10:4", "1 5 9")]
    [InlineData("x=0.1..0.3:0.1", "0.1 0.2 0.3")]
    [InlineData("x=1%..5%:2%", "1% 3% 5%")]
    [InlineData("x=64..1024:log5", "64 128 256 512 1024")]
    [InlineData("x=100..10000:log3", "100 1000 10000")]
    [InlineData("x=0.01..1.00:log3", "0.01 0.1 1")]
    [InlineData("x=7..8:log5", "7 8")]
    [InlineData("x=5,10..30:10", "5 10 20 30")]
    [InlineData("x=../contracts,../policies", "../contracts ../policies")]
    [InlineData("x=2026-01-01,2026-07-01", "2026-01-01 2026-07-01")]
    public void Values_are_lists_and_ranges_with_both_ends(string text, string values)
    {
        var axis = SweepAxis.Parse(text);

        Assert.Equal(values.Split(' '), Enumerable.Range(0, (int)axis.Count).Select(i => axis.At(i)));
    }

    [Fact]
    public void A_list_in_brackets_may_hold_values_with_commas()
    {
        var axis = SweepAxis.Parse("designs.rag.context=[{ kind: top-chunks, k: 5 }, whole-document, 1% to 3%]");

        Assert.Equal(["{ kind: top-chunks, k: 5 }", "whole-document", "1% to 3%"], Enumerable.Range(0, 3).Select(i => axis.At(i)));
    }

    [Theory]
    [InlineData("x", "is not PATH=VALUES")]
    [InlineData("x=", "has an empty value")]
    [InlineData("x=1,,2", "has an empty value")]
    [InlineData("x=5..1:1", "is an empty range; write the smaller end first")]
    [InlineData("x=1..5:0", "must be a number above 0")]
    [InlineData("x=1..5:log1", "2 or more")]
    [InlineData("x=0..5:log3", "does not start above 0")]
    [InlineData("x=1..many:2", "which is not a number")]
    [InlineData("x=1_000,1000", "gives the value 1000 twice")]
    [InlineData("x=5%,0.05", "gives the value 0.05 twice")]
    [InlineData("x={ kind: whole", "without its partner")]
    [InlineData("x..y=1", "is not a path")]
    public void What_cannot_be_read_says_how_to_write_it(string text, string rule) =>
        Assert.Contains(rule, Assert.Throws<InputException>(() => SweepAxis.Parse(text)).Errors[0].ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_range_of_a_billion_values_takes_no_memory()
    {
        var axis = SweepAxis.Parse("x=1..1_000_000_000:1");

        Assert.Equal(1_000_000_000, axis.Count);
        Assert.Equal("777000001", axis.At(777_000_000));
    }
}
