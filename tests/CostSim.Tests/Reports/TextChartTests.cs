using CostSim.Reports;

namespace CostSim.Tests.Reports;

public sealed class TextChartTests
{
    [Fact]
    public void A_sparkline_is_as_high_as_its_largest_value()
    {
        // Eighths of the largest: 0, 1/8, 1/2 and 1 are steps 1, 2, 5 and 8.
        Assert.Equal("▁▂▅█", TextChart.Sparkline([0, 100, 400, 800]));
        Assert.Equal("▁▁", TextChart.Sparkline([0, 0]));
        Assert.Equal("", TextChart.Sparkline([]));
    }

    [Fact]
    public void Bars_join_ranges_and_say_their_shares()
    {
        var histogram = new Histogram([0, 1000, 2000, 3000, 4000], [1, 1, 5, 1]);
        // Pairs: 2 of 8 and 6 of 8; the longer bar takes all the room, the other a third of it.
        var lines = TextChart.Bars(histogram, Unit.Money(), lines: 2, width: 40);
        Assert.Equal(2, lines.Count);
        Assert.StartsWith("     $0 to $2,000  █████", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(" 25 %", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(" 75 %", lines[1], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.InRange(DisplayWidth.Of(line), 0, 40));
        Assert.Empty(TextChart.Bars(new Histogram([0, 1], [0]), Unit.Money()));
    }
}
