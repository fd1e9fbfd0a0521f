using CostSim.Prompts;
using CostSim.Units;

namespace CostSim.Tests.Prompts;

public sealed class PrefixCacheTests
{
    private static readonly PrefixCache Hour = new(new HashSet<PromptPart> { PromptPart.System }, TimeSpan.FromHours(1), true, 1_024.Tokens);

    private static Arrivals Flat(double size = double.PositiveInfinity, Sessions? sessions = null) => new([.. Enumerable.Repeat(1.0, 24)], size, sessions ?? Sessions.None);

    [Fact]
    public void A_thin_stream_hits_as_a_Poisson_process_does() =>
        // 960 a day, 5 % of them: 2 an hour, 1 - e^-2.
        Assert.Equal(0.864665, Hour.HitRate(960, 0.05, Flat()), 6);

    [Fact]
    public void A_day_rate_that_is_gamma_mixed_hits_by_its_request_weighted_law() =>
        // 1 - (1 + 2/5)^-6 = 1 - 1/7.529536.
        Assert.Equal(0.867190, Hour.HitRate(960, 0.05, Flat(size: 5)), 6);

    [Fact]
    public void A_stream_that_is_not_thinned_keeps_its_bursts() =>
        // Regularised lower incomplete gamma at shape 1/1.44 and 2/1.44, by its series.
        Assert.Equal(0.849859, Hour.HitRate(48, 1, Flat()), 6);

    [Fact]
    public void Thinning_takes_the_bursts_out()
    {
        // METHODS section 5: 0.40 where gaps of CV 1.2 would read 0.46, at 0.51 arrivals in a time to live.
        Assert.Equal(0.40, Hour.HitRate(0.51 * 24 / 0.05, 0.05, Flat()), 2);
        Assert.Equal(0.47, Hour.HitRate(0.51 * 24, 1, Flat()), 2);
    }

    [Fact]
    public void A_later_request_of_a_session_hits_where_its_own_gap_is_shorter_or_another_session_was_there()
    {
        // Gaps of 2 minutes in the mean, exponential: 1 - e^-30 of them are within the hour. A session keeps its document for
        // 1 h + 2 x 2 min = 1.0667 h; sessions come at 2/3 an hour: e^-0.711111 = 0.491098 of the time no other one is there.
        var sessions = new Sessions(3, new GapLaw(TimeSpan.FromMinutes(2)));

        Assert.Equal(1 - (0.491098 / 3), Hour.HitRate(960, 0.05, Flat(sessions: sessions)), 6);
    }

    [Fact]
    public void Half_an_hour_of_mean_gap_hits_as_often_as_the_exponential_law_says()
    {
        // Two of three requests follow another: 1 - e^-2 = 0.864665 of the gaps are shorter than the hour. Kept: 1 h + 2 x 0.5 h x 0.864665
        // = 1.864665 h at 2/3 sessions an hour: nobody else with e^-1.243110 = 0.288485. 1 - 0.288485 (1 - 2/3 x 0.864665) = 0.877810.
        var sessions = new Sessions(3, new GapLaw(TimeSpan.FromMinutes(30)));

        Assert.Equal(0.877810, Hour.HitRate(960, 0.05, Flat(sessions: sessions)), 6);
    }

    [Fact]
    public void A_mean_gap_just_below_and_just_above_the_time_to_live_hit_alike()
    {
        var five = Hour with { TimeToLive = TimeSpan.FromMinutes(5) };
        double Rate(double seconds) => five.HitRate(2_000, 0.05, Flat(sessions: new Sessions(3, new GapLaw(TimeSpan.FromSeconds(seconds)))));

        Assert.InRange(Rate(299) - Rate(301), 0, 0.002);
    }

    [Fact]
    public void Gaps_that_never_vary_do_have_an_edge_at_the_time_to_live()
    {
        var sessions = new Sessions(3, new GapLaw(TimeSpan.FromHours(2), 0));

        // Each request keeps the document for its hour, as if it came alone.
        Assert.Equal(Hour.HitRate(960, 0.05, Flat()), Hour.HitRate(960, 0.05, Flat(sessions: sessions)), 12);
    }

    [Fact]
    public void Hits_are_weighed_by_the_requests_of_each_hour()
    {
        // Two hours of 12 times the mean, the rest empty: 24 an hour at 48 a day, 5 %: 1.2 in a time to live, 1 - e^-1.2.
        var hours = Enumerable.Range(0, 24).Select(h => h < 2 ? 12.0 : 0).ToList();

        Assert.Equal(0.698806, Hour.HitRate(48, 0.05, new Arrivals(hours, double.PositiveInfinity, Sessions.None)), 6);
    }

    [Fact]
    public void Nothing_hits_where_nothing_is_asked() =>
        Assert.Equal(0, Hour.HitRate(0, 1, Flat()));

    [Fact]
    public void An_entry_that_no_hit_refreshes_is_written_once_and_read_until_its_end()
    {
        // 2 an hour for an hour: 2 / (1 + 2).
        Assert.Equal(2.0 / 3, (Hour with { Refreshes = false }).HitRate(960, 0.05, Flat()), 12);
    }

    [Theory]
    [InlineData(1_023, 0)]
    [InlineData(1_024, 1_024)]
    [InlineData(1_300, 1_280)]
    public void Cached_tokens_come_in_whole_steps_from_the_minimum_on(int leading, int cached) =>
        Assert.Equal(cached, (Hour with { Step = 128.Tokens }).Cached(leading.Tokens).Value);
}
