using CostSim.Prices;
using CostSim.Units;

namespace CostSim.Prompts;

/// <summary>A part of a prompt, in the words that a cache's <c>prefix</c> uses.</summary>
internal enum PromptPart
{
    System,
    Tools,
    Context,

    /// <summary>Earlier turns of a conversation, or earlier steps of an agent.</summary>
    History,

    Question,

    /// <summary>What an earlier call of the same request wrote down.</summary>
    Notes,

    /// <summary>The provider's own prompt that comes with tools.</summary>
    Hidden,

    /// <summary>The schema that answers are to follow.</summary>
    Schema,

    /// <summary>What the provider puts around the messages.</summary>
    Frame,

    /// <summary>Pictures: pages of a document, or what a request carries.</summary>
    Images,
}

/// <summary>How far a part of a prompt is the same.</summary>
internal enum Reuse
{
    /// <summary>In every request.</summary>
    Everywhere,

    /// <summary>In every request about the same document.</summary>
    Document,

    /// <summary>From one turn of a conversation, or step of an agent, to the next.</summary>
    Conversation,

    /// <summary>In this request alone.</summary>
    Request,
}

/// <summary>How many tokens one part of a prompt has, and how far it is the same.</summary>
internal readonly record struct PromptTokens(PromptPart Part, TokenCount Tokens, Reuse Reuse)
{
    /// <summary>Tokens among them that are earlier answers sent again: they move with the answers' unknown mean.</summary>
    public double Answers { get; init; }
}

/// <summary>
/// One call of the model: the prompt's parts in the order they are sent, and what comes out: <see cref="Answers"/> times the
/// answer's length (which varies by request) and a fixed number of tokens (notes of a map step, a summary, a tool call).
/// </summary>
internal sealed record ModelCall(IReadOnlyList<PromptTokens> Prompt, double Answers, TokenCount Notes)
{
    public TokenCount Input => Prompt.Aggregate(TokenCount.Zero, (sum, part) => sum + part.Tokens);

    /// <summary>Leading tokens that the call before it sent too: of the same request, or for its first call of the turn before.</summary>
    public TokenCount Carried { get; init; }

    /// <summary>Messages of earlier turns or steps, each with a frame of its own.</summary>
    public int EarlierMessages { get; init; }

    /// <summary>The call with the frame that the provider puts around its messages: the system's, the earlier ones, the user's.</summary>
    public ModelCall Framed(PromptOverhead overhead)
    {
        var frame = overhead.Frame((Tokens(PromptPart.System).Value > 0 ? 1 : 0) + EarlierMessages + 1);
        return frame.Value == 0 ? this : this with { Prompt = [.. Prompt, new PromptTokens(PromptPart.Frame, frame, Reuse.Request)] };
    }

    /// <summary>True where the next turn or step begins with all of this prompt.</summary>
    public bool Grows { get; init; }

    public TokenCount Tokens(PromptPart part) => Prompt.Where(p => p.Part == part).Aggregate(TokenCount.Zero, (sum, p) => sum + p.Tokens);
}
