using CostSim.Scenarios;

namespace CostSim.Capacity;

/// <summary>What a simulation of requests against limits needs in addition to the requests.</summary>
internal sealed record CapacityTerms
{
    public required RequestLimits Limits { get; init; }

    public required LatencyTerms Latency { get; init; }

    public required double ErrorShare { get; init; }

    /// <summary>Stretches of time in which the design's own provider answers nothing, in order.</summary>
    public IReadOnlyList<(double From, double To)> Outages { get; init; } = [];

    public required DegradationPolicy Policy { get; init; }

    /// <summary>What tokens cost, by class; a single entry where all pay the same.</summary>
    public required IReadOnlyList<TokenRates> Rates { get; init; }

    public TokenRates FallbackRates { get; init; }

    /// <summary>
    /// Tokens of input as the design that a policy switches to sends them, as a part of this one's; 1 where nothing is switched.
    /// </summary>
    public double SwitchedInput { get; init; } = 1;

    /// <summary>What a request's tokens cost.</summary>
    public TokenRates RatesOf(in SimulatedRequest r) => Rates[Rates.Count == 1 ? 0 : r.Class];

    /// <summary>Longest time of a good answer, for goodput; null where no target says.</summary>
    public double? GoodSeconds { get; init; }
}
