using CostSim.Documents;
using CostSim.Prices;
using CostSim.Prompts;
using CostSim.Randomness;
using CostSim.Units;

namespace CostSim.Scenarios;

/// <summary>What the application knows of a question when it arrives.</summary>
internal enum AskedAbout
{
    /// <summary>The document that it is about.</summary>
    Document,

    /// <summary>Nothing but the documents it may be about.</summary>
    Collection,
}

/// <summary>One class of requests: what is asked, about which documents, how often, and what goes wrong.</summary>
internal sealed record Workload
{
    /// <summary>Empty where the scenario has no classes.</summary>
    public required string Name { get; init; }

    public required Traffic Traffic { get; init; }

    public required Reliability Reliability { get; init; }

    public required Sessions Sessions { get; init; }

    /// <summary>
    /// Prices typed for this class, which take the place of those typed for the scenario; null where it has none of its own.
    /// </summary>
    public PriceSchedule? Prices { get; init; }

    /// <summary>How this class's prices may change, in place of the scenario's changes; null where they are those.</summary>
    public IReadOnlyList<PriceChange>? PriceChanges { get; init; }

    /// <summary>Lengths typed in place of documents; null where there are documents.</summary>
    public TypedLengths? Typed { get; init; }

    /// <summary>Null where lengths are typed.</summary>
    public Corpus? Corpus { get; init; }

    public IReadOnlyList<Question> Questions { get; init; } = [];

    /// <summary>Drafted questions that nobody has written yet; they count for nothing.</summary>
    public int UnwrittenQuestions { get; init; }

    /// <summary>What of a tool's file could not be used, row by row.</summary>
    public IReadOnlyList<string> LeftOutQuestions { get; init; } = [];

    /// <summary>
    /// What is asked, with its weight; placeholders for documents that no question is about. Empty where lengths are typed.
    /// </summary>
    public IReadOnlyList<AskedQuestion> Asked { get; init; } = [];

    /// <summary>What the application knows of a question when it arrives, in every design.</summary>
    public AskedAbout About { get; init; }

    /// <summary>True where nobody said what the application knows, so that it is assumed.</summary>
    public bool AboutIsAssumed { get; init; }

    /// <summary>Shares of the requests by a document's rank, where a trial draws the ranks; empty else.</summary>
    public IReadOnlyList<double> RankShares { get; init; } = [];

    /// <summary>Tokens of a question where none is given.</summary>
    public TokenCount TypicalQuestion { get; init; }

    /// <summary>How many documents the files represent, where they are a sample; else null.</summary>
    public int? SampleOf { get; init; }

    /// <summary>Share of the documents that change in a month and are embedded again.</summary>
    public Parameter Churn { get; init; } = Parameter.Zero;
}
