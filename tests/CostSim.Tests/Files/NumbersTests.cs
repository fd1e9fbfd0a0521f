using CostSim.Files;

namespace CostSim.Tests.Files;

public sealed class NumbersTests
{
    [Theory]
    [InlineData("10_000", 10_000)]
    [InlineData("4%", 0.04)]
    [InlineData("-30 %", -0.3)]
    [InlineData("1e6", 1_000_000)]
    [InlineData("010", 10)]
    public void Numbers_are_read_as_people_write_them(string text, double expected)
    {
        Assert.True(Numbers.TryDouble(text, out var value));
        Assert.Equal(expected, value, 12);
    }

    [Theory]
    [InlineData("_1")]
    [InlineData("1_")]
    [InlineData("NaN")]
    [InlineData("1,000")]
    [InlineData("")]
    public void What_is_no_number_is_refused(string text) => Assert.False(Numbers.TryDouble(text, out _));
}
