using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CostSim.Engine;

/// <summary>
/// The hot loop of the bootstrap: weights (trials by questions) times moments (questions by entries), as a blocked matrix
/// product. Each element is one chain of fused steps over the questions in order, so that no width of vectors changes a bit.
/// </summary>
internal static class QuestionProduct
{
    // 16 trials by 3 entries: twelve sums stay in registers while a question's weights are read once for three entries.
    private const int Trials = 16;
    private const int Entries = 3;

    public static void Of(double[][] weights, QuestionTensor tensor, int entries, List<double[]> to)
    {
        var (used, moments) = (tensor.Used, tensor.ByEntry);
        for (var m = 0; m < entries; m += Entries)
        {
            // A block that is not full takes the last entries again.
            var (b, c) = (Math.Min(m + 1, entries - 1), Math.Min(m + 2, entries - 1));
            for (var i = 0; i < Columns.Length; i += Trials)
                Block(weights, used, moments[m], moments[b], moments[c], i, to[m], to[b], to[c]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block(double[][] weights, int[] used, double[] a, double[] b, double[] c, int at, double[] toA,
        double[] toB, double[] toC)
    {
        var (a0, a1, a2, a3) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
        var (b0, b1, b2, b3) = (a0, a0, a0, a0);
        var (c0, c1, c2, c3) = (a0, a0, a0, a0);
        for (var q = 0; q < used.Length; q++)
        {
            var column = weights[used[q]];
            var (w0, w1, w2, w3) = (Columns.Load(column, at), Columns.Load(column, at + 4), Columns.Load(column, at + 8),
                Columns.Load(column, at + 12));
            var x = Vector256.Create(a[q]);
            a0 = Vector256.FusedMultiplyAdd(w0, x, a0);
            a1 = Vector256.FusedMultiplyAdd(w1, x, a1);
            a2 = Vector256.FusedMultiplyAdd(w2, x, a2);
            a3 = Vector256.FusedMultiplyAdd(w3, x, a3);
            x = Vector256.Create(b[q]);
            b0 = Vector256.FusedMultiplyAdd(w0, x, b0);
            b1 = Vector256.FusedMultiplyAdd(w1, x, b1);
            b2 = Vector256.FusedMultiplyAdd(w2, x, b2);
            b3 = Vector256.FusedMultiplyAdd(w3, x, b3);
            x = Vector256.Create(c[q]);
            c0 = Vector256.FusedMultiplyAdd(w0, x, c0);
            c1 = Vector256.FusedMultiplyAdd(w1, x, c1);
            c2 = Vector256.FusedMultiplyAdd(w2, x, c2);
            c3 = Vector256.FusedMultiplyAdd(w3, x, c3);
        }

        Store(toA, at, a0, a1, a2, a3);
        Store(toB, at, b0, b1, b2, b3);
        Store(toC, at, c0, c1, c2, c3);
    }

    private static void Store(double[] to, int at, Vector256<double> v0, Vector256<double> v1, Vector256<double> v2, Vector256<double> v3)
    {
        Columns.Store(to, at, v0);
        Columns.Store(to, at + 4, v1);
        Columns.Store(to, at + 8, v2);
        Columns.Store(to, at + 12, v3);
    }
}
