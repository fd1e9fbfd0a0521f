using CostSim.Units;

namespace CostSim.Prompts;

/// <summary>A stretch of a document that is in the context; offsets in UTF-16 units, end exclusive.</summary>
internal readonly record struct ContextRange(int Document, int Start, int End)
{
    public int Length => End - Start;
}

/// <summary>A place in a conversation: the turn from 1, the mean turns of a conversation, and the time between two turns.</summary>
internal sealed record Turn(int Number, double MeanTurns, GapLaw Gap);

/// <summary>What a reranker is billed for: a search unit is a query with up to 100 documents, others count tokens.</summary>
internal sealed record Reranking(int Units, TokenCount Tokens);

/// <summary>
/// The share of a way among a question's requests, given the part of the evidence that retrieval missed and the strategy's
/// uncertain probabilities. Linear in each of them, so that means go in for a mean share, and 0 or 1 for what happens in one case.
/// </summary>
internal delegate double WayShare(double missed, IReadOnlyList<double> probabilities);

/// <summary>One way in which a question is sent: its calls, what they let the model see, and what retrieval consumed.</summary>
internal sealed record RequestWay(IReadOnlyList<ModelCall> Calls, IReadOnlyList<ContextRange> Context)
{
    public WayShare Share { get; init; } = static (_, _) => 1;

    /// <summary>Part of the evidence that is missed where the way itself decides on it; null for what its context lacks.</summary>
    public double? Missed { get; init; }

    /// <summary>True where the context holds whole documents, so that evidence cannot be missed.</summary>
    public bool HoldsDocument { get; init; }

    /// <summary>True where each call reads a part of the context only.</summary>
    public bool IsInParts { get; init; }

    /// <summary>Tokens that the question's embedding costs; zero where retrieval needs none.</summary>
    public TokenCount Embedding { get; init; }

    public Reranking? Reranking { get; init; }

    /// <summary>Null outside of conversations.</summary>
    public Turn? Turn { get; init; }

    /// <summary>Tokens that were cut off because they exceed the model's context window.</summary>
    public TokenCount Cut { get; init; }

    public TokenCount Tokens(PromptPart part) => Calls.Aggregate(TokenCount.Zero, (sum, call) => sum + call.Tokens(part));

    public TokenCount Input => Calls.Aggregate(TokenCount.Zero, (sum, call) => sum + call.Input);
}

/// <summary>One question as a design sends it, in one of several ways. The first way's context is what retrieval found.</summary>
internal sealed record AssembledRequest(IReadOnlyList<RequestWay> Ways)
{
    /// <summary>True where the context is a placeholder, since no question tells which chunks are retrieved.</summary>
    public bool Typical { get; init; }

    /// <summary>One way with one call.</summary>
    public static AssembledRequest Of(ModelCall call, SelectedContext context, bool typical) => new(
        [new RequestWay([call], context.Ranges) { HoldsDocument = context.HoldsDocument, Reranking = context.Reranking }])
    {
        Typical = typical,
    };
}
