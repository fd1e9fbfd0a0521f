using System.Runtime.InteropServices;

namespace CostSim.Tokens;

/// <summary>The tokens of a byte-pair vocabulary: their bytes, and which pairs merge into which.</summary>
internal sealed class Vocabulary
{
    private readonly byte[] bytes;
    private readonly int[] ends;
    private readonly int[]? merged;
    private readonly int[] ofByte;

    /// <param name="bytes">The bytes of all tokens, one after the other.</param>
    /// <param name="ends">Where each token ends in <paramref name="bytes"/>.</param>
    /// <param name="ofByte">The token of each single byte, or -1.</param>
    /// <param name="merges">Which pairs merge.</param>
    /// <param name="merged">The token that each merge makes; null where token and rank are the same number.</param>
    public Vocabulary(byte[] bytes, int[] ends, int[] ofByte, MergeTable merges, int[]? merged = null)
    {
        (this.bytes, this.ends, this.ofByte, this.merged, Merges) = (bytes, ends, ofByte, merged, merges);
    }

    public int Count => ends.Length;

    public MergeTable Merges { get; }

    /// <summary>The bytes of a token.</summary>
    public ReadOnlySpan<byte> Token(int id)
    {
        var start = Start(id);
        return bytes.AsSpan(start, ends[id] - start);
    }

    public int Length(int id) => ends[id] - Start(id);

    /// <summary>A token of at most 15 bytes as the key of a piece.</summary>
    public PieceKey Key(int id)
    {
        var start = Start(id);
        return start + 16 <= bytes.Length ? PieceKey.Load(ref bytes[start], ends[id] - start) : PieceKey.Copy(Token(id));
    }

    /// <summary>The token of a single byte.</summary>
    public int OfByte(byte value) => ofByte[value];

    /// <summary>The token that the merge of a rank makes.</summary>
    public int Merged(int rank) => merged is null ? rank : merged[rank];

    /// <summary>Reads the format of the embedded vocabularies: 256 single bytes, then the two halves of each further token.</summary>
    public static Vocabulary Read(ReadOnlySpan<byte> file)
    {
        const int singles = 256;
        const int record = 5;
        const int idBits = 20;
        var count = singles + (file.Length - singles) / record;
        var (ends, ofByte, merges) = (new int[count], new int[singles], new MergeTable(count));
        // Seven bytes a token on average; grown where that is too little.
        var (bytes, at) = (new byte[count * 9], 0);
        for (var id = 0; id < singles; id++)
        {
            bytes[at++] = file[id];
            ends[id] = at;
            ofByte[file[id]] = id;
        }

        for (var id = singles; id < count; id++)
        {
            var halves = file.Slice(singles + (id - singles) * record, record);
            var packed = MemoryMarshal.Read<uint>(halves) | (ulong)halves[4] << 32;
            var (left, right) = ((int)(packed & (1 << idBits) - 1), (int)(packed >> idBits));
            var (leftStart, rightStart) = (left == 0 ? 0 : ends[left - 1], right == 0 ? 0 : ends[right - 1]);
            var (leftLength, rightLength) = (ends[left] - leftStart, ends[right] - rightStart);
            if (at + leftLength + rightLength > bytes.Length)
                Array.Resize(ref bytes, bytes.Length * 2);
            bytes.AsSpan(leftStart, leftLength).CopyTo(bytes.AsSpan(at));
            bytes.AsSpan(rightStart, rightLength).CopyTo(bytes.AsSpan(at + leftLength));
            at += leftLength + rightLength;
            ends[id] = at;
            merges.Add(left, right, id);
        }

        return new Vocabulary(bytes, ends, ofByte, merges);
    }

    private int Start(int id) => id == 0 ? 0 : ends[id - 1];
}
