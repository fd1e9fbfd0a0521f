namespace CostSim.Logs;

/// <summary>What rows of a month hold together, and the days of it that they cover.</summary>
internal sealed class LoggedMonth(DateOnly first, DateOnly until)
{
    /// <summary>The first day that a row covers.</summary>
    public DateOnly First { get; private set; } = first;

    /// <summary>The day after the last one.</summary>
    public DateOnly Until { get; private set; } = until;

    public DayTally Tally { get; } = new();

    public int Days => Until.DayNumber - First.DayNumber;

    /// <summary>The part of the calendar month that is covered.</summary>
    public double Part => (double)Days / DateTime.DaysInMonth(First.Year, First.Month);

    public void Cover(DateOnly from, DateOnly until) => (First, Until) = (from < First ? from : First, until > Until ? until : Until);
}
