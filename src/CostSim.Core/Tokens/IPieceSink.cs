using System.Buffers;

namespace CostSim.Tokens;

/// <summary>Takes the tokens of one piece after the other.</summary>
internal interface IPieceSink
{
    /// <summary>Whether the ids are wanted, or their number alone.</summary>
    static abstract bool WantsIds { get; }

    /// <summary>A piece of so many tokens, where ids are not wanted.</summary>
    void Add(int tokens);

    /// <summary>A piece of one token.</summary>
    void AddId(int id);

    /// <summary>The ids of a piece of several tokens.</summary>
    void AddIds(ReadOnlySpan<int> ids);
}

/// <summary>Counts tokens.</summary>
internal struct TokenTally : IPieceSink
{
    public static bool WantsIds => false;

    public long Total { get; private set; }

    public void Add(int tokens) => Total = unchecked(Total + tokens);

    public readonly void AddId(int id) => throw new NotSupportedException();

    public readonly void AddIds(ReadOnlySpan<int> ids) => throw new NotSupportedException();
}

/// <summary>Collects ids in a rented array, which grows.</summary>
internal struct TokenIds(int expected) : IPieceSink, IDisposable
{
    private int[] ids = ArrayPool<int>.Shared.Rent(expected);
    private int count;

    public static bool WantsIds => true;

    public readonly ReadOnlySpan<int> All => ids.AsSpan(0, count);

    public readonly void Add(int tokens) => throw new NotSupportedException();

    public void AddId(int id)
    {
        if (count == ids.Length)
            Grow(count + 1);
        ids[count] = id;
        count = unchecked(count + 1);
    }

    public void AddIds(ReadOnlySpan<int> more)
    {
        if (count + more.Length > ids.Length)
            Grow(count + more.Length);
        more.CopyTo(ids.AsSpan(count));
        count = unchecked(count + more.Length);
    }

    public readonly void Dispose() => ArrayPool<int>.Shared.Return(ids);

    private void Grow(int least)
    {
        var grown = ArrayPool<int>.Shared.Rent(Math.Max(least, ids.Length * 2));
        All.CopyTo(grown);
        ArrayPool<int>.Shared.Return(ids);
        ids = grown;
    }
}
