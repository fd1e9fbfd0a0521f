using CostSim.Documents;
using CostSim.Randomness;
using CostSim.Units;

namespace CostSim.Prompts;

/// <summary>
/// The requests of a workload as one design sends them: entry i of every list belongs to question i, the same question in
/// every design. Questions without text represent documents that nobody asked about yet.
/// </summary>
internal sealed record Population
{
    /// <summary>How often each question is asked, a share of all; they sum to 1.</summary>
    public required IReadOnlyList<double> Weights { get; init; }

    /// <summary>The document of each question, by index.</summary>
    public required IReadOnlyList<int> Documents { get; init; }

    /// <summary>
    /// Which questions carry the same whole documents: equal numbers share what a cache keeps. Empty where that is the document of each.
    /// </summary>
    public IReadOnlyList<int> Prefixes { get; init; } = [];

    /// <summary>Share of all requests that carry the same documents as a question.</summary>
    public double PrefixShare(int question) => Prefixes.Count == 0
        ? Weights.Where((_, i) => Documents[i] == Documents[question]).Sum()
        : Weights.Where((_, i) => Prefixes[i] == Prefixes[question]).Sum();

    /// <summary>
    /// Share of the requests about a question's document that carry the same documents as it: a finder may take two of them differently.
    /// </summary>
    public double PrefixWithinDocument(int question) => Prefixes.Count == 0
        ? 1
        : Weights.Where((_, i) => Documents[i] == Documents[question] && Prefixes[i] == Prefixes[question])
            .Sum() / Weights.Where((_, i) => Documents[i] == Documents[question]).Sum();

    public required IReadOnlyList<AssembledRequest> Requests { get; init; }

    /// <summary>What each question's contexts hold of its evidence in the mean over its ways; null where no evidence is known.</summary>
    public required IReadOnlyList<RetrievalQuality?> Evidence { get; init; }

    /// <summary>
    /// Part of the evidence that retrieval itself missed, before any way made up for it; the mean of the others where it is not known.
    /// </summary>
    public IReadOnlyList<double> Lacking { get; init; } = [];

    /// <summary>Part of the evidence that each way misses, by question and way; empty where nothing is measured.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Missed { get; init; } = [];

    /// <summary>
    /// Part of the evidence that each way's answer does without, missed or overlooked in a long context; empty where nothing is overlooked.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<double>> Unused { get; init; } = [];

    /// <summary>The strategy's uncertain probabilities, on which shares of ways depend.</summary>
    public IReadOnlyList<Parameter> Probabilities { get; init; } = [];

    /// <summary>The share of each way of a question, where the probabilities have the given values.</summary>
    public IReadOnlyList<double> Shares(int question, IReadOnlyList<double> probabilities) =>
        [.. Requests[question].Ways.Select(w => w.Share(Lacking.Count > 0 ? Lacking[question] : 0, probabilities))];

    /// <summary>The mean share of each way of a question.</summary>
    public IReadOnlyList<double> Shares(int question) => Shares(question, [.. Probabilities.Select(p => p.Expected())]);

    /// <summary>The mean of a measure over a question's ways.</summary>
    public double Mean(int question, Func<RequestWay, double> measure) =>
        Shares(question).Select((share, way) => share > 0 ? share * measure(Requests[question].Ways[way]) : 0).Sum();

    /// <summary>The mean of a measure over all requests.</summary>
    public double Mean(Func<RequestWay, double> measure) =>
        Requests.Select((_, i) => Weights[i] * Mean(i, measure)).Sum() / Weights.Sum();

    /// <summary>Tokens per request by the given measure, weighted: mean and percentiles.</summary>
    public TokenSummary Summary(Func<RequestWay, TokenCount> measure)
    {
        var sorted = Requests.SelectMany((r, i) =>
            Shares(i).Select((share, way) => (Tokens: measure(r.Ways[way]).Value, Weight: Weights[i] * share)))
            .OrderBy(r => r.Tokens).ToList();
        var total = sorted.Sum(r => r.Weight);
        return new TokenSummary(sorted.Sum(r => r.Tokens * r.Weight) / total, At(0.5), At(0.95));

        // The smallest count with at least that weight at or below it.
        double At(double share)
        {
            var below = 0.0;
            foreach (var (tokens, weight) in sorted)
            {
                below += weight / total;
                if (below >= share - 1e-12)
                    return tokens;
            }

            return sorted[^1].Tokens;
        }
    }
}

/// <summary>Tokens of a random request.</summary>
internal sealed record TokenSummary(double Mean, double P50, double P95);
