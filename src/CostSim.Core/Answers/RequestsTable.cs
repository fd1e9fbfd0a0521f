using CostSim.Billing;
using CostSim.Prompts;
using CostSim.Reports;
using CostSim.Results;

namespace CostSim.Answers;

/// <summary>A row per design and question: the parts of its prompt and the evidence that its context holds. No text of anything.</summary>
internal static class RequestsTable
{
    private static readonly PromptPart[] Parts =
        [PromptPart.System, PromptPart.Tools, PromptPart.Context, PromptPart.History, PromptPart.Question, PromptPart.Notes];

    // Parts that nobody types; columns are only added at the end.
    private static readonly PromptPart[] Added = [PromptPart.Hidden, PromptPart.Schema, PromptPart.Frame, PromptPart.Images];

    public static Table Of(Result result) => new("requests", "Requests by part",
        [
            Columns.Text("design"), Columns.Text("class"), Columns.Text("question"), Columns.Text("document"), Columns.Text("group"),
            Columns.Share("share_of_requests"), Columns.Number("calls"),
            .. Parts.Select(p => Columns.Number($"{DesignsTable.Name(p)}_tokens")), Columns.Number("input_tokens"),
            Columns.Number("mean_output_tokens"), Columns.Number("embedding_tokens"),
            Columns.Share("recall"), Columns.Share("precision"), Columns.Share("iou"), Columns.Text("context"),
            .. Added.Select(p => Columns.Number($"{DesignsTable.Name(p)}_tokens")),
        ],
        [.. result.Designs.SelectMany(d => d.Requests.SelectMany(r => Rows(d, r)))]);

    private static IEnumerable<Row> Rows(DesignResult design, WorkloadRequests requests)
    {
        // A portfolio's requests are with its members.
        if (requests.Population is not { } population || design.Design.Context is null)
            yield break;
        var asked = requests.Workload.Asked;
        var documents = requests.Workload.Corpus!.Documents;
        for (var i = 0; i < asked.Count; i++)
        {
            var (question, request, evidence) = (i, population.Requests[i], population.Evidence[i]);
            double Mean(Func<RequestWay, double> measure) => population.Mean(question, measure);
            yield return new Row(
            [
                design.Design.Name, requests.Workload.Name, asked[i].Question?.Id, documents[asked[i].Document].Name,
                asked[i].Question?.Group ?? documents[asked[i].Document].Group,
                asked[i].Weight, Mean(w => w.Calls.Count), .. Parts.Select(p => (Cell)Mean(w => requests.Terms!.InputTokens(w, p))),
                Mean(requests.Terms!.InputTokens),
                Mean(requests.Terms!.OutputTokens), Mean(w => w.Embedding.Value),
                evidence?.Recall, evidence?.Precision, evidence?.Iou, request.Typical ? "typical" : "",
                .. Added.Select(p => (Cell)Mean(w => requests.Terms!.InputTokens(w, p))),
            ]);
        }
    }
}
