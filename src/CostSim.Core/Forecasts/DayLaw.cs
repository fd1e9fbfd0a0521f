using CostSim.Randomness;

namespace CostSim.Forecasts;

/// <summary>
/// The law of a single day, as a run draws it: nothing at all with some probability, else a gamma level of uncertain width around a
/// mean that is itself not known. Percentiles are read off the mixture over a few nodes of what is not known.
/// </summary>
/// <param name="Mean">Of all days, those without traffic among them.</param>
/// <param name="Zero">Probability of a day without traffic.</param>
/// <param name="Common">Relative variance that all days of the month have in common.</param>
/// <param name="Spread">Relative variance of the days' own level.</param>
/// <param name="SpreadCv">How uncertain that variance is.</param>
/// <param name="Chance">Relative variance of so many requests by chance alone.</param>
internal sealed record DayLaw(double Mean, double Zero, double Common, double Spread, double SpreadCv, double Chance)
{
    // Points and weights of Gauss-Hermite for the standard normal.
    private static readonly (double Z, double Weight)[] Five =
        [(-2.8569700138728056, 0.011257411327720689), (-1.355626179974266, 0.2220759220056126), (0, 0.5333333333333333),
            (1.355626179974266, 0.2220759220056126), (2.8569700138728056, 0.011257411327720689)];

    private static readonly (double Z, double Weight)[] Three =
        [(-1.7320508075688772, 1.0 / 6), (0, 2.0 / 3), (1.7320508075688772, 1.0 / 6)];
    private static readonly (double Z, double Weight)[] One = [(0, 1)];

    private const int MostSteps = 60;
    private const double LeastCv = 1e-4;
    private const double MostCv = 10;

    private readonly Dictionary<double, double> known = [];
    private readonly List<(GammaQuantity Level, double Weight)> nodes = Nodes(Mean / (1 - Zero), Common, Spread, SpreadCv, Chance);

    /// <summary>The value that a share of such days does not pass.</summary>
    public double At(double probability)
    {
        if (!known.TryGetValue(probability, out var value))
            known[probability] = value = Found(probability);
        return value;
    }

    private double Found(double probability)
    {
        if (Mean <= 0 || probability <= Zero)
            return 0;
        var (low, high) = (Elementary.Log(Mean) - 1, Elementary.Log(Mean) + 1);
        while (Below(Elementary.Exp(low)) > probability)
            low -= 2;
        while (Below(Elementary.Exp(high)) < probability)
            high += 1;
        for (var step = 0; step < MostSteps && high - low > 1e-7; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = Below(Elementary.Exp(middle)) < probability ? (middle, high) : (low, middle);
        }

        return Elementary.Exp((low + high) / 2);
    }

    /// <summary>The probability of no more than a value.</summary>
    public double Below(double value) =>
        Mean <= 0 ? 1 : value < 0 ? 0 : Zero + ((1 - Zero) * nodes.Sum(n => n.Weight * n.Level.Probability(value)));

    private static List<(GammaQuantity, double)> Nodes(double mean, double common, double spread, double spreadCv, double chance)
    {
        if (!(mean > 0))
            return [];
        var (level, width) = (Math.Sqrt(Elementary.Log(1 + common)), Math.Sqrt(Elementary.Log(1 + (spreadCv * spreadCv))));
        return [.. (level > LeastCv ? Five : One).SelectMany(l => (width > LeastCv && spread > 0 ? Three : One).Select(w =>
        {
            var own = spread * Elementary.Exp((width * w.Z) - (width * width / 2));
            return (new GammaQuantity(mean * Elementary.Exp((level * l.Z) - (level * level / 2)),
                Math.Clamp(Math.Sqrt(own + chance), LeastCv, MostCv)), l.Weight * w.Weight);
        }))];
    }
}
