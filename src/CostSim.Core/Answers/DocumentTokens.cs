using CostSim.Results;
using CostSim.Scenarios;
using CostSim.Tokens;
using CostSim.Units;

namespace CostSim.Answers;

/// <summary>Tokens of a workload's documents, as they were counted when a design's requests were assembled, else counted now.</summary>
internal static class DocumentTokens
{
    public static IReadOnlyList<TokenCount> Of(Result result, Workload workload, ITokenizer tokenizer) =>
        result.Designs.Where(d => d.Design.Tokenizer.Name == tokenizer.Name).SelectMany(d => d.Requests)
            .FirstOrDefault(r => ReferenceEquals(r.Workload, workload) && r.DocumentTokens.Count > 0)?.DocumentTokens
        ?? [.. workload.Corpus!.Documents.Select(d => d.EstimatedTokens ?? tokenizer.Count(d.Text))];
}
