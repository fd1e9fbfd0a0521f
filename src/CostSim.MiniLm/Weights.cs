using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace CostSim.MiniLm;

/// <summary>A block of the encoder: attention, then a layer four times as wide.</summary>
internal sealed record Block(Matrix Query, Matrix Key, Matrix Value, Matrix Attended, LayerNorm AfterAttention, Matrix Wide,
    Matrix Narrow, LayerNorm AfterWide);

/// <summary>The model's numbers, read from <c>minilm.flat</c> as <c>make-weights.py</c> writes it.</summary>
internal sealed class Weights
{
    public const int Hidden = 384, Window = 512, Heads = 12;
    private const int Words = 30_522, Blocks = 6;

    private readonly ReadOnlyMemory<byte> words;
    private readonly float[] wordScales, places, kind;

    public Weights(byte[] flat)
    {
        var reader = new FlatReader(flat);
        words = reader.Bytes(Words * Hidden);
        wordScales = reader.Floats(Words);
        places = reader.Floats(Window * Hidden);
        kind = reader.Floats(Hidden);
        Embedded = reader.Norm();
        Encoder = [.. Enumerable.Range(0, Blocks).Select(_ => new Block(
            reader.Matrix(Hidden, Hidden), reader.Matrix(Hidden, Hidden), reader.Matrix(Hidden, Hidden),
            reader.Matrix(Hidden, Hidden), reader.Norm(),
            reader.Matrix(Hidden, 4 * Hidden), reader.Matrix(4 * Hidden, Hidden), reader.Norm()))];
        reader.End();
    }

    public LayerNorm Embedded { get; }

    public IReadOnlyList<Block> Encoder { get; }

    /// <summary>What stands for a token at a place, before the encoder.</summary>
    public void Token(int id, int place, Span<float> row)
    {
        var word = MemoryMarshal.Cast<byte, sbyte>(words.Span.Slice(id * Hidden, Hidden));
        for (var i = 0; i < Hidden; i++)
            row[i] = (word[i] * wordScales[id]) + places[(place * Hidden) + i] + kind[i];
    }

    private sealed class FlatReader(byte[] flat)
    {
        private int at;

        public ReadOnlyMemory<byte> Bytes(int count)
        {
            at += count;
            return flat.AsMemory(at - count, count);
        }

        public float[] Floats(int count)
        {
            var bytes = Bytes(count * sizeof(float)).Span;
            var values = new float[count];
            for (var i = 0; i < count; i++)
                values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]);
            return values;
        }

        public LayerNorm Norm() => new(Floats(Hidden), Floats(Hidden));

        public Matrix Matrix(int inputs, int outputs)
        {
            var weights = Bytes(inputs * outputs);
            return new Matrix(MemoryMarshal.Cast<byte, sbyte>(weights.Span), inputs, Floats(outputs), Floats(outputs));
        }

        public void End()
        {
            if (at != flat.Length)
                throw new InvalidDataException($"minilm.flat has {flat.Length} bytes, the model {at}");
        }
    }
}
