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
        var rows = (nodes.Length == 0 ? [0.0] : nodes).Select(node => JointRows.At(laws, node)).ToList();
        var values = new RowValues(sides.Count, variables);
        for (var state = 0; state < states; state++)
        {
            var levels = rows.Select(level => Tensor(laws, values, level, state)).ToList();
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

    /// <summary>The value of each variable in a joint row, as a sum of what each side's row adds.</summary>
    private sealed class RowValues(int sides, IReadOnlyList<RowVariable> variables)
    {
        private readonly double[]?[][] bySide = [.. Enumerable.Range(0, sides).Select(s => variables.Select(v => Column(v, s)).ToArray())];

        public IReadOnlyList<RowVariable> Variables => variables;

        public void At(JointRow row, Span<double> values)
        {
            values.Clear();
            for (var side = 0; side < bySide.Length; side++)
            {
                for (var v = 0; v < values.Length; v++)
                    values[v] += bySide[side][v]?[row[side]] ?? 0;
            }
        }

        private static double[]? Column(RowVariable variable, int side)
        {
            double[]? column = null;
            foreach (var (_, part, sign) in variable.Parts.Where(p => p.Side == side))
            {
                column ??= new double[part.Usd.Count];
                for (var row = 0; row < column.Length; row++)
                    column[row] += sign * part.Usd[row];
            }

            return column;
        }
    }

    private static PieceTensor Tensor(IReadOnlyList<SampledRequests> laws, RowValues rowValues, IReadOnlyList<JointRow> rows, int state)
    {
        var monomials = Monomials.Of(rowValues.Variables.Count);
        var sample = laws[0].Sample is { } s && (s.DocumentsVary || s.QuestionsVary) ? s : null;
        var questions = sample?.Shares.Count ?? 1;
        var tensors = Enumerable.Range(0, questions).Select(_ => new double[monomials.Count]).ToArray();
        var totals = new double[questions];
        Span<double> values = stackalloc double[rowValues.Variables.Count];
        Span<double> products = stackalloc double[monomials.Count];
        var fresh = new FreshMoments([.. rowValues.Variables.Select(v => v.Group)]);
        foreach (var group in fresh.Repeats ? rows.GroupBy(r => QuestionOf(laws[0], r)).Select(g => (IReadOnlyList<JointRow>)[.. g]) : [rows])
        {
            var conditional = fresh.Of(group, rowValues.At);
            foreach (var row in group)
            {
                var question = sample is null ? 0 : QuestionOf(laws[0], row);
                totals[question] += row.Weight;
                var weight = row.Weight * StateShare(laws, row, state);
                if (weight == 0)
                    continue;
                rowValues.At(row, values);
                fresh.KeepFirst(values);
                monomials.At(values, products);
                var to = tensors[question];
                for (var i = 0; i < to.Length; i++)
                    to[i] += weight * products[i] * (conditional?[i] ?? 1);
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

    private static int QuestionOf(SampledRequests law, JointRow row) => law.Questions.Count > 0 ? law.Questions[row.First] : 0;

    // Found and missed of two sides hang on one uniform number, as everything else of a pair.
    private static double StateShare(IReadOnlyList<SampledRequests> laws, JointRow row, int state)
    {
        double Missed(int side) => laws[side].Missed.Count > 0 ? laws[side].Missed[row[side]] : 0;
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
