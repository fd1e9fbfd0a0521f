using CostSim.Documents;

namespace CostSim.Prompts;

/// <summary>A question as the workload asks it; without text it represents a document that no question is about.</summary>
/// <param name="Document">Index of the document it is about.</param>
/// <param name="Weight">Share of all requests; the weights of a workload sum to 1.</param>
internal sealed record AskedQuestion(Question? Question, int Document, double Weight)
{
    /// <summary>
    /// Spreads each document's share of the requests evenly over its questions. A document without one gets a placeholder, so that
    /// its tokens count. Where <paramref name="popularity"/> is null the questions themselves weigh alike.
    /// </summary>
    public static IReadOnlyList<AskedQuestion> Spread(IReadOnlyList<Document> documents, IReadOnlyList<Question> questions,
        IReadOnlyList<double>? popularity)
    {
        var places = documents.Select((d, i) => (d.Name, i)).ToDictionary(d => d.Name, d => d.i);
        var asked = questions.Select(q => new { Question = q, Document = places[q.Document ?? q.References[0].Document] }).ToList();
        if (popularity is null)
            return [.. asked.Select(a => new AskedQuestion(a.Question, a.Document, 1.0 / asked.Count))];

        var perDocument = asked.CountBy(a => a.Document).ToDictionary();
        return
        [
            .. asked.Select(a => new AskedQuestion(a.Question, a.Document, popularity[a.Document] / perDocument[a.Document])),
            .. Enumerable.Range(0, documents.Count).Where(d => !perDocument.ContainsKey(d))
                .Select(d => new AskedQuestion(null, d, popularity[d])),
        ];
    }
}
