using System.Numerics;
using System.Runtime.InteropServices;

namespace CostSim.Distributions;

/// <summary>The tensors of pieces in each trial of a block: weighed over questions once per block, interpolated where asked.</summary>
internal sealed class TensorColumns
{
    private readonly Dictionary<PieceTensor, double[][]> weighed = new(ReferenceEqualityComparer.Instance);
    private double[] scratch = [];
    private TrialBlock block = null!;

    /// <summary>Forgets the block before, and weighs nothing until it is asked for.</summary>
    public void Start(TrialBlock next)
    {
        block = next;
        weighed.Clear();
    }

    /// <summary>The tensor in one trial, valid until the next call.</summary>
    public ReadOnlySpan<double> Of(PieceTensor tensor, int trial, double logVolume) => tensor switch
    {
        FixedTensor known => known.Values,
        QuestionTensor questions => Weighed(questions)[trial],
        LevelTensor levels => Interpolated(levels, trial, levels.At?.At(RowOf(trial)) ?? logVolume),
        TrialTensor own => own.At(RowOf(trial)),
        _ => throw new InvalidOperationException("unknown tensor"),
    };

    private double[] RowOf(int trial)
    {
        var row = new double[block.Scores.Length];
        block.ScoresOf(trial, row);
        return row;
    }

    private double[][] Weighed(QuestionTensor tensor)
    {
        if (weighed.TryGetValue(tensor, out var known))
            return known;
        var weights = block.WeightsOf(tensor.Sample);
        var count = tensor.Questions[0].Length;
        var result = new double[Columns.Length][];
        for (var trial = 0; trial < result.Length; trial++)
        {
            var sum = result[trial] = new double[count];
            for (var q = 0; q < weights.Length; q++)
            {
                AddTimes(weights[q][trial], tensor.Questions[q], sum);
            }
        }

        weighed.Add(tensor, result);
        return result;
    }

    // The hot loop of a bootstrap. Each element has its own chain of fused steps, so that the width of vectors changes no bit.
    private static void AddTimes(double weight, ReadOnlySpan<double> values, Span<double> sum)
    {
        var wide = MemoryMarshal.Cast<double, Vector<double>>(values);
        var sums = MemoryMarshal.Cast<double, Vector<double>>(sum);
        var factor = new Vector<double>(weight);
        for (var i = 0; i < wide.Length; i++)
            sums[i] = Vector.FusedMultiplyAdd(wide[i], factor, sums[i]);
        for (var i = wide.Length * Vector<double>.Count; i < values.Length; i++)
            sum[i] = Math.FusedMultiplyAdd(weight, values[i], sum[i]);
    }

    // Linear over the log of a volume, whose levels come from a simulation; cubic over a score, where the table is exact at its nodes.
    private ReadOnlySpan<double> Interpolated(LevelTensor levels, int trial, double at)
    {
        var (first, weights) = levels.At is null ? Interpolation.Linear(levels.Nodes, at) : Interpolation.Cubic(levels.Nodes, at);
        Span<double> sum = default;
        for (var j = 0; j < weights.Count; j++)
        {
            var values = Of(levels.Levels[first + j], trial, 0);
            if (j == 0)
            {
                if (scratch.Length < values.Length)
                    scratch = new double[values.Length];
                sum = scratch.AsSpan(0, values.Length);
                sum.Clear();
            }

            for (var i = 0; i < values.Length; i++)
                sum[i] = Math.FusedMultiplyAdd(weights[j], values[i], sum[i]);
        }

        return sum;
    }
}
