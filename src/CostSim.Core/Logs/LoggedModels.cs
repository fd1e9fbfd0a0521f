using CostSim.Prices;
using CostSim.Units;

namespace CostSim.Logs;

/// <summary>Names of models in logs as the price book knows them: <c>gpt-4o-2024-08-06</c> of OpenAI, <c>claude-..</c> of Anthropic.</summary>
internal sealed class LoggedModels(PriceBook book)
{
    // Who serves a model where the log does not say: the maker, by how its models are named.
    private static readonly (string Start, string Provider)[] Makers =
        [("gpt-", "openai"), ("chatgpt", "openai"), ("o1", "openai"), ("o3", "openai"), ("o4", "openai"), ("text-embedding", "openai"), ("claude", "anthropic"), ("gemini", "google"), ("mistral", "mistral"), ("deepseek", "deepseek"), ("command", "cohere"), ("grok", "xai")];

    private readonly Dictionary<string, string?> known = new(StringComparer.Ordinal);

    private readonly Dictionary<string, bool> embedding = new(StringComparer.Ordinal);

    public PriceBook Book { get; } = book;

    /// <summary>The model as <c>provider/model</c> of the book; null where it has no price there.</summary>
    public string? Find(string model)
    {
        if (!known.TryGetValue(model, out var found))
            known[model] = found = Candidates(model).FirstOrDefault(IsKnown);
        return found;
    }

    /// <summary>True of a model that turns texts into vectors: its tokens are no prompt.</summary>
    public bool IsEmbedding(string model)
    {
        // Asked for every row of a log.
        if (!embedding.TryGetValue(model, out var found))
            embedding[model] = found = Find(model) is { } name && Book.History(name).All(r => r.Kind == "embedding");
        return found;
    }

    private static IEnumerable<string> Candidates(string model)
    {
        if (model.Length == 0)
            yield break;
        if (model.Contains('/', StringComparison.Ordinal))
            yield return model;
        var bare = model[(model.LastIndexOf('/') + 1)..];
        foreach (var (start, provider) in Makers.Where(m => bare.StartsWith(m.Start, StringComparison.OrdinalIgnoreCase)))
        {
            yield return $"{provider}/{bare}";
            // A dated snapshot is priced as the model that it is one of.
            var undated = System.Text.RegularExpressions.Regex.Replace(bare, @"-(\d{4}-\d{2}-\d{2}|\d{8})$", "");
            if (undated != bare)
                yield return $"{provider}/{undated}";
        }
    }

    private bool IsKnown(string model)
    {
        try
        {
            return Book.History(model).Count > 0;
        }
        catch (RuleException)
        {
            return false;
        }
    }
}
