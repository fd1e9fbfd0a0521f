using CostSim.Randomness;

namespace CostSim.Engine;

/// <summary>Pieces of typed requests: one for each joint alternative and tier.</summary>
internal static class TypedPieces
{
    // Nodes over the log of an uncertain factor that a tier bends: 33 over ±6.5 standard deviations, cubic in between.
    private const int FactorNodes = 33;

    public static IEnumerable<Piece> Of(IReadOnlyList<Side> sides, IReadOnlyList<TypedRequests> laws,
        IReadOnlyList<JointAttempts> attempts, Parameter probability)
    {
        foreach (var joint in PieceCompiler.Couple([.. laws.Select(l => l.Alternatives.Select(a => a.Probability).ToList())]))
        {
            var tiers = laws.Select((l, s) => l.Alternatives[joint.Choices[s]].Tiers).ToList();
            foreach (var choice in Product([.. tiers.Select(t => t.Count)]))
            {
                var chosen = new TypedChoice(sides, laws, [.. tiers.Select((t, s) => t[choice[s]])],
                    [.. tiers.Select((t, s) => choice[s] + 1 < t.Count ? t[choice[s] + 1] : null)]);
                if (chosen.Piece(attempts, probability * joint.Probability) is { } piece)
                    yield return piece;
            }
        }
    }

    /// <summary>Weight, 0, and the mean of each unit (before the laws' scales) in one tier of a law's only alternative.</summary>
    public static PieceTensor FirstMomentsOf(TypedRequests law, int tier, IReadOnlyList<TypedUnit> units)
    {
        var tiers = law.Alternatives[0].Tiers;
        var choice = new TypedChoice([new Side(law, Attempts.Once, 1)], [law], [tiers[tier]],
            [tier + 1 < tiers.Count ? tiers[tier + 1] : null]);
        return choice.FirstMoments([.. units.Select(u => (law.LawOf(u), IsOutput(u) ? 1 : 0))]);
    }

    private static bool IsOutput(TypedUnit unit) => unit is TypedUnit.OutputToken or TypedUnit.ReasoningToken;

    private static IEnumerable<int[]> Product(int[] counts) => counts.Length == 1
        ? Enumerable.Range(0, counts[0]).Select(i => new[] { i })
        : Enumerable.Range(0, counts[0]).SelectMany(i => Enumerable.Range(0, counts[1]).Select(j => new[] { i, j }));

    private sealed record TypedChoice(IReadOnlyList<Side> Sides, IReadOnlyList<TypedRequests> Laws, IReadOnlyList<TypedTier> Tiers,
        IReadOnlyList<TypedTier?> Next)
    {
        public Piece? Piece(IReadOnlyList<JointAttempts> attempts, Parameter probability)
        {
            var variables = Variables();
            var tensor = Tensor([.. variables.Select(v => (v.Law, v.Group))], at => at([.. Enumerable.Range(0, variables.Count)]));
            if (tensor is FixedTensor { Values: var values } && values[0] <= 0)
                return null;
            return new Piece
            {
                Probability = probability,
                Coefficients = [.. variables.Select(v => v.Coefficient)],
                Tensor = tensor,
                Repeats = PieceCompiler.RepeatsOf(attempts, [.. variables.Select(v => (v.Side, v.Group))], Sides),
            };
        }

        // One law at a time: parts of one unit are not variables of each other.
        public PieceTensor FirstMoments(IReadOnlyList<(UncertainLaw Law, int Group)> variables) =>
            Tensor(variables, at => [at([])[0], 0, .. variables.Select((_, v) => at([v])[1])]);

        private List<(UncertainLaw Law, int Group, int Side, Parameter Coefficient)> Variables()
        {
            var found = new List<(UncertainLaw Law, int Group, int Side, Parameter Coefficient)>();
            var netted = PieceCompiler.AreNetted(Sides);
            for (var s = 0; s < Sides.Count; s++)
            {
                foreach (var unit in Tiers[s].Parts.GroupBy(p => p.Unit))
                {
                    var law = Laws[s].LawOf(unit.Key);
                    var price = unit.Aggregate(Parameter.Zero, (sum, part) =>
                        sum + (part.Factors.Aggregate(Parameter.Of(part.UsdPerUnit * Sides[s].Sign), (p, f) => p * f)));
                    if (price is ConstantParameter { Number: 0 } || law.Fixed is ConstantQuantity { Value: 0 })
                        continue;
                    var outputs = IsOutput(unit.Key) ? PieceCompiler.OutputsOf(Sides[s].Attempts) : 0;
                    for (var group = Math.Min(1, outputs); group <= outputs; group++)
                        Add(found, (law, group, s, price * law.Scale), netted);
                }
            }

            return found;
        }

        // The same law on both sides is one variable, at the difference of its prices.
        private static void Add(List<(UncertainLaw Law, int Group, int Side, Parameter Coefficient)> found,
            (UncertainLaw Law, int Group, int Side, Parameter Coefficient) next, bool netted)
        {
            var place = netted ? found.FindIndex(v => v.Group == next.Group && IsSame(v.Law, next.Law)) : -1;
            if (place < 0)
                found.Add(next);
            else
                found[place] = found[place] with { Coefficient = found[place].Coefficient + next.Coefficient };
        }

        private static bool IsSame(UncertainLaw a, UncertainLaw b) =>
            ReferenceEquals(a, b) || (a.Fixed is not null && Equals(a.Fixed, b.Fixed));

        // The wanted arrays are put together from the tensors of chosen variables.
        private PieceTensor Tensor(IReadOnlyList<(UncertainLaw Law, int Group)> variables, Func<Func<int[], double[]>, double[]> wanted)
        {
            double[] At(ReadOnlySpan<double> scores)
            {
                var (from, to) = Interval(scores);
                var laws = new TypedVariable[variables.Count];
                for (var v = 0; v < laws.Length; v++)
                    laws[v] = new TypedVariable(variables[v].Law.At(scores), variables[v].Group);
                return wanted(chosen => chosen.Length == 0
                    ? [Math.Max(0, Elementary.NormalCdf(to) - Elementary.NormalCdf(from))]
                    : TypedTensor.Of([.. chosen.Select(v => laws[v])], Laws[0].Correlation, from, to));
            }

            var shapes = variables.SelectMany(v => v.Law.Fixed is null ? v.Law.Inputs : []);
            var bent = Enumerable.Range(0, Sides.Count).Where(s => Tiers[s].FromInput > 0 || Next[s] is not null)
                .SelectMany(s => Laws[s].Input.Inputs);
            var inputs = shapes.Concat(bent).Distinct().ToArray();
            return inputs.Length switch
            {
                0 => new FixedTensor(At([])),
                1 => OverScore(inputs[0], At),
                _ => new TrialTensor(inputs, At),
            };
        }

        private static LevelTensor OverScore(int input, TensorAt at)
        {
            var nodes = Enumerable.Range(0, FactorNodes).Select(i => -6.5 + (13.0 * i / (FactorNodes - 1))).ToArray();
            var scores = new double[input + 1];
            var levels = new List<PieceTensor>();
            foreach (var node in nodes)
            {
                scores[input] = node;
                levels.Add(new FixedTensor(at(scores)));
            }

            return new LevelTensor(nodes, levels, new ScoreParameter(input));
        }

        // The scores of the input between which every side is in its chosen tier.
        private (double From, double To) Interval(ReadOnlySpan<double> scores)
        {
            var (from, to) = (double.NegativeInfinity, double.PositiveInfinity);
            for (var s = 0; s < Sides.Count; s++)
            {
                from = Math.Max(from, ScoreOf(Tiers[s], Laws[s].Input, scores));
                if (Next[s] is { } next)
                    to = Math.Min(to, ScoreOf(next, Laws[s].Input, scores));
            }

            return (from, Math.Max(from, to));
        }
    }

    /// <summary>The input's score above which a tier holds.</summary>
    public static double ScoreOf(TypedTier tier, UncertainLaw input, ReadOnlySpan<double> scores)
    {
        if (tier.FromInput <= 0)
            return double.NegativeInfinity;
        var bound = tier.FromInput / input.Scale.At(scores);
        var below = input.At(scores).Probability(tier.IncludesStart ? Math.BitDecrement(bound) : bound);
        return below <= 0 ? double.NegativeInfinity : below >= 1 ? double.PositiveInfinity : NormalQuantile.Of(below);
    }
}

/// <summary>A score itself, where something is tabulated over it.</summary>
internal sealed record ScoreParameter(int Input) : Parameter
{
    public override IEnumerable<int> Inputs => [Input];

    public override double At(ReadOnlySpan<double> scores) => scores[Input];
}
