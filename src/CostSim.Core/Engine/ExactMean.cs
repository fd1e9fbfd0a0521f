using CostSim.Randomness;

namespace CostSim.Engine;

/// <summary>Exact means of parameters: by the law where it is alone, as products where factors are independent, else unknown.</summary>
internal static class ExactMean
{
    /// <summary>The mean, or null where dependence leaves no closed form.</summary>
    public static double? Of(Parameter parameter) => parameter switch
    {
        ConstantParameter constant => constant.Number,
        InputParameter input => input.Law.Mean,
        NestedParameter nested => OfNested(nested),
        SumParameter sum => Sum(sum.Terms),
        ProductParameter product => Product(product.Factors),
        MappedParameter { Inner: InputParameter inner } mapped => Integral(inner, mapped.Function),
        MappedParameter mapped => mapped.Inner.IsConstant ? mapped.Function(mapped.Inner.Value) : null,
        _ => null,
    };

    /// <summary>The mean of a function of one law.</summary>
    public static double Integral(InputParameter input, Func<double, double> function) =>
        Nodes(input).Sum(n => n.Weight * function(n.Value));

    /// <summary>Values of one law, with their weights in an integral.</summary>
    public static IEnumerable<(double Value, double Weight)> Nodes(InputParameter input) => input.Law.Outcomes.Count > 0
        ? input.Law.Outcomes.Select(o => (o.Value, o.Probability))
        : ScoreNodes.Over(double.NegativeInfinity, double.PositiveInfinity, [input.Law]).Select(n => (input.Law.At(n.Score), n.Weight));

    /// <summary>The product's mean where no two factors use a common input; several factors of one input are taken together.</summary>
    public static double? Product(IReadOnlyList<Parameter> factors)
    {
        var mean = 1.0;
        foreach (var group in Independent(factors))
        {
            if ((group.Count == 1 ? Of(group[0]) : Together(group)) is not { } one)
                return null;
            mean *= one;
        }

        return mean;
    }

    public static bool AreIndependent(IEnumerable<int> a, IEnumerable<int> b) => !a.Intersect(b).Any();

    private static double? Sum(IReadOnlyList<Parameter> terms)
    {
        var sum = 0.0;
        foreach (var term in terms)
        {
            if (Of(term) is not { } mean)
                return null;
            sum += mean;
        }

        return sum;
    }

    // The law's mean given its parameters, integrated over them: exact where the parameters depend on one input.
    private static double? OfNested(NestedParameter nested)
    {
        var inputs = nested.Law.Inputs;
        if (nested.Law.Fixed is { } law)
            return Of(nested.Law.Scale) is { } scale ? scale * law.Mean : null;
        if (inputs.Count != 1)
            return null;
        var scores = new double[inputs[0] + 1];
        return ScoreNodes.Over(double.NegativeInfinity, double.PositiveInfinity, []).Sum(n =>
        {
            scores[inputs[0]] = n.Score;
            return n.Weight * nested.Law.Scale.At(scores) * nested.Law.At(scores).Mean;
        });
    }

    private static List<List<Parameter>> Independent(IReadOnlyList<Parameter> factors)
    {
        var groups = new List<List<Parameter>>();
        foreach (var factor in factors)
        {
            var linked = groups.Where(g => g.Any(f => f.Inputs.Intersect(factor.Inputs).Any())).ToList();
            var merged = linked.SelectMany(g => g).Append(factor).ToList();
            groups.RemoveAll(linked.Contains);
            groups.Add(merged);
        }

        return groups;
    }

    // Factors of one input: an integral over its score.
    private static double? Together(List<Parameter> factors)
    {
        var inputs = factors.SelectMany(f => f.Inputs).Distinct().ToList();
        if (inputs.Count != 1)
            return null;
        var scores = new double[inputs[0] + 1];
        var laws = factors.SelectMany(ParameterAtoms.Of).OfType<InputParameter>().Select(i => i.Law).ToList();
        return ScoreNodes.Over(double.NegativeInfinity, double.PositiveInfinity, laws).Sum(n =>
        {
            scores[inputs[0]] = n.Score;
            return factors.Aggregate(n.Weight, (product, f) => product * f.At(scores));
        });
    }
}
