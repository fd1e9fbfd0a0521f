using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CostSim.MiniLm;

/// <summary>Runs the model over one text after the other, in memory of its own; one for each thread.</summary>
internal sealed class Encoder(Weights weights)
{
    private const int Hidden = Weights.Hidden, Head = Weights.Hidden / Weights.Heads;
    private const float ScoreScale = 0.17677669529663687f;

    private readonly float[] state = New(Hidden), query = New(Hidden), key = New(Hidden), value = New(Hidden),
    attended = New(Hidden), wide = New(4 * Hidden);
    private readonly short[] rounded = new short[Weights.Window * 4 * Hidden];
    private readonly float[] scales = new float[Weights.Window];
    private readonly float[] keys = New(Head), scores = new float[Weights.Window];

    /// <summary>The mean over the tokens, of length 1.</summary>
    /// <param name="ids">At most <see cref="Weights.Window"/> tokens, the frame of the text among them.</param>
    public float[] Encode(IReadOnlyList<int> ids)
    {
        var count = ids.Count;
        // Whole tiles: the rows after the last token are worked out and not looked at.
        var rows = (count + 3) & ~3;
        for (var i = 0; i < count; i++)
        {
            weights.Token(ids[i], i, Row(state, i));
            Elementwise.Normalize(Row(state, i), weights.Embedded);
        }

        state.AsSpan(count * Hidden, (rows - count) * Hidden).Clear();
        foreach (var block in weights.Encoder)
            Apply(block, count, rows);
        return Mean(count);
    }

    private void Apply(Block block, int count, int rows)
    {
        var input = Rounded(state, Hidden, rows);
        block.Query.Multiply(input, query);
        block.Key.Multiply(input, key);
        block.Value.Multiply(input, value);
        for (var head = 0; head < Weights.Heads; head++)
            Attend(head * Head, count);
        block.Attended.Multiply(Rounded(attended, Hidden, rows), query);
        Add(query, block.AfterAttention, rows);
        block.Wide.Multiply(Rounded(state, Hidden, rows), wide);
        Elementwise.Gelu(wide.AsSpan(0, rows * 4 * Hidden));
        block.Narrow.Multiply(Rounded(wide, 4 * Hidden, rows), query);
        Add(query, block.AfterWide, rows);
    }

    private void Add(float[] more, LayerNorm norm, int rows)
    {
        for (var i = 0; i < rows; i++)
            Elementwise.AddAndNormalize(Row(state, i), Row(more, i), norm);
    }

    // Each token takes from the values of all, by the product of its query with their keys.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Attend(int from, int count)
    {
        var columns = (count + 15) & ~15;
        for (var d = 0; d < Head; d++)
        {
            var line = keys.AsSpan(d * columns, columns);
            for (var j = 0; j < count; j++)
                line[j] = key[(j * Hidden) + from + d] * ScoreScale;
            line[count..].Clear();
        }

        for (var i = 0; i < count; i++)
        {
            var asked = query.AsSpan((i * Hidden) + from, Head);
            for (var j = 0; j < columns; j += 16)
            {
                Vector256<float> low = default, high = default;
                for (var d = 0; d < Head; d++)
                {
                    var q = Vector256.Create(asked[d]);
                    low += q * Vector256.Create(keys, (d * columns) + j);
                    high += q * Vector256.Create(keys, (d * columns) + j + 8);
                }

                low.CopyTo(scores, j);
                high.CopyTo(scores, j + 8);
            }

            Elementwise.Softmax(scores.AsSpan(0, columns), count);
            Vector256<float> a = default, b = default, c = default, e = default;
            for (var j = 0; j < count; j++)
            {
                var share = Vector256.Create(scores[j]);
                var at = (j * Hidden) + from;
                a += share * Vector256.Create(value, at);
                b += share * Vector256.Create(value, at + 8);
                c += share * Vector256.Create(value, at + 16);
                e += share * Vector256.Create(value, at + 24);
            }

            var into = (i * Hidden) + from;
            a.CopyTo(attended, into);
            b.CopyTo(attended, into + 8);
            c.CopyTo(attended, into + 16);
            e.CopyTo(attended, into + 24);
        }
    }

    private float[] Mean(int count)
    {
        var mean = new float[Hidden];
        for (var i = 0; i < Hidden; i += 8)
        {
            var sum = Vector256<float>.Zero;
            for (var row = 0; row < count; row++)
                sum += Vector256.Create(state, (row * Hidden) + i);
            sum.CopyTo(mean, i);
        }

        double squares = 0;
        foreach (var x in mean)
            squares += (double)x * x;
        var factor = (float)(1 / Math.Sqrt(squares));
        for (var i = 0; i < Hidden; i++)
            mean[i] *= factor;
        return mean;
    }

    private RoundedRows Rounded(float[] values, int columns, int rows)
    {
        var into = new RoundedRows(rounded, scales, columns, rows);
        Matrix.Round(values, columns, into);
        return into;
    }

    private static Span<float> Row(float[] values, int row) => values.AsSpan(row * Hidden, Hidden);

    private static float[] New(int columns) => new float[(Weights.Window + 8) * columns];
}
