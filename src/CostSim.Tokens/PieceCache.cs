using System.Numerics;

namespace CostSim.Tokens;

/// <summary>
/// The tokens of pieces seen before. Its size is bounded: when it is full another begins empty. What it answers never depends on
/// what it has seen.
/// </summary>
internal sealed class PieceCache
{
    // With o200k_base and all tables at their largest this is 46 MB.
    private const int MostShortBits = 20;
    private const int MostLongBits = 17;
    private const int FirstBits = 10;

    // Merging so many pieces takes about as long as loading the whole vocabulary, which a large text needs and a short one does not.
    private const int PiecesBeforeVocabulary = 1 << 15;

    private readonly Vocabulary vocabulary;
    private readonly Lock gate = new();
    private volatile ShortPieces shortPieces = new(FirstBits);
    private volatile LongPieces longPieces = new(FirstBits);
    private volatile int[] pool = new int[1 << FirstBits];
    private int pooled;
    private int kept;

    public PieceCache(Vocabulary vocabulary)
    {
        this.vocabulary = vocabulary;
        if (vocabulary.WholeTokens == WholeTokens.Always)
            LoadVocabulary();
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
                shortPieces = shortPieces.Grown(shortPieces.Bits + 1);
            if (shortPieces.IsFull)
                IsFull = true;
            else
                shortPieces.AddPiece(key, ids.Length, tokens);
            if (++kept == PiecesBeforeVocabulary && vocabulary.WholeTokens == WholeTokens.Either)
                LoadVocabulary();
            return tokens;
        }
    }

    /// <summary>Keeps the tokens of a long piece.</summary>
    public void Keep(ReadOnlySpan<byte> piece, ReadOnlySpan<int> ids)
    {
        lock (gate)
            AddLong(piece, ids.Length, ids.Length == 1 ? ids[0] : Pool(ids));
    }

    private void LoadVocabulary()
    {
        var bytes = vocabulary.Bytes;
        // Two bits more than the vocabulary needs: less than half full.
        var all = shortPieces.Grown(Math.Min(BitOperations.Log2((uint)bytes.Count) + 2, MostShortBits));
        for (var id = 0; id < bytes.Count; id++)
        {
            if (bytes.Length(id) is > 0 and <= PieceKey.Longest)
                all.AddToken(bytes.Key(id), id);
            else if (bytes.Length(id) is > 0 and <= LongPieces.Longest)
                AddLong(bytes.Token(id), 1, id);
        }

        shortPieces = all;
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
            var grown = new int[Math.Max(pool.Length * 2, pooled + ids.Length)];
            pool.AsSpan(0, pooled).CopyTo(grown);
            pool = grown;
        }

        ids.CopyTo(pool.AsSpan(pooled));
        pooled += ids.Length;
        return pooled - ids.Length;
    }
}
