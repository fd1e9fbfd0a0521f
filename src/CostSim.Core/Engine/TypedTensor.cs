using CostSim.Randomness;

namespace CostSim.Engine;

/// <summary>
/// A factor of a typed request's cost: a law read at the input's score z (group 0) or at the output's score ρz + √(1 − ρ²)ε of
/// an attempt (group 1, 2, ..), whose ε is its own.
/// </summary>
internal readonly record struct TypedVariable(IQuantity Law, int Group);

/// <summary>E[product of variables; from &lt; z &lt;= to] for all products of up to four.</summary>
internal static class TypedTensor
{
    public static double[] Of(IReadOnlyList<TypedVariable> variables, double correlation, double from, double to)
    {
        var monomials = Monomials.Of(variables.Count);
        if (variables.All(v =>
            v.Law is LognormalQuantity or ConstantQuantity { Value: > 0 } or ScaledQuantity { Inner: LognormalQuantity, Factor: > 0 }))
            return Closed(variables, monomials, correlation, from, to);
        return correlation == 0 && variables.All(v => v.Group == 0 || variables.Count(w => w.Group == v.Group) == 1)
            ? Independent(variables, monomials, from, to)
            : Numeric(variables, monomials, correlation, from, to);
    }

    // Logs are linear in the scores: E[exp(m + a z + Σ b_j ε_j); from < z <= to] = exp(m + a²/2 + Σ b_j²/2) (Φ(to − a) − Φ(from − a)).
    private static double[] Closed(IReadOnlyList<TypedVariable> variables, Monomials monomials, double correlation, double from, double to)
    {
        var groups = variables.Max(v => v.Group) + 1;
        var tensor = new double[monomials.Count];
        Span<double> own = stackalloc double[groups];
        for (var i = 0; i < monomials.Count; i++)
        {
            var (m, a) = (0.0, 0.0);
            own.Clear();
            for (var v = 0; v < variables.Count; v++)
            {
                var power = monomials.Exponents[i][v];
                var (mu, sigma) = LogsOf(variables[v].Law);
                m += power * mu;
                if (variables[v].Group == 0)
                {
                    a += power * sigma;
                }
                else
                {
                    a += power * sigma * correlation;
                    own[variables[v].Group] += power * sigma * Math.Sqrt(1 - (correlation * correlation));
                }
            }

            var exponent = m + (0.5 * a * a);
            foreach (var b in own)
                exponent += 0.5 * b * b;
            tensor[i] = Elementary.Exp(exponent) * Between(from - a, to - a);
        }

        return tensor;
    }

    private static (double Mu, double Sigma) LogsOf(IQuantity law) => law switch
    {
        LognormalQuantity lognormal => (lognormal.Mu, lognormal.Sigma),
        ScaledQuantity { Inner: LognormalQuantity inner } scaled => (inner.Mu + Elementary.Log(scaled.Factor), inner.Sigma),
        _ => (Elementary.Log(((ConstantQuantity)law).Value), 0),
    };

    private static double Between(double from, double to) =>
        from > 0 ? Elementary.NormalCdf(-from) - Elementary.NormalCdf(-to) : Elementary.NormalCdf(to) - Elementary.NormalCdf(from);

    // Input and outputs are independent: the input's mixed moments times each output's own.
    private static double[] Independent(IReadOnlyList<TypedVariable> variables, Monomials monomials, double from, double to)
    {
        var inputs = Enumerable.Range(0, variables.Count).Where(v => variables[v].Group == 0).ToArray();
        var whole = double.IsNegativeInfinity(from) && double.IsPositiveInfinity(to);
        var single = whole && inputs.Count(v => variables[v].Law is not ConstantQuantity) <= 1;
        var nodes = single ? [] : ScoreNodes.Over(from, to, [.. inputs.Select(v => variables[v].Law)]);
        var tensor = new double[monomials.Count];
        for (var i = 0; i < monomials.Count; i++)
        {
            var powers = monomials.Exponents[i];
            var value = 1.0;
            for (var v = 0; v < variables.Count; v++)
            {
                if (variables[v].Group > 0 || single)
                    value *= variables[v].Law.Moment(powers[v]);
            }

            tensor[i] = single ? value : value * nodes.Sum(n =>
                n.Weight * inputs.Aggregate(1.0, (p, v) => p * Moments.Power(variables[v].Law.At(n.Score), powers[v])));
        }

        return tensor;
    }

    private static double[] Numeric(IReadOnlyList<TypedVariable> variables, Monomials monomials, double correlation, double from, double to)
    {
        var nodes = ScoreNodes.Over(from, to, [.. variables.Where(v => v.Group == 0).Select(v => v.Law)]);
        var rest = Math.Sqrt(1 - (correlation * correlation));
        var tensor = new double[monomials.Count];
        foreach (var node in nodes)
        {
            var conditional = OutputMoments(variables, monomials, correlation * node.Score, rest);
            for (var i = 0; i < monomials.Count; i++)
            {
                var value = node.Weight * conditional[i];
                for (var v = 0; v < variables.Count; v++)
                {
                    if (variables[v].Group == 0)
                        value *= Moments.Power(variables[v].Law.At(node.Score), monomials.Exponents[i][v]);
                }

                tensor[i] += value;
            }
        }

        return tensor;
    }

    // E[products of the outputs | z]: attempts are independent given z, the variables of one attempt are not.
    private static double[] OutputMoments(IReadOnlyList<TypedVariable> variables, Monomials monomials, double shift, double scale)
    {
        var result = new double[monomials.Count];
        Array.Fill(result, 1);
        foreach (var group in variables.Select(v => v.Group).Where(g => g > 0).Distinct())
        {
            var members = Enumerable.Range(0, variables.Count).Where(v => variables[v].Group == group).ToArray();
            var nodes = ScoreNodes.Shifted(shift, scale, [.. members.Select(v => variables[v].Law)]);
            var values = nodes.Select(n => members.Select(v => variables[v].Law.At(n.Score)).ToArray()).ToArray();
            for (var i = 0; i < monomials.Count; i++)
            {
                var sum = 0.0;
                for (var n = 0; n < nodes.Count; n++)
                {
                    var product = nodes[n].Weight;
                    for (var m = 0; m < members.Length; m++)
                        product *= Moments.Power(values[n][m], monomials.Exponents[i][members[m]]);
                    sum += product;
                }

                result[i] *= sum;
            }
        }

        return result;
    }
}
