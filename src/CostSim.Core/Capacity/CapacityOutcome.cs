namespace CostSim.Capacity;

/// <summary>What became of the requests of a simulated stretch of time.</summary>
internal sealed record CapacityOutcome
{
    public required int Requests { get; init; }

    public required int Served { get; init; }

    /// <summary>Requests that a limit refused at least once.</summary>
    public required int Throttled { get; init; }

    /// <summary>Requests that waited in a line.</summary>
    public required int Queued { get; init; }

    /// <summary>Requests that nobody served in the end.</summary>
    public required int Dropped { get; init; }

    /// <summary>Requests that provisioned units passed on to pay-as-you-go.</summary>
    public required int Spilled { get; init; }

    public required int FellBack { get; init; }

    public required int Switched { get; init; }

    /// <summary>Calls that failed without being paid, and calls that ran into the timeout and are paid.</summary>
    public required int Errors { get; init; }

    public required int TimedOut { get; init; }

    public required int Retries { get; init; }

    /// <summary>Requests served as fast as the target asks; all served ones where none does.</summary>
    public required int Good { get; init; }

    /// <summary>Seconds of each served request that somebody waited for, in order of size.</summary>
    public required float[] Latencies { get; init; }

    public required double PeakRequestsPerMinute { get; init; }

    public required double PeakTokensPerMinute { get; init; }

    public required int PeakActive { get; init; }

    /// <summary>The most tokens that waited in a batch tier's queue; null where none is used.</summary>
    public double? PeakQueuedTokens { get; init; }

    /// <summary>The cost of what served requests pay themselves, and what limits add to it or take away, by consequence.</summary>
    public required double Paid { get; init; }

    /// <summary>The part of <see cref="Paid"/> that another model served, at the design's own prices.</summary>
    public required double FellBackPaid { get; init; }

    public required double FallbackExtra { get; init; }

    public required double TimeoutExtra { get; init; }

    public required double SpillPaid { get; init; }

    public required double DroppedSaved { get; init; }

    public required double SwitchedSaved { get; init; }

    /// <summary>What all requests would cost at the design's own prices, were there no limits.</summary>
    public double Usual => Paid + DroppedSaved + SwitchedSaved;

    public double Share(int count) => Requests == 0 ? 0 : (double)count / Requests;

    public double Latency(double share) =>
        Latencies.Length == 0 ? 0 : Latencies[Math.Clamp((int)Math.Ceiling(share * Latencies.Length) - 1, 0, Latencies.Length - 1)];

    /// <summary>A figure of a service level by its name.</summary>
    public double Figure(string name) => name switch
    {
        "429s" => Share(Throttled),
        "dropped" => Share(Dropped),
        "served" => Share(Served),
        "spilled" => Share(Spilled),
        "fallback" => Share(FellBack),
        "late" => Share(Served - Good),
        "p50" => Latency(0.5),
        "p95" => Latency(0.95),
        "p99" => Latency(0.99),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };
}
