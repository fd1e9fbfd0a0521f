using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CostSim.Tokens;

/// <summary>
/// The short pieces of late, in a table that fits the second-level cache, for one thread at a time. Most pieces of any text
/// are among them: the large table costs a trip to memory for each.
/// </summary>
internal sealed class RecentPieces
{
    /// <summary>Marks tokens that nobody asked for yet.</summary>
    public const int Unasked = -1;

    /// <summary>Pieces of so many tokens have their ids at hand.</summary>
    public const int MostIds = 4;

    // 16,384 slots of 16 bytes: 90 to 97 % of the pieces of the benchmark's corpora are found here.
    private const int Bits = 14;
    private const int Shift = 64 - Bits;

    private readonly AlignedWords keys = new(2 << Bits);

    // Up to four ids of a piece, or where its ids start in the pool: apart from the keys, which is all that counting reads.
    private readonly AlignedWords tokens = new(2 << Bits);

    /// <summary>The first slot: two words each, low and high, with the number of tokens in the free bits of the high one.</summary>
    public ref ulong First => ref keys.First;

    /// <summary>The slot of a key: it may hold another piece.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Slot(PieceKey key) => unchecked((int)(key.Hash() >> Shift));

    /// <summary>Number of tokens of a piece, or 0 where its slot holds another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Count(ref ulong first, PieceKey key, int slot)
    {
        unchecked
        {
            ref var word = ref Unsafe.Add(ref first, 2 * (nint)slot);
            var high = Unsafe.Add(ref word, 1);
            return ((high ^ key.High) << 4 | word ^ key.Low) == 0 ? (int)(high >> PieceKey.CountShift) : 0;
        }
    }

    /// <summary>
    /// The ids of a piece of at most <see cref="MostIds"/> tokens; else the first is where they start in the pool, or
    /// <see cref="Unasked"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref Vector128<int> Tokens(int slot) => ref Unsafe.As<ulong, Vector128<int>>(ref Unsafe.Add(ref tokens.First, 2 * (nint)slot));

    public void Set(PieceKey key, int slot, int count, Vector128<int> ids)
    {
        unchecked
        {
            ref var word = ref Unsafe.Add(ref keys.First, 2 * (nint)slot);
            word = key.Low;
            Unsafe.Add(ref word, 1) = key.High | (ulong)(uint)count << PieceKey.CountShift;
            Tokens(slot) = ids;
        }
    }

    /// <summary>Forgets all, because a new pool of ids begins.</summary>
    public void Clear() => MemoryMarshal.CreateSpan(ref keys.First, 2 << Bits).Clear();
}
