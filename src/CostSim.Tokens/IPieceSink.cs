using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CostSim.Tokens;

/// <summary>Takes the tokens of one piece after the other.</summary>
internal interface IPieceSink
{
    /// <summary>Whether the ids are wanted, or their number alone.</summary>
    static abstract bool WantsIds { get; }

    /// <summary>Makes room for ids that follow: a piece has at most as many as bytes.</summary>
    void Reserve(int more);

    /// <summary>A piece of so many tokens, where ids are not wanted.</summary>
    void Add(int tokens);

    /// <summary>A piece of one token.</summary>
    void AddId(int id);

    /// <summary>A piece of at most four tokens, the first of the ids.</summary>
    void AddSome(Vector128<int> ids, int count);

    /// <summary>The ids of a piece of several tokens.</summary>
    void AddIds(ReadOnlySpan<int> ids);
}

/// <summary>Counts tokens.</summary>
internal struct TokenTally : IPieceSink
{
    public static bool WantsIds => false;

    public long Total { get; private set; }

    public readonly void Reserve(int more)
    {
    }

    public void Add(int tokens) => Total = unchecked(Total + tokens);

    public readonly void AddId(int id) => throw new NotSupportedException();

    public readonly void AddSome(Vector128<int> ids, int count) => throw new NotSupportedException();

    public readonly void AddIds(ReadOnlySpan<int> ids) => throw new NotSupportedException();
}

/// <summary>Collects ids in a rented array, which grows.</summary>
internal struct TokenIds : IPieceSink, IDisposable
{
    // Four ids are written even where a piece has one.
    private const int Spare = 3;

    private int[] ids;
    private int count;

    private TokenIds(int expected) => ids = ArrayPool<int>.Shared.Rent(expected);

    public static bool WantsIds => true;

    public readonly ReadOnlySpan<int> All => ids.AsSpan(0, count);

    /// <summary>With room for the tokens that so many bytes usually have, and a window more.</summary>
    public static TokenIds ForBytes(int bytes) => new(bytes / 4 + 2 * AsciiWindow.Size);

    public void Reserve(int more)
    {
        if (ids.Length - count < more + Spare)
            Grow(count + more + Spare);
    }

    public readonly void Add(int tokens) => throw new NotSupportedException();

    public void AddId(int id)
    {
        Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(ids), count) = id;
        count = unchecked(count + 1);
    }

    public void AddSome(Vector128<int> some, int of)
    {
        some.StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(ids), (nuint)(uint)count);
        count = unchecked(count + of);
    }

    public void AddIds(ReadOnlySpan<int> more)
    {
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
