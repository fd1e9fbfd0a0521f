using CostSim.Billing;
using CostSim.Reports;
using CostSim.Requests;

namespace CostSim.Outcomes;

/// <summary>A row per design and group of documents: what is asked there, how much goes in, how much evidence is found.</summary>
internal static class GroupsTable
{
    public static Table Of(Result result) => new("groups", "Groups of documents",
        [Columns.Text("design"), Columns.Text("class"), Columns.Text("group"), Columns.Count("documents"), Columns.Count("questions"), Columns.Share("share_of_requests"), Columns.Number("mean_input_tokens"), Columns.Share("recall"), Columns.Share("precision")],
        [.. result.Designs.SelectMany(d => d.Requests.SelectMany(r => Rows(d, r)))]);

    private static IEnumerable<Row> Rows(DesignResult design, WorkloadRequests requests)
    {
        // A portfolio's requests stand with its members.
        if (requests.Population is not { } population || design.Design.Context is null)
            return [];
        var documents = requests.Workload.Corpus!.Documents;
        var asked = requests.Workload.Asked;
        return asked.Select((a, i) => (Asked: a, Index: i, Group: a.Question?.Group ?? documents[a.Document].Group)).GroupBy(a => a.Group).OrderBy(g => g.Key, StringComparer.Ordinal).Select(group =>
        {
            var weight = group.Sum(a => a.Asked.Weight);
            var known = group.Where(a => population.Evidence[a.Index] is not null).ToList();
            var knownWeight = known.Sum(a => a.Asked.Weight);
            return new Row(
            [
                design.Design.Name, requests.Workload.Name, group.Key, documents.Count(d => d.Group == group.Key), group.Count(a => a.Asked.Question is not null), weight,
                weight > 0 ? group.Sum(a => a.Asked.Weight * population.Mean(a.Index, w => w.Input.Value)) / weight : (double?)null,
                knownWeight > 0 ? known.Sum(a => a.Asked.Weight * population.Evidence[a.Index]!.Value.Recall) / knownWeight : (double?)null,
                knownWeight > 0 ? known.Sum(a => a.Asked.Weight * population.Evidence[a.Index]!.Value.Precision) / knownWeight : (double?)null,
            ]);
        });
    }
}
