namespace CostSim.Capacity.Replays;

/// <summary>A request of a replayed timeline, in milliseconds from its start.</summary>
/// <param name="MaxOutput">The most it may write, which limits count before the answer is known.</param>
internal sealed record Arrival(long Seq, Fraction At, long Input, long Output, long MaxOutput, long Cached, string Class)
{
    public const string Realtime = "realtime";
    public const string Batch = "batch";

    /// <summary>What a limit on tokens counts before the answer is known.</summary>
    public Fraction Asked => Input + MaxOutput;
}
