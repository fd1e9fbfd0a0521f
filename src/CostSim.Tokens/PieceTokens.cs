namespace CostSim.Tokens;

/// <summary>The tokens of pieces under one vocabulary, for all threads; each takes a reader while it goes over a text.</summary>
internal sealed class PieceTokens(Vocabulary vocabulary)
{
    private readonly Lock gate = new();
    private readonly Stack<PieceReader> idle = new();
    private PieceCache cache = new(vocabulary);

    public Vocabulary Vocabulary => vocabulary;

    /// <summary>The cache to ask, and a new one once it is full.</summary>
    public PieceCache Cache
    {
        get
        {
            var known = Volatile.Read(ref cache);
            if (!known.IsFull)
                return known;
            Interlocked.CompareExchange(ref cache, new PieceCache(vocabulary), known);
            return Volatile.Read(ref cache);
        }
    }

    /// <summary>A reader for one thread; to be given back.</summary>
    public PieceReader Rent()
    {
        PieceReader? reader;
        lock (gate)
            idle.TryPop(out reader);
        reader ??= new PieceReader(vocabulary);
        reader.Use(Cache);
        return reader;
    }

    public void Return(PieceReader reader)
    {
        lock (gate)
            idle.Push(reader);
    }
}
