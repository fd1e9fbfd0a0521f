using System.Numerics;
using System.Runtime.CompilerServices;

namespace CostSim.Tokens;

/// <summary>Which pairs of tokens merge, how early, and into which token.</summary>
internal sealed class MergeTable
{
    /// <summary>The rank of a pair that does not merge.</summary>
    public const int None = int.MaxValue;

    // A slot holds left id (20 bits), right id (20), rank + 1 (24); 0 is an empty slot.
    private const int IdBits = 20;
    private const int RankBits = 24;
    private const ulong RankMask = (1ul << RankBits) - 1;

    private readonly AlignedWords slots;
    private readonly uint mask;
    private readonly int shift;

    // Ranks of pairs of ids below 256, which single bytes have in most vocabularies: where merging begins.
    private readonly int[] singles = new int[1 << 16];

    public MergeTable(int merges)
    {
        Ranks = merges;
        singles.AsSpan().Fill(None);
        // At most half full, so that the frequent answer "no" takes one or two looks.
        var capacity = BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, 2 * merges));
        slots = new AlignedWords((int)capacity);
        mask = capacity - 1;
        shift = 64 - BitOperations.Log2(capacity);
    }

    /// <summary>All ranks are below this.</summary>
    public int Ranks { get; }

    /// <summary>Whether ids and ranks of this size fit the slots.</summary>
    public static bool Fits(int tokens, int merges) => tokens <= 1 << IdBits && merges < 1 << RankBits;

    /// <summary>Adds a pair; the last rank wins where a pair comes twice.</summary>
    public void Add(int left, int right, int rank)
    {
        unchecked
        {
            if ((left | right) < 256)
                singles[left << 8 | right] = rank;
            var pair = (ulong)(uint)left << IdBits | (uint)right;
            var at = Home(pair);
            ref var first = ref slots.First;
            while (Unsafe.Add(ref first, at) != 0 && Unsafe.Add(ref first, at) >> RankBits != pair)
                at = at + 1 & mask;

            Unsafe.Add(ref first, at) = pair << RankBits | (uint)(rank + 1);
        }
    }

    /// <summary>The same as <see cref="Rank"/>, for the pairs that a piece begins with.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int FirstRank(int left, int right) => (left | right) < 256 ? singles[left << 8 | right] : Rank(left, right);

    /// <summary>Rank of the merge of two tokens, or <see cref="None"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Rank(int left, int right)
    {
        unchecked
        {
            var pair = (ulong)(uint)left << IdBits | (uint)right;
            ref var first = ref slots.First;
            var at = Home(pair);
            while (true)
            {
                var slot = Unsafe.Add(ref first, at);
                if (slot >> RankBits == pair && slot != 0)
                    return (int)(slot & RankMask) - 1;
                if (slot == 0)
                    return None;
                at = at + 1 & mask;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Home(ulong pair) => unchecked((uint)(pair * 0x9E3779B97F4A7C15ul >> shift));
}
