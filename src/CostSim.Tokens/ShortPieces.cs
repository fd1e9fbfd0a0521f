using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace CostSim.Tokens;

/// <summary>
/// Pieces of at most 15 bytes and their tokens, by open addressing. Any thread reads while one writes: a slot is
/// filled once, its high word last, and a reader looks at the high word first.
/// </summary>
internal sealed class ShortPieces(int bits)
{
    // A hostile text could make chains of any length; a piece whose chain is longer than this is not kept.
    private const int LongestChain = 64;

    // Two words a slot: low, high. The number of tokens lies in the free bits of the high word.
    private readonly AlignedWords keys = new(2 << bits);

    // The id of a piece of one token, else where its ids start in the pool.
    private readonly int[] tokens = new int[1 << bits];
    private readonly int shift = 64 - bits;
    private readonly int most = (1 << bits) / 10 * 7;
    private int filled;
    private int chain = LongestChain;

    public int Bits => bits;

    public bool IsFull => filled >= most;

    /// <summary>Finds the slot of a piece and the number of its tokens.</summary>
    public bool TryFind(PieceKey key, out int count, out int found)
    {
        unchecked
        {
            var at = (int)(key.Hash() >> shift);
            for (var looked = 0; looked <= chain; looked++)
            {
                ref var slot = ref Unsafe.Add(ref keys.First, 2 * at);
                var high = Volatile.Read(ref Unsafe.Add(ref slot, 1));
                if ((high ^ key.High) << 4 == 0 && slot == key.Low)
                {
                    (count, found) = ((int)(high >> PieceKey.CountShift), at);
                    return true;
                }

                if (high == 0)
                    break;
                at = at + 1 & tokens.Length - 1;
            }

            (count, found) = (0, 0);
            return false;
        }
    }

    /// <summary>The id of a piece of one token, else where its ids start in the pool.</summary>
    public int Tokens(int slot) => tokens[slot];

    /// <summary>Asks memory for where a piece would be, so that it has come when it is looked for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Prefetch(PieceKey key)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref keys.First, 2 * (nint)(key.Hash() >> shift))));
    }

    /// <summary>Keeps a token of the vocabulary, however long its chain.</summary>
    public void AddToken(PieceKey key, int id) => chain = Math.Max(chain, Add(key, 1, id, int.MaxValue));

    /// <summary>Keeps a piece, unless it is there or its chain is too long. One thread at a time.</summary>
    public void AddPiece(PieceKey key, int count, int start) => Add(key, count, start, LongestChain);

    /// <summary>The same pieces with more room.</summary>
    public ShortPieces Grown(int more)
    {
        var grown = new ShortPieces(more);
        for (var at = 0; at < tokens.Length; at++)
        {
            ref var slot = ref Unsafe.Add(ref keys.First, 2 * at);
            var high = Unsafe.Add(ref slot, 1);
            if (high != 0)
                grown.chain = Math.Max(grown.chain,
                    grown.Add(PieceKey.Of(slot, high), (int)(high >> PieceKey.CountShift), tokens[at], int.MaxValue));
        }

        return grown;
    }

    // Returns how many slots were looked at in vain.
    private int Add(PieceKey key, int count, int value, int longest)
    {
        unchecked
        {
            var at = (int)(key.Hash() >> shift);
            for (var looked = 0; looked <= longest; looked++)
            {
                ref var slot = ref Unsafe.Add(ref keys.First, 2 * at);
                ref var word = ref Unsafe.Add(ref slot, 1);
                if (word == 0)
                {
                    slot = key.Low;
                    tokens[at] = value;
                    Volatile.Write(ref word, key.High | (ulong)(uint)count << PieceKey.CountShift);
                    filled++;
                    return looked;
                }

                if ((word ^ key.High) << 4 == 0 && slot == key.Low)
                    return looked;
                at = at + 1 & tokens.Length - 1;
            }

            return longest;
        }
    }
}
