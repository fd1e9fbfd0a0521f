namespace CostSim.Prices;

/// <summary>Which of a model's prices is meant; the model as users write it, <c>openai/gpt-4o</c>, or by one of its other names.</summary>
public sealed record PriceQuestion(string Model)
{
    public string ServiceTier { get; init; } = "standard";

    public string Region { get; init; } = "global";

    /// <summary>The name of a time band such as <c>offpeak</c>; null to take the one that the time falls in.</summary>
    public string? TimeBand { get; init; }

    /// <summary>
    /// The provider's tool whose calls are priced, such as <c>file_search</c>; null for the model's own, else web search.
    /// </summary>
    public string? Tool { get; init; }

    /// <summary>Whether announced prices count from their date on.</summary>
    public bool Announced { get; init; } = true;

    public string Provider => Model.Contains('/', StringComparison.Ordinal) ? Model[..Model.IndexOf('/', StringComparison.Ordinal)] : "";

    public string ModelName => Model[(Model.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
