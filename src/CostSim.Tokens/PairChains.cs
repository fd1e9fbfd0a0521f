using System.Numerics;

namespace CostSim.Tokens;

/// <summary>
/// The places whose pair has a rank, for each rank. They lie in blocks of a cache line, so that going over the places of a rank costs
/// a trip to memory for fifteen of them; blocks that were taken are used again.
/// </summary>
internal sealed class PairChains(int ranks)
{
    // A block begins with the number of the next one.
    private const int Block = 16;

    private readonly Chain[] chains = new Chain[ranks];
    private readonly ulong[] present = new ulong[ranks / 64 + 1];
    private int[] blocks = new int[Block];
    private int[] taken = new int[Block];
    private int free;
    private int used;
    private int from;

    // Where the first block of a chain starts, 0 for none, and where the next place goes.
    private record struct Chain(int First, int End);

    /// <summary>Adds a place.</summary>
    public void Add(int rank, int place)
    {
        unchecked
        {
            ref var chain = ref chains[rank];
            if ((chain.End & Block - 1) == 0)
                Lengthen(rank, ref chain);
            blocks[chain.End++] = place;
        }
    }

    /// <summary>The lowest rank with a place, or -1.</summary>
    public int Lowest()
    {
        for (; from < present.Length; from++)
        {
            if (present[from] != 0)
                return from * 64 + BitOperations.TrailingZeroCount(present[from]);
        }

        return -1;
    }

    /// <summary>Takes the places of a rank out, from left to right. They are valid until the next call.</summary>
    public ReadOnlySpan<int> Take(int rank)
    {
        unchecked
        {
            var (block, end) = chains[rank];
            var (count, sorted, last) = (0, true, -1);
            while (block != 0)
            {
                if (count + Block > taken.Length)
                    Array.Resize(ref taken, taken.Length * 2);
                var (at, next) = (block + 1, blocks[block]);
                for (var stop = next == 0 ? end : block + Block; at < stop; at++)
                {
                    var place = blocks[at];
                    taken[count++] = place;
                    sorted &= place >= last;
                    last = place;
                }

                (blocks[block], free, block) = (free, block, next);
            }

            chains[rank] = default;
            present[rank >> 6] &= ~(1ul << (rank & 63));
            var places = taken.AsSpan(0, count);
            if (!sorted)
                places.Sort();
            return places;
        }
    }

    /// <summary>Takes out all that is left.</summary>
    public void Clear()
    {
        while (Lowest() is var rank && rank >= 0)
            Take(rank);
    }

    /// <summary>Begins anew; what a large text needed is given back.</summary>
    public void Reset(int mostKept)
    {
        (free, used, from) = (0, 0, present.Length);
        if (blocks.Length > mostKept)
            (blocks, taken) = (new int[Block], new int[Block]);
    }

    private void Lengthen(int rank, ref Chain chain)
    {
        var block = free;
        if (block != 0)
        {
            free = blocks[block];
        }
        else
        {
            block = used += Block;
            if (block == blocks.Length)
                Array.Resize(ref blocks, blocks.Length * 2);
        }

        blocks[block] = 0;
        if (chain.First == 0)
        {
            chain.First = block;
            present[rank >> 6] |= 1ul << (rank & 63);
            from = Math.Min(from, rank >> 6);
        }
        else
        {
            blocks[chain.End - Block] = block;
        }

        chain.End = block + 1;
    }
}
