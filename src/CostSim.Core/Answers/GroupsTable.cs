using CostSim.Billing;
using CostSim.Randomness;
using CostSim.Reports;
using CostSim.Results;
using CostSim.Scenarios;

namespace CostSim.Answers;

/// <summary>A row per design and group of documents: what is asked there, how much goes in, how much evidence is found.</summary>
internal static class GroupsTable
{
    public static Table Of(Result result) => new("groups", "Groups of documents",
        [
            Columns.Text("design"), Columns.Text("class"), Columns.Text("group"), Columns.Count("documents"), Columns.Count("questions"),
            Columns.Share("share_of_requests"), Columns.Number("mean_input_tokens"), Columns.Share("recall"), Columns.Share("precision"),
            Columns.Share("recall_low"), Columns.Share("recall_high"), new Columns(result).Money("request"), Columns.Text("best_chunker"),
            Columns.Text("best_design"),
        ],
        [.. result.Designs.SelectMany(d => d.Requests.SelectMany((r, w) => Rows(result, d, r, w)))]);

    private static IEnumerable<Row> Rows(Result result, DesignResult design, WorkloadRequests requests, int workload)
    {
        // A portfolio's requests are with its members.
        if (requests.Population is not { } population || design.Design.Context is null)
            return [];
        var documents = requests.Workload.Corpus!.Documents;
        var asked = requests.Workload.Asked;
        var volumes = VolumeProfile.Of(requests.Workload.Traffic, result.Scenario.Calendar);
        var sizes = documents.CountBy(d => d.Group).ToDictionary();
        return asked.Select((a, i) => new { Asked = a, Index = i, Group = a.Question?.Group ?? documents[a.Document].Group })
            .GroupBy(a => a.Group).OrderBy(g => g.Key, StringComparer.Ordinal).Select(group =>
        {
            var weight = group.Sum(a => a.Asked.Weight);
            var known = group.Where(a => population.Evidence[a.Index] is not null).ToList();
            var knownWeight = known.Sum(a => a.Asked.Weight);
            var measured = result.GroupRecalls.FirstOrDefault(g => g.Design == design.Design.Name && g.Group == group.Key)?.Recall;
            var best = BestOf(result, group.Key);
            return new Row(
            [
                design.Design.Name, requests.Workload.Name, group.Key, sizes.GetValueOrDefault(group.Key),
                group.Count(a => a.Asked.Question is not null), weight,
                weight > 0 ? group.Sum(a => a.Asked.Weight * population.Mean(a.Index, w => w.Input.Value)) / weight : (double?)null,
                knownWeight > 0 ? known.Sum(a => a.Asked.Weight * population.Evidence[a.Index]!.Value.Recall) / knownWeight : (double?)null,
                knownWeight > 0 ? known.Sum(a => a.Asked.Weight * population.Evidence[a.Index]!.Value.Precision)
                    / knownWeight : (double?)null,
                measured?.Low, measured?.High, CostOf(design, workload, [.. group.Select(a => a.Index)], volumes), best is null
                    ? null
                    : ChunkerOf(result, best), best,
            ]);
        });
    }

    // Of the designs that search for chunks, the one that finds most in the group; of equal ones the cheaper.
    private static string? BestOf(Result result, string group) => result.GroupRecalls
        .Where(g => g.Group == group)
        .Select(g => new { Recall = g, Design = result.Designs.First(d => d.Design.Name == g.Design) })
        .Where(g => g.Design.Design.Context?.Retrieving is not null)
        .OrderByDescending(g => g.Recall.Recall.Mean).ThenBy(g => g.Design.CostPerRequest)
        .Select(g => g.Design.Design.Name).FirstOrDefault();

    private static string ChunkerOf(Result result, string design) =>
        result.Designs.First(d => d.Design.Name == design).Design.Context!.Retrieving!.Cutting.Key;

    // Mean bill of a request about the group, at the first prices and with paid repeats.
    private static double? CostOf(DesignResult design, int workload, HashSet<int> questions, VolumeProfile volumes)
    {
        var cost = design.Cost.Classes[workload];
        var repeats = cost.Attempts.Shares.Select((share, i) => (i + 1) * share.Expected()).Sum();
        return MeanCost.About(cost.Segments[0].Requests, questions, volumes) is { } mean ? mean * repeats : null;
    }
}
