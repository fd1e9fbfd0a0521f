using CostSim.Randomness;

namespace CostSim.Distributions;

/// <summary>Pieces of a population of priced requests: one for each state of the evidence (found or missed).</summary>
internal static class SampledPieces
{
    public static IEnumerable<Piece> Of(IReadOnlyList<Side> sides, IReadOnlyList<SampledRequests> laws, IReadOnlyList<JointAttempts> attempts, Parameter probability)
    {
        var variables = Variables(sides, laws);
        var repeats = PieceCompiler.RepeatsOf(attempts, [.. variables.Select(v => (v.Side, v.Group))], sides);
        var nodes = laws.SelectMany(l => l.LogVolumes.Count > 1 ? l.LogVolumes : []).Distinct().Order().ToArray();
        var states = laws.Any(l => l.Missed.Count > 0) ? 1 << sides.Count : 1;
        for (var state = 0; state < states; state++)
        {
            var levels = (nodes.Length == 0 ? [0.0] : nodes).Select(node => Tensor(laws, variables, JointRows.At(laws, node), state)).ToList();
            if (levels.All(IsEmpty))
                continue;
            yield return new Piece
            {
                Probability = probability,
                Coefficients = [.. variables.Select(v => v.Coefficient)],
                Tensor = nodes.Length == 0 ? levels[0] : new LevelTensor(nodes, levels, null),
                Repeats = repeats,
                Missed = state,
            };
        }
    }

    private static bool IsEmpty(PieceTensor tensor) => tensor switch
    {
        FixedTensor t => t.Values[0] == 0,
        QuestionTensor t => t.Questions.All(q => q[0] == 0),
        _ => false,
    };

    /// <summary>A set of factors on one side, the input's (group 0) or one attempt's output; its value in a row is the sum of the set's parts.</summary>
    private sealed record RowVariable(int Side, int Group, IReadOnlyList<Parameter> Factors, Parameter Coefficient, List<(int Side, CostPart Part, double Sign)> Parts);

    private static List<RowVariable> Variables(IReadOnlyList<Side> sides, IReadOnlyList<SampledRequests> laws)
    {
        var found = new List<RowVariable>();
        var netted = PieceCompiler.AreNetted(sides);
        for (var s = 0; s < sides.Count; s++)
        {
            foreach (var part in laws[s].Parts.Where(p => p.Usd.Any(usd => usd != 0)))
            {
                var fresh = part.IsOutput && sides[s].Attempts.FreshOutput;
                for (var group = fresh ? 1 : 0; group <= (fresh ? sides[s].Attempts.Shares.Count : 0); group++)
                {
                    var variable = found.FirstOrDefault(v => v.Group == group && (netted || v.Side == s) && Coupling.Same(v.Factors, part.Factors));
                    if (variable is null)
                        found.Add(variable = new RowVariable(s, group, part.Factors, part.Factors.Aggregate(Parameter.One, (p, f) => p * f), []));
                    variable.Parts.Add((s, part, sides[s].Sign));
                }
            }
        }

        return found;
    }

    private static PieceTensor Tensor(IReadOnlyList<SampledRequests> laws, IReadOnlyList<RowVariable> variables, IReadOnlyList<JointRow> rows, int state)
    {
        var monomials = Monomials.Of(variables.Count);
        var sample = laws[0].Sample is { } s && (s.DocumentsVary || s.QuestionsVary) ? s : null;
        var questions = sample?.Shares.Count ?? 1;
        var tensors = Enumerable.Range(0, questions).Select(_ => new double[monomials.Count]).ToArray();
        var totals = new double[questions];
        Span<double> values = stackalloc double[variables.Count];
        Span<double> products = stackalloc double[monomials.Count];
        var fresh = new FreshMoments([.. variables.Select(v => v.Group)]);
        foreach (var group in rows.GroupBy(r => laws[0].Questions.Count > 0 ? laws[0].Questions[r.Rows[0]] : 0))
        {
            var question = sample is null ? 0 : group.Key;
            var conditional = fresh.Of(group, row => RowValues(variables, row));
            foreach (var row in group)
            {
                totals[question] += row.Weight;
                var weight = row.Weight * StateShare(laws, row, state);
                if (weight == 0)
                    continue;
                RowValues(variables, row).CopyTo(values);
                fresh.KeepFirst(values);
                monomials.At(values, products);
                for (var i = 0; i < monomials.Count; i++)
                    tensors[question][i] += weight * products[i] * (conditional?[i] ?? 1);
            }
        }

        if (sample is null)
            return new FixedTensor(tensors[0]);
        for (var q = 0; q < questions; q++)
        {
            for (var i = 0; i < monomials.Count && totals[q] > 0; i++)
                tensors[q][i] /= totals[q];
        }

        return new QuestionTensor(sample, tensors);
    }

    private static double[] RowValues(IReadOnlyList<RowVariable> variables, JointRow row)
    {
        var values = new double[variables.Count];
        for (var v = 0; v < values.Length; v++)
        {
            foreach (var (side, part, sign) in variables[v].Parts)
                values[v] += sign * part.Usd[row.Rows[side]];
        }

        return values;
    }

    // Found and missed of two sides hang on one uniform number, as everything else of a pair.
    private static double StateShare(IReadOnlyList<SampledRequests> laws, JointRow row, int state)
    {
        double Missed(int side) => laws[side].Missed.Count > 0 ? laws[side].Missed[row.Rows[side]] : 0;
        if (laws.Count == 1)
            return state == 1 ? Missed(0) : 1 - Missed(0);
        var (first, second) = (Missed(0), Missed(1));
        return state switch
        {
            0 => 1 - Math.Max(first, second),
            1 => Math.Max(0, first - second),
            2 => Math.Max(0, second - first),
            _ => Math.Min(first, second),
        };
    }
}
