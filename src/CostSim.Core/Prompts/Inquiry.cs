using CostSim.Documents;
using CostSim.Prices;
using CostSim.Units;

namespace CostSim.Prompts;

/// <summary>The parts of a prompt that are the same in every request.</summary>
internal sealed record Prompt(TokenCount System, TokenCount Tools)
{
    /// <summary>The provider's own prompt that comes with tools.</summary>
    public TokenCount Hidden { get; init; }

    /// <summary>The schema that answers are to follow.</summary>
    public TokenCount Schema { get; init; }

    /// <summary>What the provider adds around the messages.</summary>
    public PromptOverhead Overhead { get; init; } = PromptOverhead.Unknown;

    /// <summary>The parts in the order they lead a prompt; what few prompts have is there only where it is.</summary>
    public IReadOnlyList<PromptTokens> Parts =>
    [
        new(PromptPart.System, System, Reuse.Everywhere),
        new(PromptPart.Tools, Tools, Reuse.Everywhere),
        .. new PromptTokens[] { new(PromptPart.Hidden, Hidden, Reuse.Everywhere), new(PromptPart.Schema, Schema, Reuse.Everywhere) }
            .Where(p => p.Tokens.Value > 0),
    ];

    public TokenCount Tokens => System + Tools + Hidden + Schema;
}

/// <summary>A question to be answered: the fixed parts of its prompt, the document it is about, and what can be found for it.</summary>
/// <param name="Question">Its tokens.</param>
internal sealed record Inquiry(Prompt Prompt, TokenCount Question, int Document, Library Library, IReadOnlyList<FoundChunk> Ranking)
{
    /// <summary>The documents that go in where whole documents do: the one it is about, or those that a finder found.</summary>
    public IReadOnlyList<int> Found { get; init; } = [Document];

    /// <summary>Null for a placeholder for a document that nobody asked about yet.</summary>
    public Question? Asked { get; init; }

    /// <summary>True where the ranking is a placeholder because no question was given.</summary>
    public bool Typical { get; init; }

    /// <summary>Tokens of a mean question of the workload, as earlier turns of a conversation ask it.</summary>
    public TokenCount UsualQuestion { get; init; }

    /// <summary>Mean tokens of an answer, as it is sent again in later turns.</summary>
    public double UsualAnswer { get; init; }

    /// <summary>System prompt, tools and what comes with them, which lead every prompt.</summary>
    public IReadOnlyList<PromptTokens> Opening => Prompt.Parts;

    public PromptTokens Asking => new(PromptPart.Question, Question, Reuse.Request);

    public TokenCount OpeningTokens => Prompt.Tokens;

    /// <summary>One call with the given context between the fixed parts and the question.</summary>
    public ModelCall Call(TokenCount context, Reuse reuse) =>
        new([.. Opening, new(PromptPart.Context, context, reuse), Asking], 1, TokenCount.Zero);
}
