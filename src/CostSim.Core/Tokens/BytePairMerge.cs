using System.Buffers;
using System.Runtime.CompilerServices;

namespace CostSim.Tokens;

/// <summary>Merges the bytes of a piece: always the pair of lowest rank, the leftmost of equals, until none merges.</summary>
internal static class BytePairMerge
{
    /// <summary>Up to this length all pairs are looked through for the lowest; beyond it a heap keeps them.</summary>
    public const int Short = 1 << IndexBits;

    private const int IndexBits = 7;
    private const uint NoPair = uint.MaxValue;

    /// <summary>Writes the ids of a piece's tokens, which are at most as many as its bytes, and returns their number.</summary>
    public static int Merge(Vocabulary vocabulary, ReadOnlySpan<byte> piece, Span<int> ids)
    {
        for (var i = 0; i < piece.Length; i++)
            ids[i] = vocabulary.OfByte(piece[i]);
        return Merge(vocabulary, ids[..piece.Length]);
    }

    /// <summary>Merges tokens in place and returns how many are left.</summary>
    public static int Merge(Vocabulary vocabulary, Span<int> ids) => ids.Length switch
    {
        <= 1 => ids.Length,
        <= Short => MergeShort(vocabulary, ids),
        _ => MergeLong(vocabulary, ids),
    };

    [SkipLocalsInit]
    private static int MergeShort(Vocabulary vocabulary, Span<int> ids)
    {
        unchecked
        {
            // Rank above index: the smallest number is the leftmost pair of the lowest rank.
            Span<uint> pairs = stackalloc uint[Short];
            Span<byte> next = stackalloc byte[Short];
            Span<byte> previous = stackalloc byte[Short];
            var count = ids.Length;
            var merges = vocabulary.Merges;
            pairs = pairs[..count];
            for (var i = 0; i < count; i++)
            {
                next[i] = (byte)(i + 1);
                previous[i] = (byte)(i - 1);
                pairs[i] = i + 1 < count ? Pair(merges.Rank(ids[i], ids[i + 1]), i) : NoPair;
            }

            var left = count;
            while (Lowest(pairs) is var lowest && lowest != NoPair)
            {
                var (at, rank) = ((int)(lowest & (Short - 1)), (int)(lowest >> IndexBits));
                var gone = next[at];
                var after = next[gone];
                ids[at] = vocabulary.Merged(rank);
                pairs[gone] = NoPair;
                next[at] = after;
                pairs[at] = NoPair;
                if (after < count)
                {
                    previous[after] = (byte)at;
                    pairs[at] = Pair(merges.Rank(ids[at], ids[after]), at);
                }

                if (at > 0)
                    pairs[previous[at]] = Pair(merges.Rank(ids[previous[at]], ids[at]), previous[at]);
                left--;
            }

            var to = 0;
            for (var i = 0; i < count; i = next[i])
                ids[to++] = ids[i];
            return left;
        }
    }

    private static uint Pair(int rank, int at) => rank == MergeTable.None ? NoPair : unchecked((uint)rank << IndexBits | (uint)at);

    private static uint Lowest(ReadOnlySpan<uint> pairs)
    {
        var lowest = NoPair;
        foreach (var pair in pairs)
            lowest = Math.Min(lowest, pair);
        return lowest;
    }

    private static int MergeLong(Vocabulary vocabulary, Span<int> ids)
    {
        unchecked
        {
            var count = ids.Length;
            var merges = vocabulary.Merges;
            var (next, previous) = (ArrayPool<int>.Shared.Rent(count), ArrayPool<int>.Shared.Rent(count));
            var heap = new PriorityQueue<int, ulong>(count);
            for (var i = 0; i < count; i++)
            {
                (next[i], previous[i]) = (i + 1, i - 1);
                if (i + 1 < count && merges.Rank(ids[i], ids[i + 1]) is var rank && rank != MergeTable.None)
                    heap.Enqueue(rank, (ulong)rank << 32 | (uint)i);
            }

            var left = count;
            while (heap.TryDequeue(out var rank, out var key))
            {
                var at = (int)(key & uint.MaxValue);
                // A part that was merged away, or a pair that changed since, is no longer what the heap remembers.
                if (ids[at] < 0 || next[at] >= count || merges.Rank(ids[at], ids[next[at]]) != rank)
                    continue;
                var gone = next[at];
                var after = next[gone];
                ids[at] = vocabulary.Merged(rank);
                ids[gone] = -1;
                next[at] = after;
                left--;
                if (after < count)
                {
                    previous[after] = at;
                    if (merges.Rank(ids[at], ids[after]) is var r && r != MergeTable.None)
                        heap.Enqueue(r, (ulong)r << 32 | (uint)at);
                }

                if (at > 0 && merges.Rank(ids[previous[at]], ids[at]) is var before && before != MergeTable.None)
                    heap.Enqueue(before, (ulong)before << 32 | (uint)previous[at]);
            }

            var to = 0;
            for (var i = 0; i < count; i = next[i])
                ids[to++] = ids[i];
            ArrayPool<int>.Shared.Return(next);
            ArrayPool<int>.Shared.Return(previous);
            return left;
        }
    }
}
