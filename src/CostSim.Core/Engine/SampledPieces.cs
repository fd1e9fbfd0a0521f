using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using CostSim.Randomness;

namespace CostSim.Engine;

/// <summary>Pieces of a population of priced requests: one for each state of the evidence (found or missed).</summary>
internal static class SampledPieces
{
    public static IEnumerable<Piece> Of(IReadOnlyList<Side> sides, IReadOnlyList<SampledRequests> laws,
        IReadOnlyList<JointAttempts> attempts, Parameter probability)
    {
        var variables = Variables(sides, laws);
        var repeats = PieceCompiler.RepeatsOf(attempts, [.. variables.Select(v => (v.Side, v.Group))], sides);
        var nodes = laws.SelectMany(l => l.LogVolumes.Count > 1 ? l.LogVolumes : []).Distinct().Order().ToArray();
        var states = laws.Any(l => l.Missed.Count > 0) ? 1 << sides.Count : 1;
        // Volumes that no trial reaches are never worked out; all states of a volume are, together.
        var (values, rows) = (new RowValues(laws, variables), new JointRows(laws));
        var byNode = (nodes.Length == 0 ? [0.0] : nodes)
            .Select(node => new Lazy<PieceTensor[]>(() => Tensors(laws, values, rows.At(node), states))).ToList();
        for (var state = 0; state < states; state++)
        {
            // Evidence is there or not whatever the volume: the ends tell for all.
            if (IsEmpty(byNode[0].Value[state]) && IsEmpty(byNode[^1].Value[state]))
                continue;
            var own = state;
            yield return new Piece
            {
                Probability = probability,
                Coefficients = [.. variables.Select(v => v.Coefficient)],
                Tensor = nodes.Length == 0
                    ? byNode[0].Value[state]
                    : new LevelTensor(nodes, new TensorLevels(nodes.Length, node => byNode[node].Value[own]), null),
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

    /// <summary>
    /// A set of factors on one side, the input's (group 0) or one attempt's output; its value in a row is the sum of the set's parts.
    /// </summary>
    private sealed record RowVariable(int Side, int Group, IReadOnlyList<Parameter> Factors, Parameter Coefficient,
        List<(int Side, CostPart Part, double Sign)> Parts);

    private static List<RowVariable> Variables(IReadOnlyList<Side> sides, IReadOnlyList<SampledRequests> laws)
    {
        var found = new List<RowVariable>();
        var netted = PieceCompiler.AreNetted(sides);
        for (var s = 0; s < sides.Count; s++)
        {
            foreach (var part in laws[s].Parts.Where(p => p.Usd.Any(usd => usd != 0)))
            {
                var fresh = part.IsOutput && sides[s].Attempts.FreshOutput;
                for (var group = fresh ? 1 : 0; group <= (fresh ? PieceCompiler.OutputsOf(sides[s].Attempts) : 0); group++)
                {
                    var variable = found.FirstOrDefault(v => v.Group == group && (netted || v.Side == s)
                        && Coupling.Same(v.Factors, part.Factors));
                    if (variable is null)
                        found.Add(variable =
                            new RowVariable(s, group, part.Factors, part.Factors.Aggregate(Parameter.One, (p, f) => p * f), []));
                    variable.Parts.Add((s, part, sides[s].Sign));
                }
            }
        }

        return found;
    }

    /// <summary>
    /// The value of each variable in a joint row, as a sum of what each side's row adds; and the evidence that is missed.
    /// </summary>
    private sealed class RowValues(IReadOnlyList<SampledRequests> laws, IReadOnlyList<RowVariable> variables)
    {
        private readonly double[]?[][] bySide = [.. laws.Select((_, s) => variables.Select(v => Column(v, s)).ToArray())];
        private readonly double[][] missed = [.. laws.Select(l => l.Missed.ToArray())];
        private readonly int[] questions = [.. laws[0].Questions];

        public IReadOnlyList<RowVariable> Variables => variables;

        public int QuestionOf(JointRow row) => questions.Length > 0 ? questions[row.First] : 0;

        // Found and missed of both sides use one uniform number, as everything else of a pair does.
        public double StateShare(JointRow row, int state)
        {
            var first = missed[0].Length > 0 ? missed[0][row.First] : 0;
            if (missed.Length == 1)
                return state == 1 ? first : 1 - first;
            var second = missed[1].Length > 0 ? missed[1][row.Second] : 0;
            return state switch
            {
                0 => 1 - Math.Max(first, second),
                1 => Math.Max(0, first - second),
                2 => Math.Max(0, second - first),
                _ => Math.Min(first, second),
            };
        }

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

    private static PieceTensor[] Tensors(IReadOnlyList<SampledRequests> laws, RowValues rowValues, IReadOnlyList<JointRow> rows, int states)
    {
        var monomials = Monomials.Of(rowValues.Variables.Count);
        var sample = laws[0].RestsOn;
        var questions = sample?.Shares.Count ?? 1;
        var tensors = Enumerable.Range(0, states)
            .Select(_ => Enumerable.Range(0, questions).Select(_ => new double[monomials.Count]).ToArray()).ToArray();
        var totals = new double[questions];
        Span<double> values = stackalloc double[rowValues.Variables.Count];
        Span<double> products = stackalloc double[monomials.Count];
        var fresh = new FreshMoments([.. rowValues.Variables.Select(v => v.Group)]);
        foreach (var group in fresh.Repeats ? rows.GroupBy(rowValues.QuestionOf).Select(g => (IReadOnlyList<JointRow>)[.. g]) : [rows])
        {
            var conditional = fresh.Of(group, rowValues.At);
            foreach (var row in group)
            {
                var question = sample is null ? 0 : rowValues.QuestionOf(row);
                totals[question] += row.Weight;
                rowValues.At(row, values);
                fresh.KeepFirst(values);
                monomials.At(values, products);
                for (var i = 0; conditional is not null && i < products.Length; i++)
                    products[i] *= conditional[i];
                for (var state = 0; state < states; state++)
                {
                    var weight = row.Weight * rowValues.StateShare(row, state);
                    if (weight != 0)
                        AddProduct(products, weight, tensors[state][question]);
                }
            }
        }

        if (sample is null)
            return [.. tensors.Select(t => new FixedTensor(t[0]))];
        foreach (var (question, total) in totals.Index().Where(t => t.Item > 0))
        {
            foreach (var tensor in tensors)
                for (var i = 0; i < monomials.Count; i++)
                    tensor[question][i] /= total;
        }

        return [.. tensors.Select(t => new QuestionTensor(sample, t))];
    }

    // to += a b, element by element: the same bytes for every width of vectors.
    private static void AddProduct(ReadOnlySpan<double> a, double b, Span<double> to)
    {
        var wide = MemoryMarshal.Cast<double, Vector256<double>>(a);
        var sums = MemoryMarshal.Cast<double, Vector256<double>>(to);
        var factor = Vector256.Create(b);
        for (var i = 0; i < wide.Length; i++)
            sums[i] += wide[i] * factor;
        for (var i = wide.Length * Vector256<double>.Count; i < a.Length; i++)
            to[i] += a[i] * b;
    }
}
