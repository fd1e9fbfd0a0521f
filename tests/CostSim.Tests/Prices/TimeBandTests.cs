using CostSim.Prices;
using CostSim.Units;

namespace CostSim.Tests.Prices;

public sealed class TimeBandTests
{
    private static bool Covers(string window, string at) => TimeWindow.Parse(window).Covers(DateTimeOffset.Parse(at, null, System.Globalization.DateTimeStyles.AssumeUniversal));

    [Theory]
    [InlineData("16:30-00:30", "2025-07-01T16:29:59Z", false)]
    [InlineData("16:30-00:30", "2025-07-01T16:30:00Z", true)]
    [InlineData("16:30-00:30", "2025-07-02T00:29:59Z", true)]
    [InlineData("16:30-00:30", "2025-07-02T00:30:00Z", false)]
    [InlineData("Mon-Fri 01:00-04:00", "2026-08-24T01:00:00Z", true)]
    [InlineData("Mon-Fri 01:00-04:00", "2026-08-23T01:00:00Z", false)]
    [InlineData("Fri 22:00-02:00", "2026-08-29T01:00:00Z", true)]
    [InlineData("Fri 22:00-02:00", "2026-08-28T01:00:00Z", false)]
    [InlineData("Sat-Sun 01:00-04:00 until 2026-08-23", "2026-08-22T02:00:00Z", true)]
    [InlineData("Sat-Sun 01:00-04:00 until 2026-08-23", "2026-08-23T02:00:00Z", false)]
    [InlineData("Sat-Mon 01:00-04:00 from 2026-08-23", "2026-08-24T02:00:00Z", true)]
    public void A_window_has_its_start_inside_and_its_end_outside(string window, string at, bool covers) => Assert.Equal(covers, Covers(window, at));

    [Theory]
    [InlineData("")]
    [InlineData("24:00-01:00")]
    [InlineData("Mon-Xxx 01:00-02:00")]
    [InlineData("01:00-02:00 until tomorrow")]
    [InlineData("01:00-02:00 since 2026-01-01")]
    [InlineData("01:00")]
    public void What_is_no_window_is_refused(string window) => Assert.Throws<RuleException>(() => TimeWindow.Parse(window));

    [Fact]
    public void The_share_of_an_hour_counts_its_minutes()
    {
        var band = new TimeBand("offpeak", [TimeWindow.Parse("16:30-00:30")], Outside: false);

        Assert.Equal([0.5, 1.0, 0.0], new[] { 16, 23, 12 }.Select(h => band.ShareOfHour(new DateOnly(2025, 7, 1), h)));
        Assert.Equal(0.5, (band with { Outside = true }).ShareOfHour(new DateOnly(2025, 7, 1), 0));
    }
}
