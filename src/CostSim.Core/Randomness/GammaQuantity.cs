using CostSim.Units;

namespace CostSim.Randomness;

internal sealed record GammaQuantity : IQuantity
{
    private readonly Lazy<QuantileTable> table;

    public double Mean { get; }

    public double Shape { get; }

    public GammaQuantity(double mean, double cv)
    {
        if (!(mean > 0))
            throw new RuleException(nameof(mean), FormattableString.Invariant($"must be above 0 for a gamma, but is {mean}"));
        if (!(cv is > 0 and <= 10))
            throw new RuleException(nameof(cv), FormattableString.Invariant($"must lie above 0 and not above 10, but is {cv}"));
        (Mean, Shape) = (mean, 1 / (cv * cv));
        var shape = Shape;
        table = new(() => new QuantileTable(y => SpecialFunctions.GammaTails(shape, y), LogDensity(shape), Elementary.Log(shape)));
    }

    /// <summary>One quantile of a gamma of unit scale, without a table.</summary>
    public static double Quantile(double shape, double score) =>
        Elementary.Exp(QuantileTable.Solve(score, Elementary.Log(shape), y => SpecialFunctions.GammaTails(shape, y), LogDensity(shape)));

    public string Law => "gamma";

    public double Variance => Mean * Mean / Shape;

    public IReadOnlyList<Outcome> Outcomes => [];

    public double At(double score) => Mean / Shape * Elementary.Exp(table.Value.At(score));

    public double Probability(double value) =>
        value <= 0 ? 0 : Elementary.Exp(SpecialFunctions.GammaTails(Shape, Elementary.Log(value * Shape / Mean)).Lower);

    public double Moment(int order)
    {
        var moment = 1.0;
        for (var i = 0; i < order; i++)
            moment *= Mean * (Shape + i) / Shape;
        return moment;
    }

    // Of the log of a gamma of unit scale.
    private static Func<double, double> LogDensity(double shape)
    {
        var norm = SpecialFunctions.LogGamma(shape);
        return y => (shape * y) - Elementary.Exp(y) - norm;
    }

    public bool Equals(GammaQuantity? other) => other is not null && other.Mean == Mean && other.Shape == Shape;

    public override int GetHashCode() => HashCode.Combine(Mean, Shape);
}
