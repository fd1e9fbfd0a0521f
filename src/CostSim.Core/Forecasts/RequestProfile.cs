using CostSim.Billing;

namespace CostSim.Forecasts;

/// <summary>
/// What one paid attempt of a mean request uses: by part of the prompt the quantity and cost of each meter, in US dollars.
/// </summary>
internal sealed class RequestProfile
{
    /// <summary>The meters over which a cache spreads the tokens of a prompt.</summary>
    public static IReadOnlyList<string> InputMeters { get; } = ["fresh input", "cached input", "cache write", "cache write 1h"];

    private readonly SortedDictionary<(bool IsFee, string Name), SortedDictionary<string, (double Quantity, double Usd)>> parts = [];

    /// <summary>Of a design's classes at the given weights.</summary>
    public static RequestProfile Of(IEnumerable<(ForecastClass Class, double Weight)> classes)
    {
        var profile = new RequestProfile();
        foreach (var (one, weight) in classes)
        {
            foreach (var use in one.Uses)
                profile.Add(use, weight);
        }

        return profile;
    }

    public IEnumerable<(bool IsFee, string Name)> Parts => parts.Keys;

    public double Usd => parts.Values.Sum(meters => meters.Values.Sum(m => m.Usd));

    public IReadOnlyDictionary<string, (double Quantity, double Usd)> this[(bool IsFee, string Name) part] =>
        parts.TryGetValue(part, out var meters) ? meters : new SortedDictionary<string, (double, double)>();

    // A fee, and a model of its own as for a query's embedding, is not part of the prompt.
    private void Add(MeanUse use, double weight)
    {
        var isFee = use.Part.Length == 0 || !(use.Part == MeanUse.Written || InputMeters.Contains(use.Component));
        var key = (isFee, isFee ? use.Component : use.Part);
        if (!parts.TryGetValue(key, out var meters))
            parts[key] = meters = new SortedDictionary<string, (double, double)>(StringComparer.Ordinal);
        var (quantity, usd) = meters.GetValueOrDefault(use.Component);
        meters[use.Component] = (quantity + (weight * use.Quantity), usd + (weight * use.Usd));
    }
}
