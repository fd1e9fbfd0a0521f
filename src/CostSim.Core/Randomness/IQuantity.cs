namespace CostSim.Randomness;

/// <summary>
/// A random number as a scenario states it: a law that is read off at a standard normal score, so that two laws can move by one score.
/// </summary>
internal interface IQuantity
{
    /// <summary>The name of the law, such as <c>lognormal</c>.</summary>
    string Law { get; }

    double Mean { get; }

    double Variance { get; }

    /// <summary>The value at a standard normal score: its quantile at the score's probability.</summary>
    double At(double score);

    /// <summary>P(X &lt;= value).</summary>
    double Probability(double value);

    /// <summary>E[X^order], order 0 to 4.</summary>
    double Moment(int order);

    /// <summary>The values with their probabilities in rising order where there are finitely many; else empty.</summary>
    IReadOnlyList<Outcome> Outcomes { get; }
}

/// <summary>One value of a discrete law, and how likely it is.</summary>
internal readonly record struct Outcome(double Value, double Probability);
