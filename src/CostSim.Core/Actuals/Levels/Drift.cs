namespace CostSim.Actuals;

/// <summary>
/// A change of level in a series of days: the day on which it was noticed, the day from which it seems to hold, and by how much.
/// </summary>
internal sealed record Drift(string Series, DateOnly Noticed, DateOnly Since, double Change)
{
    /// <summary>The part of the bill that it moves.</summary>
    public string Driver { get; init; } = "";

    /// <summary>True where the level moved a little every day in place of all at once.</summary>
    public bool IsGradual { get; init; }
}
