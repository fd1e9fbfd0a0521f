using System.Numerics;

namespace CostSim.Tokens;

/// <summary>
/// The tokens of pieces seen before, the vocabulary's own among them from the start. Its size is bounded: when it is full another
/// begins with the vocabulary alone. What it answers never depends on what it has seen.
/// </summary>
internal sealed class PieceCache
{
    // With o200k_base and all tables at their largest this is 46 MB.
    private const int MostShortBits = 20;
    private const int FirstLongBits = 13;
    private const int MostLongBits = 17;

    private readonly Lock gate = new();
    private volatile ShortPieces shortPieces;
    private volatile LongPieces longPieces;
    private volatile int[] pool = new int[1 << 14];
    private int pooled;

    public PieceCache(Vocabulary vocabulary)
    {
        // Two bits more than the vocabulary needs: less than half full.
        shortPieces = new ShortPieces(Math.Min(BitOperations.Log2((uint)vocabulary.Count) + 2, MostShortBits));
        longPieces = new LongPieces(FirstLongBits);
        for (var id = 0; id < vocabulary.Count; id++)
        {
            if (vocabulary.Length(id) is > 0 and <= PieceKey.Longest)
                shortPieces.AddToken(vocabulary.Key(id), id);
            else if (vocabulary.Length(id) is > 0 and <= LongPieces.Longest)
                AddLong(vocabulary.Token(id), 1, id);
        }
    }

    public ShortPieces Short => shortPieces;

    public LongPieces Long => longPieces;

    /// <summary>Whether nothing more can be kept.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Ids of several tokens, from where a piece's ids start.</summary>
    public ReadOnlySpan<int> Ids(int start, int count) => pool.AsSpan(start, count);

    /// <summary>Keeps the tokens of a short piece; returns its id, or where its ids start.</summary>
    public int Keep(PieceKey key, ReadOnlySpan<int> ids)
    {
        lock (gate)
        {
            var tokens = ids.Length == 1 ? ids[0] : Pool(ids);
            if (shortPieces.IsFull && shortPieces.Bits < MostShortBits)
                shortPieces = shortPieces.Grown();
            if (shortPieces.IsFull)
                IsFull = true;
            else
                shortPieces.AddPiece(key, ids.Length, tokens);
            return tokens;
        }
    }

    /// <summary>Keeps the tokens of a long piece.</summary>
    public void Keep(ReadOnlySpan<byte> piece, ReadOnlySpan<int> ids)
    {
        lock (gate)
            AddLong(piece, ids.Length, ids.Length == 1 ? ids[0] : Pool(ids));
    }

    private void AddLong(ReadOnlySpan<byte> piece, int count, int tokens)
    {
        if (longPieces.IsFull && longPieces.Bits < MostLongBits)
            longPieces = longPieces.Grown();
        if (longPieces.IsFull)
            IsFull = true;
        else
            longPieces.Add(piece, count, tokens);
    }

    private int Pool(ReadOnlySpan<int> ids)
    {
        // Readers that hold the old array ask it only for pieces that were complete in it.
        if (pooled + ids.Length > pool.Length)
        {
            var grown = new int[pool.Length * 2];
            pool.AsSpan(0, pooled).CopyTo(grown);
            pool = grown;
        }

        ids.CopyTo(pool.AsSpan(pooled));
        pooled += ids.Length;
        return pooled - ids.Length;
    }
}
