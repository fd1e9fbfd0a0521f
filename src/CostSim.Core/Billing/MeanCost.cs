using CostSim.Engine;
using CostSim.Randomness;
using CostSim.Scenarios;

namespace CostSim.Billing;

/// <summary>A component's mean cost of one paid attempt: dollars times a factor of the trial.</summary>
internal sealed record MeanPart(string Component, double Usd, Parameter Factor)
{
    public double Expected => Usd * Factor.Expected();
}

/// <summary>
/// Mean cost of a request by component, read off the same moments as the bill; where volume decides on cache hits, over a profile of
/// volumes.
/// </summary>
internal static class MeanCost
{
    public static IReadOnlyList<MeanPart> Of(RequestLaw law, VolumeProfile volumes) =>
        [.. FirstMoments.Of(law)
            .SelectMany(leaf => leaf.Terms.Select((term, t) =>
                Part(leaf, term.Component, leaf.Probability * term.Coefficient, FirstMoments.FirstTerm + t, volumes)))];

    /// <summary>
    /// Mean cost of one paid attempt of a request that asks one of some questions; null where nobody asks them, or lengths are typed.
    /// </summary>
    public static double? About(RequestLaw law, IReadOnlySet<int> questions, VolumeProfile volumes)
    {
        switch (law)
        {
            case RoutedRequests routed:
                return routed.Routes.Sum(r => r.Share.Expected() * About(r.Requests, questions, volumes));
            case SampledRequests sampled:
                var weights = WeightsOver(sampled, volumes);
                var rows = Enumerable.Range(0, weights.Length).Where(i => questions.Contains(sampled.Questions[i])).ToList();
                var weight = rows.Sum(i => weights[i]);
                return weight <= 0 ? null : sampled.Parts.Sum(p => rows.Sum(i => weights[i] * p.Usd[i]) * p.Product.Expected()) / weight;
            default:
                return null;
        }
    }

    private static MeanPart Part(FirstLeaf leaf, string component, Parameter factor, int entry, VolumeProfile volumes) => leaf.Means switch
    {
        LevelTensor { At: null } levels =>
            new MeanPart(component, Over([.. levels.Nodes], volumes, level => Mean(levels.Levels[level])![entry]), factor),
        var tensor when Mean(tensor) is { } means => new MeanPart(component, means[entry], factor),
        var tensor => new MeanPart(component, 1, factor * new TensorParameter(tensor, entry)),
    };

    // Weights of questions have the shares as their means.
    private static double[]? Mean(PieceTensor tensor) => tensor switch
    {
        FixedTensor known => known.Values,
        QuestionTensor questions => questions.AtShares,
        _ => null,
    };

    private static double[] WeightsOver(SampledRequests law, VolumeProfile volumes)
    {
        if (!law.DependsOnVolume)
            return [.. law.Weights[0]];
        double[] nodes = [.. law.LogVolumes];
        var sums = new double[law.Weights[0].Count];
        foreach (var (logVolume, share) in volumes.Volumes)
        {
            var (first, levels) = Interpolation.Linear(nodes, logVolume);
            for (var i = 0; i < sums.Length; i++)
                sums[i] += share * ((levels[0] * law.Weights[first][i]) + (levels[1] * law.Weights[first + 1][i]));
        }

        return sums;
    }

    private static double Over(double[] nodes, VolumeProfile volumes, Func<int, double> at)
    {
        var sum = 0.0;
        foreach (var (logVolume, share) in volumes.Volumes)
        {
            var (first, levels) = Interpolation.Linear(nodes, logVolume);
            sum += share * ((levels[0] * at(first)) + (levels[1] * at(first + 1)));
        }

        return sum;
    }

    /// <summary>A mean that the trial decides on: lengths whose shape is uncertain, tiers that an uncertain length passes.</summary>
    private sealed record TensorParameter(PieceTensor Tensor, int Entry) : Parameter
    {
        public override IEnumerable<int> Inputs => Tensor switch
        {
            LevelTensor levels => levels.At!.Inputs,
            TrialTensor trial => trial.Inputs,
            _ => [],
        };

        public override double At(ReadOnlySpan<double> scores)
        {
            if (Tensor is TrialTensor trial)
                return trial.At(scores)[Entry];
            var levels = (LevelTensor)Tensor;
            var (first, weights) = Interpolation.Cubic(levels.Nodes, levels.At!.At(scores));
            var sum = 0.0;
            for (var i = 0; i < weights.Count; i++)
                sum += weights[i] * ((FixedTensor)levels.Levels[first + i]).Values[Entry];
            return sum;
        }
    }
}
