namespace CostSim.Capacity.Replays;

/// <summary>Milliseconds until the first token, and for each token after it.</summary>
internal sealed record Latency(Fraction FirstMs, Fraction PerTokenMs)
{
    public Fraction Of(Arrival arrival) => FirstMs + (PerTokenMs * arrival.Output);
}
