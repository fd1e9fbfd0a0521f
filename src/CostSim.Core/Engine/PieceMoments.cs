using System.Runtime.Intrinsics;
using CostSim.Randomness;

namespace CostSim.Engine;

/// <summary>Raw moments 0 to 4 of one piece in each trial of a block, weighed by the piece's probability.</summary>
internal sealed class PieceMoments
{
    private readonly Piece piece;
    private readonly Monomials monomials;
    private readonly int probability;
    private readonly int[] coefficients;
    private readonly int[] repeats;
    private readonly bool isUniform;
    private readonly double[]? merged;
    private readonly double[]? certain;
    private readonly int common = -1;

    public PieceMoments(Piece piece, ParameterColumns columns)
    {
        this.piece = piece;
        monomials = Monomials.Of(piece.Coefficients.Count);
        probability = columns.SlotOf(piece.Probability);
        coefficients = [.. piece.Coefficients.Select(columns.SlotOf)];
        repeats = [.. piece.Repeats.Select(r => columns.SlotOf(r.Probability))];
        isUniform = piece.Repeats.All(r => r.Weights is null);
        // Numbers of attempts whose probabilities are known are one sum of products.
        merged = !isUniform && piece.Repeats.All(r => r.Probability.IsConstant) ? Merged(piece.Repeats) : null;
        if (piece.Tensor is not FixedTensor { Values: var tensor } || !piece.Repeats.All(r => r.Probability.IsConstant)
            || !piece.Probability.IsConstant)
            return;
        if (CommonFactor.Of(piece.Coefficients) is not var (factor, numbers))
            return;
        certain = new double[Monomials.MaxDegree + 1];
        Moments(tensor, numbers, [.. piece.Repeats.Select(r => r.Probability.Value)], certain);
        for (var n = 0; n < certain.Length; n++)
            certain[n] *= piece.Probability.Value;
        common = factor.IsConstant ? -1 : columns.SlotOf(factor);
    }

    public int Missed => piece.Missed;

    /// <summary>Whether the moments differ between trials.</summary>
    public bool Varies => certain is null || common >= 0;

    /// <summary>The logs of volume between which the moments are interpolated; empty where volume does not matter.</summary>
    public double[] VolumeNodes => piece.Tensor is LevelTensor { At: null } levels ? levels.Nodes : [];

    /// <summary>
    /// Adds the moments up to an order to the columns; <paramref name="logVolume"/> is the log of a day's mean volume, for tensors
    /// that depend on it.
    /// </summary>
    public void AddTo(TrialBlock block, TensorColumns tensors, double logVolume, int orders, double[][] to)
    {
        if (certain is not null)
        {
            AddCertain(block, orders, to);
            return;
        }

        var entries = monomials.CountUpTo(orders);
        var tensor = tensors.Of(piece.Tensor, entries, logVolume);
        Span<Vector256<double>> numbers = stackalloc Vector256<double>[coefficients.Length];
        Span<Vector256<double>> products = stackalloc Vector256<double>[entries];
        Span<Vector256<double>> once = stackalloc Vector256<double>[orders + 1];
        Span<Vector256<double>> moments = stackalloc Vector256<double>[orders + 1];
        for (var i = 0; i < Columns.Length; i += 4)
        {
            for (var v = 0; v < numbers.Length; v++)
                numbers[v] = Columns.Load(block.Values[coefficients[v]], i);
            moments.Clear();
            if (merged is not null)
                monomials.Moments(tensor, i, numbers, merged, products, moments);
            for (var r = 0; r < repeats.Length && merged is null; r++)
            {
                var share = Columns.Load(block.Values[repeats[r]], i);
                // Where every variable is paid the same number of times, one evaluation serves all numbers of attempts.
                if (r == 0 || !isUniform)
                    monomials.Moments(tensor, i, numbers, piece.Repeats[r].Weights, products, once);
                for (var n = 0; n < moments.Length; n++)
                    moments[n] += isUniform
                        ? share * Vector256.Create(Randomness.Moments.Power(piece.Repeats[r].Times, n)) * once[n]
                        : share * once[n];
            }

            var weight = Columns.Load(block.Values[probability], i);
            for (var n = 0; n < moments.Length; n++)
                Columns.Store(to[n], i, Vector256.FusedMultiplyAdd(weight, moments[n], Columns.Load(to[n], i)));
        }
    }

    private void AddCertain(TrialBlock block, int orders, double[][] to)
    {
        for (var i = 0; i < Columns.Length; i += 4)
        {
            var factor = common < 0 ? Vector256.Create(1.0) : Columns.Load(block.Values[common], i);
            var power = Vector256.Create(1.0);
            for (var n = 0; n <= orders; n++, power *= factor)
                Columns.Store(to[n], i, Vector256.FusedMultiplyAdd(power, Vector256.Create(certain![n]), Columns.Load(to[n], i)));
        }
    }

    private void Moments(ReadOnlySpan<double> tensor, ReadOnlySpan<double> numbers, ReadOnlySpan<double> shares, Span<double> moments)
    {
        Span<double> once = stackalloc double[moments.Length];
        monomials.Moments(tensor, numbers, merged, once);
        moments.Clear();
        for (var r = 0; r < (isUniform ? shares.Length : 1); r++)
        {
            for (var n = 0; n < moments.Length; n++)
                moments[n] += isUniform ? shares[r] * Randomness.Moments.Power(piece.Repeats[r].Times, n) * once[n] : once[n];
        }
    }

    private static double[] Merged(IReadOnlyList<Repeat> repeats)
    {
        var sum = new double[repeats[0].Weights!.Length];
        foreach (var repeat in repeats)
            for (var i = 0; i < sum.Length; i++)
                sum[i] += repeat.Probability.Value * repeat.Weights![i];
        return sum;
    }
}

/// <summary>Splits coefficients into numbers and the uncertain factor that all of them share.</summary>
internal static class CommonFactor
{
    public static (Parameter Factor, double[] Numbers)? Of(IReadOnlyList<Parameter> coefficients)
    {
        var split = coefficients.Select(Split).ToList();
        if (split.Count == 0)
            return (Parameter.One, []);
        return split.All(s => Coupling.Same(s.Others, split[0].Others))
            ? (split[0].Others.Aggregate(Parameter.One, (p, f) => p * f), [.. split.Select(s => s.Number)])
            : null;
    }

    private static (double Number, IReadOnlyList<Parameter> Others) Split(Parameter parameter) => parameter switch
    {
        ConstantParameter constant => (constant.Number, []),
        ProductParameter product => (
            product.Factors.OfType<ConstantParameter>().Aggregate(1.0, (p, f) => p * f.Number),
            [.. product.Factors.Where(f => f is not ConstantParameter)]),
        _ => (1, [parameter]),
    };
}
