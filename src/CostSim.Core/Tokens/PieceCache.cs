namespace CostSim.Tokens;

/// <summary>
/// The tokens of pieces seen before, the vocabulary's own among them from the start. When it is full it starts over, so its size is
/// bounded and what it answers never depends on what it has seen.
/// </summary>
internal sealed class PieceCache
{
    private const int LongBits = 16;
    private const int LongPool = 4 << 20;

    private readonly Vocabulary vocabulary;
    private readonly Lock gate = new();
    private int[] pool = new int[1 << 16];
    private int pooled;

    private PieceCache(Vocabulary vocabulary, int bits)
    {
        this.vocabulary = vocabulary;
        (Short, Long) = (new ShortPieces(bits), new LongPieces(LongBits, LongPool));
        for (var id = 0; id < vocabulary.Count; id++)
        {
            var token = vocabulary.Token(id);
            if (token.Length is > 0 and <= PieceKey.Longest)
                Short.AddToken(PieceKey.Copy(token), id);
            else if (token.Length is > 0 and <= LongPieces.Longest)
                Long.Add(token, 1, id);
        }
    }

    /// <summary>A cache that knows the vocabulary's tokens, with room for as many pieces again.</summary>
    public static PieceCache Of(Vocabulary vocabulary) =>
        new(vocabulary, System.Numerics.BitOperations.Log2((uint)vocabulary.Count) + 2);

    public ShortPieces Short { get; }

    public LongPieces Long { get; }

    public bool IsFull => Short.IsFull || Long.IsFull;

    /// <summary>Ids of several tokens, from where a piece's ids start.</summary>
    public ReadOnlySpan<int> Ids(int start, int count) => Volatile.Read(ref pool).AsSpan(start, count);

    /// <summary>Keeps the tokens of a short piece.</summary>
    public void Keep(PieceKey key, ReadOnlySpan<int> ids)
    {
        lock (gate)
        {
            if (!Short.IsFull)
                Short.AddPiece(key, ids.Length, ids.Length == 1 ? ids[0] : Pool(ids));
        }
    }

    /// <summary>Keeps the tokens of a long piece.</summary>
    public void Keep(ReadOnlySpan<byte> piece, ReadOnlySpan<int> ids)
    {
        lock (gate)
        {
            if (!Long.IsFull)
                Long.Add(piece, ids.Length, ids.Length == 1 ? ids[0] : Pool(ids));
        }
    }

    /// <summary>This cache, or one with the vocabulary alone when this one is full.</summary>
    public PieceCache Renewed() => IsFull ? Of(vocabulary) : this;

    private int Pool(ReadOnlySpan<int> ids)
    {
        // Readers hold an old array only for pieces that were complete in it.
        if (pooled + ids.Length > pool.Length)
        {
            var grown = new int[pool.Length * 2];
            pool.AsSpan(0, pooled).CopyTo(grown);
            Volatile.Write(ref pool, grown);
        }

        ids.CopyTo(pool.AsSpan(pooled));
        pooled += ids.Length;
        return pooled - ids.Length;
    }
}
