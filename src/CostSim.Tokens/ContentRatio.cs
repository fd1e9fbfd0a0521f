using CostSim.Units;

namespace CostSim.Tokens;

/// <summary>
/// Tokens of a closed tokenizer for each token of a public one, for one kind of content, with a 90 % band and where it comes from.
/// </summary>
internal sealed record ContentRatio
{
    public ContentKind Kind { get; }

    public double Ratio { get; }

    /// <summary>5th percentile of the ratio.</summary>
    public double Low { get; }

    /// <summary>95th percentile of the ratio.</summary>
    public double High { get; }

    /// <summary>A publication or a measurement; empty where there is none, and then the band is wide.</summary>
    public string Source { get; }

    public ContentRatio(ContentKind kind, double ratio, double low, double high, string source)
    {
        if (!(low > 0 && low <= ratio && ratio <= high))
            throw new RuleException("ratio",
                FormattableString.Invariant($"must be above 0 and within its band, but is {ratio} in {low} to {high}"));
        (Kind, Ratio, Low, High, Source) = (kind, ratio, low, high, source);
    }
}

/// <summary>
/// Tokens that a closed tokenizer would find: the best guess, and a 90 % band of factors on it that holds for a whole corpus at once.
/// </summary>
internal readonly record struct TokenEstimate(TokenCount Tokens, double LowFactor, double HighFactor);
