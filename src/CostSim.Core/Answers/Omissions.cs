using CostSim.Billing;
using CostSim.Results;

namespace CostSim.Answers;

/// <summary>Components that a scenario leaves out, so that silence is never taken for zero.</summary>
internal static class Omissions
{
    public static IReadOnlyList<string> Of(Result result)
    {
        var scenario = result.Scenario;
        var recommended = result.Recommended;
        var components = recommended.Spend.Components.Select(c => c.Component).ToHashSet();
        var reliability = recommended.Design.Reliability;
        var left = new List<(string Name, bool IsLeft)>
        {
            ("tax", scenario.Money.Taxes.Rules.Count == 0),
            ("retries", !components.Contains("retries")),
            ("wrong answers and their review", reliability.All(r => r.WrongAnswers is null && r.Reviews.Count == 0)),
            ("review", reliability.All(r => r.Reviews.Count == 0) && reliability.Any(r => r.WrongAnswers is not null)),
            ("cost of wrong answers", reliability.All(r => r.PerWrongAnswer is null) && reliability.Any(r => r.WrongAnswers is not null)),
            ("evaluation runs", scenario.Evaluation is null or { Cases: 0 }),
            ("owner", !components.Contains("owner")),
            ("reasoning tokens", recommended.Design.Reasoning is null && scenario.Prices.Book is { } book
                && recommended.Design.Routes.Any(r => !r.IsTyped && LengthWarnings.Thinks(book, r.Name))),
            ("embedding", recommended.Design is { Context.Retrieving: not null, Embedding: null }),
            ("vector store", recommended.Design is { Embedding: not null, VectorStore: null, Context.Retrieving: not null }
                && !recommended.Design.Lines.Any()),
            ("re-embedding", recommended.Design.Embedding is not null && !components.Contains(Indexing.Changes)),
            ("own GPUs", scenario.Service.Limits.Gpus is { PerMonthEach: null }),
            ("future price changes", scenario.Prices is { Follow: false, Changes.Count: 0 }),
        };
        // Typed lengths are what a provider billed; what it adds to a prompt that was put together here has to be known.
        var added = recommended.Design is { Context: not null } design ? design.Overhead.NotCounted(design.Prompt.Tools.Value > 0) : [];
        return [.. left.Where(l => l.IsLeft).Select(l => l.Name), .. added];
    }
}
