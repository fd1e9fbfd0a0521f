using CostSim.Randomness;

namespace CostSim.Engine;

/// <summary>A joint outcome of two choices with its probability.</summary>
internal readonly record struct Joint(int First, int Second, Parameter Probability);

/// <summary>
/// Two choices made by one uniform number: each takes the outcome in whose part of its cumulative shares the number falls, so
/// that designs that choose alike choose the same.
/// </summary>
internal static class Coupling
{
    public static IReadOnlyList<Joint> Of(IReadOnlyList<Parameter> first, IReadOnlyList<Parameter> second)
    {
        if (first.Count == 1)
            return [.. second.Select((p, j) => new Joint(0, j, p))];
        if (second.Count == 1)
            return [.. first.Select((p, i) => new Joint(i, 0, p))];
        if (Same(first, second))
            return [.. first.Select((p, i) => new Joint(i, i, p))];
        var joints = new List<Joint>();
        for (var i = 0; i < first.Count; i++)
        {
            for (var j = 0; j < second.Count; j++)
            {
                Parameter overlap = new OverlapParameter(first, i, second, j);
                if (overlap.IsConstant)
                    overlap = Parameter.Of(overlap.Value);
                if (overlap is not ConstantParameter { Number: <= 1e-15 })
                    joints.Add(new Joint(i, j, overlap));
            }
        }

        return joints;
    }

    /// <summary>Whether both choices are always the same.</summary>
    public static bool Same(IReadOnlyList<Parameter> first, IReadOnlyList<Parameter> second) =>
        ReferenceEquals(first, second) || (first.Count == second.Count && first.Zip(second).All(p => Same(p.First, p.Second)));

    public static bool Same(Parameter a, Parameter b) => ReferenceEquals(a, b) || (a, b) switch
    {
        (ConstantParameter x, ConstantParameter y) => x.Number == y.Number,
        (InputParameter x, InputParameter y) => x.Score == y.Score && Equals(x.Law, y.Law),
        (ProductParameter x, ProductParameter y) => Same(x.Factors, y.Factors),
        (SumParameter x, SumParameter y) => Same(x.Terms, y.Terms),
        (MappedParameter x, MappedParameter y) => x.Function == y.Function && Same(x.Inner, y.Inner),
        _ => false,
    };

    /// <summary>Overlap of the i-th part of one division of 0..1 with the j-th part of another.</summary>
    private sealed record OverlapParameter(IReadOnlyList<Parameter> First, int I, IReadOnlyList<Parameter> Second, int J) : Parameter
    {
        public override IEnumerable<int> Inputs => First.Concat(Second).SelectMany(p => p.Inputs).Distinct();

        public override double At(ReadOnlySpan<double> scores)
        {
            var (a, b) = Part(First, I, scores);
            var (c, d) = Part(Second, J, scores);
            return Math.Max(0, Math.Min(b, d) - Math.Max(a, c));
        }

        // The last part ends at one, whatever rounding did to the sum.
        private static (double From, double To) Part(IReadOnlyList<Parameter> shares, int index, ReadOnlySpan<double> scores)
        {
            var from = 0.0;
            for (var i = 0; i < index; i++)
                from += shares[i].At(scores);
            return (from, index == shares.Count - 1 ? 1 : from + shares[index].At(scores));
        }
    }
}
