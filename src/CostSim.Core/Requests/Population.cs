using CostSim.Retrieval;
using CostSim.Units;

namespace CostSim.Requests;

/// <summary>
/// The requests of a workload as one design sends them: entry i of every list belongs to question i, the same question in
/// every design. Questions without text stand for documents that nobody asked about yet.
/// </summary>
public sealed record Population
{
    /// <summary>How often each question is asked, a share of all; they sum to 1.</summary>
    public required IReadOnlyList<double> Weights { get; init; }

    /// <summary>The document of each question, by index.</summary>
    public required IReadOnlyList<int> Documents { get; init; }

    public required IReadOnlyList<AssembledRequest> Requests { get; init; }

    /// <summary>What retrieval brought for each question; null where no evidence is known.</summary>
    public required IReadOnlyList<RetrievalQuality?> Evidence { get; init; }

    /// <summary>Tokens per request by the given measure, weighted: mean and percentiles.</summary>
    public TokenSummary Summary(Func<AssembledRequest, TokenCount> measure)
    {
        var sorted = Requests.Select((r, i) => (Tokens: measure(r).Value, Weight: Weights[i])).OrderBy(r => r.Tokens).ToList();
        return new TokenSummary(sorted.Sum(r => r.Tokens * r.Weight) / sorted.Sum(r => r.Weight), At(0.5), At(0.95));

        // The smallest count with at least that weight at or below it.
        double At(double share)
        {
            var below = 0.0;
            foreach (var (tokens, weight) in sorted)
            {
                below += weight;
                if (below >= share - 1e-12)
                    return tokens;
            }

            return sorted[^1].Tokens;
        }
    }
}

/// <summary>Tokens of a random request.</summary>
public sealed record TokenSummary(double Mean, double P50, double P95);
