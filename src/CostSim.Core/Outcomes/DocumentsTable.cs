using CostSim.Reports;

namespace CostSim.Outcomes;

/// <summary>A row per document as it was measured.</summary>
internal static class DocumentsTable
{
    public static Table Of(Result result)
    {
        var tokenizers = result.Scenario.Designs.Select(d => d.Tokenizer).DistinctBy(t => t.Name).ToList();
        var workloads = result.Scenario.Workloads.Where(w => w.Corpus is not null);
        return new Table("documents", "The documents",
            [Columns.Text("class"), Columns.Text("document"), Columns.Text("group"), Columns.Count("bytes"), Columns.Count("characters"), .. tokenizers.Select(t => Columns.Count($"{t.Name}_tokens")), Columns.Count("questions"), Columns.Share("share_of_requests"), Columns.Text("estimated"), Columns.Text("sha256")],
            [.. workloads.SelectMany(w => w.Corpus!.Documents.Select((d, i) => new Row(
            [
                w.Name, d.Name, d.Group, d.Bytes, d.Text.Length, .. tokenizers.Select(t => (Cell)(d.EstimatedTokens ?? t.Count(d.Text)).Value),
                w.Asked.Count(a => a.Document == i && a.Question is not null), w.Asked.Where(a => a.Document == i).Sum(a => a.Weight), d.EstimatedTokens is null ? "" : "estimated", d.Sha256,
            ])))]);
    }
}
