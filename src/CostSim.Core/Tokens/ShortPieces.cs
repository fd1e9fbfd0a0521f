using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CostSim.Tokens;

/// <summary>
/// Pieces of at most 15 bytes and their tokens, by open addressing. Any thread reads while one writes: a slot is
/// filled once, its high word last, and a reader looks at the high word first.
/// </summary>
internal sealed class ShortPieces
{
    // A hostile text could make chains of any length; a piece whose chain is longer than this is not kept.
    private const int LongestChain = 64;

    // Two words a slot: low, high. The number of tokens lies in the free bits of the high word, so counting touches one line.
    private readonly ulong[] keys;

    // The id of a piece of one token, else where its ids start in the pool.
    private readonly int[] tokens;
    private readonly int shift;
    private readonly int most;
    private int filled;
    private int chain = LongestChain;

    public ShortPieces(int bits)
    {
        keys = new ulong[2 << bits];
        tokens = new int[1 << bits];
        shift = 64 - bits;
        most = (1 << bits) / 10 * 7;
    }

    public bool IsFull => filled >= most;

    /// <summary>The slot that holds a key, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(PieceKey key)
    {
        unchecked
        {
            ref var first = ref MemoryMarshal.GetArrayDataReference(keys);
            var at = (int)(key.Hash() >> shift);
            for (var looked = 0; looked <= chain; looked++)
            {
                var high = Volatile.Read(ref Unsafe.Add(ref first, 2 * at + 1));
                if ((high ^ key.High) << 4 == 0 && Unsafe.Add(ref first, 2 * at) == key.Low)
                    return at;
                if (high == 0)
                    return -1;
                at = at + 1 & tokens.Length - 1;
            }

            return -1;
        }
    }

    /// <summary>Number of tokens of the piece in a slot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Count(int slot) => unchecked((int)(keys[2 * slot + 1] >> PieceKey.CountShift));

    /// <summary>The id of a piece of one token, else where its ids start in the pool.</summary>
    public int Tokens(int slot) => tokens[slot];

    /// <summary>Keeps a token of the vocabulary, however long its chain.</summary>
    public void AddToken(PieceKey key, int id) => chain = Math.Max(chain, Add(key, 1, id, int.MaxValue));

    /// <summary>Keeps a piece, unless it is there or its chain is too long. One thread at a time.</summary>
    public void AddPiece(PieceKey key, int count, int start) => Add(key, count, start, chain);

    private int Add(PieceKey key, int count, int value, int longest)
    {
        unchecked
        {
            var at = (int)(key.Hash() >> shift);
            for (var looked = 0; looked <= longest; looked++)
            {
                var high = keys[2 * at + 1];
                if (high == 0)
                {
                    keys[2 * at] = key.Low;
                    tokens[at] = value;
                    Volatile.Write(ref keys[2 * at + 1], key.High | (ulong)(uint)count << PieceKey.CountShift);
                    filled++;
                    return looked;
                }

                if ((high ^ key.High) << 4 == 0 && keys[2 * at] == key.Low)
                    return looked;
                at = at + 1 & tokens.Length - 1;
            }

            return longest;
        }
    }
}
