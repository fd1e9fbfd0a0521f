using CostSim.Units;

namespace CostSim.Tokens;

/// <summary>One message of a conversation, as a provider's chat interface takes it.</summary>
internal sealed record ChatMessage(string Role, string Content, string? Name = null);

/// <summary>
/// What a provider adds around messages. Optional: a plain count of the texts leaves it out, and it is a few tokens a message.
/// </summary>
internal sealed record ChatFormat(string Name, TokenCount PerMessage, TokenCount PerName, TokenCount PerReply, string Source)
{
    /// <summary>
    /// OpenAI, for gpt-3.5-turbo-0613 and later: three tokens around each message, one with a name, and three that begin the answer.
    /// </summary>
    public static ChatFormat OpenAi { get; } = new("openai", new(3), new(1), new(3),
        "OpenAI Cookbook, How to count tokens with tiktoken, num_tokens_from_messages");

    /// <summary>Tokens of a conversation as it is billed, the beginning of the answer too.</summary>
    public TokenCount Count(ITokenizer tokenizer, IReadOnlyList<ChatMessage> messages)
    {
        var total = messages.Count == 0 ? TokenCount.Zero : PerReply;
        foreach (var message in messages)
        {
            total += PerMessage + tokenizer.Count(message.Role) + tokenizer.Count(message.Content);
            if (message.Name is { } name)
                total += PerName + tokenizer.Count(name);
        }

        return total;
    }

    /// <summary>What the format alone adds to messages without names, whose roles are one token each.</summary>
    public TokenCount Overhead(int messages) =>
        messages == 0 ? TokenCount.Zero : new((PerMessage.Value + 1) * messages + PerReply.Value);
}
