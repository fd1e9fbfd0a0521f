namespace CostSim.Tokens;

/// <summary>The bytes of every token, one after the other.</summary>
internal sealed class TokenBytes(byte[] bytes, int[] ends)
{
    public int Count => ends.Length;

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

    private int Start(int id) => id == 0 ? 0 : ends[id - 1];
}
