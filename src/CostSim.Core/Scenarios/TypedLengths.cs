using CostSim.Prices;
using CostSim.Randomness;
using CostSim.Units;

namespace CostSim.Scenarios;

/// <summary>Lengths of requests that a scenario types in place of documents, in tokens.</summary>
/// <param name="Input">The whole prompt, or its context where the parts are typed apart.</param>
/// <param name="Question">Tokens of the question where it is typed apart.</param>
/// <param name="Correlation">Of the logs of input and output.</param>
internal sealed record TypedLengths(UncertainLaw Input, TokenCount Question, UncertainLaw Output, double Correlation)
{
    /// <summary>True where <see cref="Input"/> is the whole prompt; else a design's system prompt and tools add to it.</summary>
    public bool IncludesPrompt { get; init; }

    /// <summary>Pictures that every request carries, in addition to its text; null where there are none.</summary>
    public ImageOfARequest? Image { get; init; }

    /// <summary>Coefficient of variation of a day's mean tokens per request; null where nobody states it.</summary>
    public double? DaySpread { get; init; }
}

/// <summary>Pictures of one size, in pixels; a model's provider says how many tokens they are.</summary>
internal sealed record ImageOfARequest(int Width, int Height, ImageDetail Detail, int Count);
