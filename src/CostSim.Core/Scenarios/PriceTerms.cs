using CostSim.Prices;
using CostSim.Randomness;

namespace CostSim.Scenarios;

/// <summary>Which prices a scenario uses, and how it expects them to change.</summary>
/// <param name="Book">Null where every price is typed.</param>
public sealed record PriceTerms(DateOnly AsOf, bool Follow, PriceBook? Book, IReadOnlyList<PriceChange> Changes)
{
    /// <summary>The prices of a model over the horizon.</summary>
    public PriceSchedule ScheduleOf(PriceBook book, PriceQuestion question, Volumes.Calendar calendar) => Follow
        ? PriceSchedule.Following(book, question, calendar.Start, calendar.Days, AsOf)
        : PriceSchedule.Pinned(book, question, AsOf, calendar.Start, calendar.Days);
}

/// <summary>A factor on token prices from a day of the horizon on; of one model, or of all.</summary>
public sealed record PriceChange(int FromDay, Parameter Factor, string? Model);
