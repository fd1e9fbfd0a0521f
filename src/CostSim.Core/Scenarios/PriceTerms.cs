using CostSim.Prices;
using CostSim.Randomness;
using CostSim.Units;

namespace CostSim.Scenarios;

/// <summary>Which prices a scenario uses, and how it expects them to change.</summary>
/// <param name="Book">Null where every price is typed.</param>
internal sealed record PriceTerms(DateOnly AsOf, bool Follow, PriceBook? Book, PriceOverlay Overlay, IReadOnlyList<PriceChange> Changes)
{
    /// <summary>Whether prices that are only announced count from their day on.</summary>
    public bool Announced { get; init; } = true;

    /// <summary>The prices of a model over the horizon.</summary>
    public PriceSchedule ScheduleOf(PriceBook book, PriceQuestion question, Scenarios.Calendar calendar)
    {
        question = question with { Announced = Announced };
        var list = Follow
            ? PriceSchedule.Following(book, question, calendar.Start, calendar.Days, AsOf)
            : PriceSchedule.Pinned(book, question, AsOf, calendar.Start, calendar.Days);
        return Overlay == PriceOverlay.None ? list : Overlay.Apply(list, question, calendar.Days);
    }

    /// <summary>The same; null where the book has no such record.</summary>
    public PriceSchedule? TryScheduleOf(PriceBook book, PriceQuestion question, Scenarios.Calendar calendar)
    {
        try
        {
            return ScheduleOf(book, question, calendar);
        }
        catch (RuleException)
        {
            return null;
        }
    }

    /// <summary>Prices that a scenario types, after what the contract takes off them.</summary>
    public PriceSchedule ScheduleOf(ModelPrice typed, PriceQuestion question, Scenarios.Calendar calendar)
    {
        var list = PriceSchedule.Typed(typed, calendar.Start);
        var named = question.Model.Length > 0 ? question : question with { Model = DesignRoute.Typed };
        return Overlay == PriceOverlay.None ? list : Overlay.Apply(list, named, calendar.Days);
    }

    /// <summary>
    /// The day of the horizon from which a change holds for a schedule: anything that is not a date counts from the start, or from the last
    /// known record where prices follow.
    /// </summary>
    public int DayOf(PriceChange change, PriceSchedule schedule, Scenarios.Calendar calendar) =>
        Follow && change.Months is { } months && schedule.Segments[^1].From is var known && known > calendar.Start
            ? calendar.DayOf(known.AddMonths(months))
            : change.FromDay;
}

/// <summary>A factor on token prices from a day of the horizon on; of one model, or of all.</summary>
internal sealed record PriceChange(int FromDay, Parameter Factor, string? Model)
{
    /// <summary>Months from the start to the day; null where a date is typed.</summary>
    public int? Months { get; init; }
}
