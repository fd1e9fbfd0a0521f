using CostSim.Units;

namespace CostSim.Requests;

/// <summary>A part of a prompt, in the words that a cache's <c>prefix</c> uses.</summary>
public enum PromptPart
{
    System,
    Tools,
    Context,
    History,
    Question,
    Notes,
}

/// <summary>How many tokens one part of a prompt has.</summary>
public readonly record struct PromptTokens(PromptPart Part, TokenCount Tokens);

/// <summary>
/// One call of the model: the prompt's parts in the order they are sent, and what comes out: <see cref="Answers"/> times the
/// answer's length (which varies by request) and a fixed number of tokens (notes of a map step, a summary).
/// </summary>
public sealed record ModelCall(IReadOnlyList<PromptTokens> Prompt, double Answers, TokenCount Notes)
{
    public TokenCount Input => Prompt.Aggregate(TokenCount.Zero, (sum, part) => sum + part.Tokens);
}

/// <summary>A stretch of a document that stands in the context; offsets in UTF-16 units, end exclusive.</summary>
public readonly record struct ContextRange(int Document, int Start, int End);

/// <summary>One request as a design sends it: its calls, what they let the model see, and what retrieval consumed.</summary>
public sealed record AssembledRequest(IReadOnlyList<ModelCall> Calls, IReadOnlyList<ContextRange> Context)
{
    /// <summary>Tokens that the question's embedding costs; zero where retrieval needs none.</summary>
    public TokenCount Embedding { get; init; }

    /// <summary>Documents scored by a reranker.</summary>
    public int Reranked { get; init; }

    /// <summary>True where the context is a stand-in, since no question tells which chunks are retrieved.</summary>
    public bool Typical { get; init; }

    /// <summary>True where the context holds whole documents, so that evidence cannot be missed.</summary>
    public bool HoldsDocument { get; init; }

    public TokenCount Tokens(PromptPart part) =>
        Calls.SelectMany(c => c.Prompt).Where(p => p.Part == part).Aggregate(TokenCount.Zero, (sum, p) => sum + p.Tokens);

    public TokenCount Input => Calls.Aggregate(TokenCount.Zero, (sum, call) => sum + call.Input);
}
