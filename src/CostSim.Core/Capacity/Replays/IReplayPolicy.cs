namespace CostSim.Capacity.Replays;

/// <summary>A rule of a limit, played exactly over a list of arrivals.</summary>
internal interface IReplayPolicy
{
    /// <summary>The columns that the policy adds; the first is <c>outcome</c>.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>The added cells of each arrival, in their order; null where a column does not apply.</summary>
    IReadOnlyList<string?[]> Replay(IReadOnlyList<Arrival> arrivals);
}
