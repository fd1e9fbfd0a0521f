using CostSim.Prices;

namespace CostSim.Tests.Prices;

public sealed class PriceScheduleTests
{
    private static readonly PriceBook Book = PriceBooks.Shipped;

    [Fact]
    public void A_pinned_price_is_one_segment_and_a_known_change_is_a_warning()
    {
        var schedule = PriceSchedule.Pinned(Book, new PriceQuestion("google/gemini-3.6-flash"), new DateOnly(2026, 11, 1), new DateOnly(2026, 12, 1), 365);

        Assert.Equal(["google:gemini-3.6-flash:2026-08-13:standard"], schedule.RecordIds);
        Assert.Equal(new DateOnly(2026, 12, 1), schedule.Segments[0].From);
        Assert.Contains(schedule.Warnings, w => w.Concern is PriceConcern.Changes && w.Text.Contains("2027-01-01", StringComparison.Ordinal));
    }

    [Fact]
    public void A_followed_price_has_a_segment_for_each_change()
    {
        // o3 went from $10 to $2 on 2025-06-10.
        var schedule = PriceSchedule.Following(Book, new PriceQuestion("openai/o3"), new DateOnly(2025, 6, 1), 30, new DateOnly(2025, 6, 1));

        Assert.Equal([new DateOnly(2025, 6, 1), new DateOnly(2025, 6, 10)], schedule.Segments.Select(s => s.From));
        Assert.Equal("openai:o3:2025-04-16:standard", schedule.At(new DateOnly(2025, 6, 9)).RecordIds[0]);
        Assert.Equal("openai:o3:2025-06-10:standard", schedule.At(new DateOnly(2025, 6, 10)).RecordIds[0]);
    }

    [Fact]
    public void A_change_during_a_day_counts_from_the_next_day_on()
    {
        // DeepSeek's second price starts on 2025-02-08 at 16:00 UTC.
        var schedule = PriceSchedule.Following(Book, new PriceQuestion("deepseek/deepseek-chat"), new DateOnly(2025, 2, 1), 20, new DateOnly(2025, 2, 1));

        Assert.Equal(new DateOnly(2025, 2, 9), schedule.Segments[1].From);
    }

    [Fact]
    public void A_model_that_ends_inside_the_horizon_keeps_its_last_price_with_a_warning()
    {
        // claude-3-7-sonnet was retired on 2026-02-19.
        var question = new PriceQuestion("anthropic/claude-3-7-sonnet-20250219");
        var start = new DateOnly(2026, 1, 1);

        foreach (var schedule in new[] { PriceSchedule.Following(Book, question, start, 90, start), PriceSchedule.Pinned(Book, question, start, start, 90) })
        {
            Assert.Single(schedule.Segments);
            Assert.Contains(schedule.Warnings, w => w.Concern is PriceConcern.Ends && w.Text.Contains("2026-02-19", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_record_not_checked_for_90_days_is_a_warning()
    {
        var question = new PriceQuestion("openai/gpt-4o");

        // Last checked on 2026-09-23: 90 days later is 2026-12-22.
        Assert.DoesNotContain(Pinned(new DateOnly(2026, 12, 22)).Warnings, w => w.Concern is PriceConcern.NotChecked);
        Assert.Contains(Pinned(new DateOnly(2026, 12, 23)).Warnings, w => w.Concern is PriceConcern.NotChecked);

        PriceSchedule Pinned(DateOnly asOf) => PriceSchedule.Pinned(Book, question, asOf, asOf, 30);
    }
}
