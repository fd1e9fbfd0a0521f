namespace CostSim.Capacity.Replays;

/// <summary>How a replayed request ends, in the words of the files.</summary>
internal static class Outcome
{
    public const string Admitted = "admit";
    public const string Refused = "429";
    public const string Ok = "ok";
    public const string Failed = "failed";
}
