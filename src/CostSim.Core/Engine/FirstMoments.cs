using System.Runtime.CompilerServices;
using CostSim.Randomness;

namespace CostSim.Engine;

/// <summary>A part of a law with the means of its parts' quantities: weight, weight of missed evidence, then one entry a term.</summary>
internal sealed record FirstLeaf(Parameter Probability, PieceTensor Means, IReadOnlyList<(string Component, Parameter Coefficient)> Terms);

/// <summary>Splits a law's mean by component.</summary>
internal static class FirstMoments
{
    public const int Weight = 0;
    public const int Missed = 1;
    public const int FirstTerm = 2;

    // They depend on the law alone, and every thread asks again.
    private static readonly ConditionalWeakTable<RequestLaw, IReadOnlyList<FirstLeaf>> Known = [];

    public static IReadOnlyList<FirstLeaf> Of(RequestLaw law) => Known.GetValue(law, static l => [.. l.FirstMoments(Parameter.One)]);

    public static FirstLeaf OfTier(TypedRequests law, TypedAlternative alternative, int number, Parameter probability)
    {
        var tier = alternative.Tiers[number];
        // A piece of this tier alone, each part a variable of its own.
        var single = law with { Alternatives = [new TypedAlternative(Parameter.One, alternative.Tiers)] };
        var tensor = TypedPieces.FirstMomentsOf(single, number, [.. tier.Parts.Select(p => p.Unit)]);
        return new FirstLeaf(probability, tensor,
            [.. tier.Parts.Select(p =>
                (p.Component, p.Factors.Aggregate(Parameter.Of(p.UsdPerUnit) * law.LawOf(p.Unit).Scale, (x, f) => x * f)))]);
    }

    public static FirstLeaf OfRows(SampledRequests law, Parameter probability)
    {
        double[] nodes = [.. law.LogVolumes];
        var rows = new JointRows([law]);
        return new FirstLeaf(
            probability,
            nodes.Length > 1 ? new LevelTensor(nodes, new TensorLevels(nodes.Length, i => OfRows(law, rows.At(nodes[i]))),
                null) : OfRows(law, rows.At(0)),
            [.. law.Parts.Select(p => (p.Component, p.Factors.Aggregate(Parameter.One, (x, f) => x * f)))]);
    }

    private static PieceTensor OfRows(SampledRequests law, IReadOnlyList<JointRow> rows)
    {
        var sample = law.RestsOn;
        var questions = Enumerable.Range(0, sample?.Shares.Count ?? 1).Select(_ => new double[FirstTerm + law.Parts.Count]).ToArray();
        foreach (var row in rows)
        {
            var to = questions[sample is null ? 0 : law.Questions[row.First]];
            to[Weight] += row.Weight;
            to[Missed] += row.Weight * (law.Missed.Count > 0 ? law.Missed[row.First] : 0);
            for (var p = 0; p < law.Parts.Count; p++)
                to[FirstTerm + p] += row.Weight * law.Parts[p].Usd[row.First];
        }

        if (sample is null)
            return new FixedTensor(questions[0]);
        foreach (var question in questions.Where(q => q[Weight] > 0))
        {
            var weight = question[Weight];
            for (var i = 0; i < question.Length; i++)
                question[i] /= weight;
        }

        return new QuestionTensor(sample, questions);
    }
}
