using CostSim.Reports;
using CostSim.Results;
using CostSim.Scenarios;
using CostSim.Tokens;

namespace CostSim.Answers;

/// <summary>A row per document as it was measured.</summary>
internal static class DocumentsTable
{
    public static Table Of(Result result)
    {
        var tokenizers = result.Scenario.Designs.Select(d => d.Tokenizer).DistinctBy(t => t.Name).ToList();
        return new Table("documents", "The documents",
            [Columns.Text("class"), Columns.Text("document"), Columns.Text("group"), Columns.Count("bytes"), Columns.Count("characters"),
                .. tokenizers.Select(t => Columns.Count($"{t.Name}_tokens")), Columns.Count("questions"),
                Columns.Share("share_of_requests"), Columns.Text("estimated"), Columns.Text("sha256")],
            [.. result.Scenario.Workloads.Where(w => w.Corpus is not null).SelectMany(w => Rows(result, w, tokenizers))]);
    }

    private static IEnumerable<Row> Rows(Result result, Workload workload, IReadOnlyList<ITokenizer> tokenizers)
    {
        var tokens = tokenizers.Select(t => DocumentTokens.Of(result, workload, t)).ToList();
        var asked = workload.Asked.ToLookup(a => a.Document);
        return workload.Corpus!.Documents.Select((d, i) => new Row(
        [
            workload.Name, d.Name, d.Group, d.Bytes, d.Text.Length, .. tokens.Select(t => (Cell)t[i].Value),
            asked[i].Count(a => a.Question is not null), asked[i].Sum(a => a.Weight), d.EstimatedTokens is null
                ? ""
                : "estimated", d.Sha256,
        ]));
    }
}
