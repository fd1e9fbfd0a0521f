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
        // Pairs: 2 of 8 and 6 of 8. Of 40 columns the labels take 16 and the shares 10; a third of the other 14 is 4 and five eighths.
        var lines = TextChart.Bars(histogram, Unit.Money(), lines: 2, width: 40);
        Assert.Equal(2, lines.Count);
        Assert.Equal("    $0 to $2,000  ████▋ 25 %", lines[0]);
        Assert.Equal("$2,000 to $4,000  ██████████████ 75 %", lines[1]);
        Assert.All(lines, line => Assert.InRange(DisplayWidth.Of(line), 0, 40));
        Assert.Empty(TextChart.Bars(new Histogram([0, 1], [0]), Unit.Money()));
    }

    [Fact]
    public void Bins_of_unequal_width_become_equal_and_keep_their_shares()
    {
        // 4 values from 0 to 4 and 4 from 4 to 6: halves of [0, 6] hold 3 and 1 + 4.
        var even = new Histogram([0, 4, 6], [4, 4]).Even(2, byRatio: false);
        Assert.Equal([0, 3, 6], even.Edges);
        Assert.Equal([3, 5], even.Counts);
        // By ratio from 1 to 16: halves end at 4, and a quarter of the 12 from 1 to 13 lies below it.
        var ratio = new Histogram([1, 13, 16], [12, 4]).Even(2, byRatio: true);
        Assert.Equal(4, ratio.Edges[1], 12);
        Assert.Equal(3, ratio.Counts[0], 12);
        Assert.Equal(13, ratio.Counts[1], 12);
    }

    [Fact]
    public void A_long_tail_is_cut_where_199_of_200_lie_and_its_share_is_kept()
    {
        var histogram = new Histogram([0, 1, 2, 1000], [500, 496, 4]).Even(4, byRatio: false);
        Assert.Equal(2, histogram.Edges[^1]);
        Assert.Equal(0.004, histogram.ShareBeyond, 12);
    }
}
