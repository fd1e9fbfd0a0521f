using CostSim.Distributions;
using CostSim.Randomness;
using CostSim.Requests;

namespace CostSim.Billing;

/// <summary>A component's mean cost of one paid attempt: dollars times a factor of the trial.</summary>
internal sealed record MeanPart(string Component, double Usd, Parameter Factor);

/// <summary>Mean cost of a request by component, in closed form.</summary>
internal static class MeanCost
{
    /// <summary>Where volume decides on cache hits, at the given log of a day's volume, in a straight line between the levels on both sides; else at the middle level.</summary>
    public static IReadOnlyList<MeanPart> Of(RequestLaw law, double? logVolume = null) => law switch
    {
        SampledRequests sampled => [.. sampled.Parts.Select(p => new MeanPart(p.Component, Weighted(sampled, logVolume, p.Usd), Product(p.Factors)))],
        TypedRequests typed => [.. typed.Alternatives.SelectMany(a => Typed(typed, a))],
        RoutedRequests routed => [.. routed.Routes.SelectMany(r => Of(r.Requests, logVolume).Select(p => p with { Factor = p.Factor * r.Share }))],
        _ => [],
    };

    /// <summary>Mean cost of one paid attempt of a request that asks one of some questions; null where nobody asks them, or lengths are typed.</summary>
    public static double? About(RequestLaw law, IReadOnlySet<int> questions)
    {
        switch (law)
        {
            case RoutedRequests routed:
                return routed.Routes.Sum(r => r.Share.Expected() * About(r.Requests, questions));
            case SampledRequests sampled:
                var weights = sampled.Weights[Middle(sampled)];
                var rows = Enumerable.Range(0, weights.Count).Where(i => questions.Contains(sampled.Questions[i])).ToList();
                var weight = rows.Sum(i => weights[i]);
                return weight <= 0 ? null : sampled.Parts.Sum(p => rows.Sum(i => weights[i] * p.Usd[i]) * Product(p.Factors).Expected()) / weight;
            default:
                return null;
        }
    }

    private static int Middle(SampledRequests sampled) => sampled.Weights.Count / 2;

    private static double Weighted(SampledRequests sampled, double? logVolume, IReadOnlyList<double> usd)
    {
        if (logVolume is not { } volume || sampled.LogVolumes.Count < 2)
            return Weighted(sampled.Weights[Middle(sampled)], usd);
        var (first, levels) = Interpolation.Linear([.. sampled.LogVolumes], volume);
        return (levels[0] * Weighted(sampled.Weights[first], usd)) + (levels[1] * Weighted(sampled.Weights[first + 1], usd));
    }

    private static double Weighted(IReadOnlyList<double> weights, IReadOnlyList<double> usd)
    {
        var sum = 0.0;
        for (var i = 0; i < weights.Count; i++)
            sum += weights[i] * usd[i];
        return sum;
    }

    // Tiers are rare among typed lengths; the mean length decides which one stands for a mean request.
    private static IEnumerable<MeanPart> Typed(TypedRequests typed, TypedAlternative alternative)
    {
        var tier = alternative.Tiers.Last(t => t.FromInput <= typed.Input.AtMedians.Mean);
        return tier.Parts.Select(p => new MeanPart(p.Component, p.UsdPerUnit * Units(p.Unit), Product(p.Factors) * alternative.Probability * Scale(p.Unit)));

        double Units(TypedUnit unit) => unit switch
        {
            TypedUnit.InputToken => typed.Input.AtMedians.Mean,
            TypedUnit.OutputToken => typed.Output.AtMedians.Mean,
            _ => 1,
        };

        Parameter Scale(TypedUnit unit) => unit switch
        {
            TypedUnit.InputToken => MeanRatio.Of(typed.Input),
            TypedUnit.OutputToken => MeanRatio.Of(typed.Output),
            _ => Parameter.One,
        };
    }

    private static Parameter Product(IReadOnlyList<Parameter> factors) => factors.Aggregate(Parameter.One, (product, factor) => product * factor);
}
