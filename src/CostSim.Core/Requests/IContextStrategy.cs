using CostSim.Chunks;
using CostSim.Retrieval;
using CostSim.Units;

namespace CostSim.Requests;

/// <summary>Decides what goes into a request beside the fixed parts of the prompt: context assembly.</summary>
public interface IContextStrategy
{
    /// <summary>How the documents are cut and searched for it; null where whole documents go in.</summary>
    Retrieving? Retrieving { get; }

    /// <summary>True where requests about the same document carry the same context, so that a prompt cache can reuse it.</summary>
    bool SameForDocument { get; }

    AssembledRequest Assemble(Inquiry inquiry);
}

/// <summary>How a strategy finds its chunks, and how many of the best it looks at.</summary>
/// <param name="Key">The settings of both in words: equal keys find equal chunks.</param>
public sealed record Retrieving(IChunker Chunker, IRetriever Retriever, int Candidates, string Key);

/// <summary>One chunk of one document, as a ranking returns it.</summary>
public readonly record struct FoundChunk(int Document, Chunk Chunk);

/// <summary>A question to be answered: the fixed parts of its prompt, the document it is about, and what can be found for it.</summary>
public sealed record Inquiry(Prompt Prompt, TokenCount Question, int Document, Library Library, IReadOnlyList<FoundChunk> Ranking)
{
    /// <summary>True where the ranking is a stand-in because no question was given.</summary>
    public bool Typical { get; init; }

    /// <summary>One call with the given context between the fixed parts and the question.</summary>
    public ModelCall Call(TokenCount context, double answers = 1) => new(
        [
            new(PromptPart.System, Prompt.System),
            new(PromptPart.Tools, Prompt.Tools),
            new(PromptPart.Context, context),
            new(PromptPart.Question, Question),
        ],
        answers, TokenCount.Zero);
}

/// <summary>The parts of a prompt that are the same in every request.</summary>
public sealed record Prompt(TokenCount System, TokenCount Tools);
