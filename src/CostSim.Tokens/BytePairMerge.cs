using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CostSim.Tokens;

/// <summary>Merges the tokens of a short piece: always the pair of lowest rank, the leftmost of equals, until none merges.</summary>
internal static class BytePairMerge
{
    /// <summary>
    /// Up to this length all pairs are looked through for the lowest, which is quick for few; <see cref="LongMerge"/> does the rest.
    /// </summary>
    public const int Longest = 1 << IndexBits;

    private const int IndexBits = 7;
    private const uint NoPair = uint.MaxValue;

    /// <summary>Merges tokens in place and returns how many are left.</summary>
    [SkipLocalsInit]
    public static int Merge(Vocabulary vocabulary, Span<int> ids)
    {
        unchecked
        {
            if (ids.Length < 2)
                return ids.Length;
            // Rank above index: the smallest number is the leftmost pair of the lowest rank.
            Span<uint> pairs = stackalloc uint[Longest];
            Span<byte> next = stackalloc byte[Longest];
            Span<byte> previous = stackalloc byte[Longest];
            var merges = vocabulary.Merges;
            var count = ids.Length;
            for (var i = 0; i + 1 < count; i++)
            {
                next[i] = (byte)(i + 1);
                previous[i + 1] = (byte)i;
                pairs[i] = Pair(merges.FirstRank(ids[i], ids[i + 1]), i);
            }

            // The search looks at eight pairs at a time.
            next[count - 1] = (byte)count;
            pairs[(count - 1)..(count + 7 & ~7)].Fill(NoPair);
            pairs = pairs[..(count + 7 & ~7)];
            var left = count;
            while (Lowest(pairs) is var lowest && lowest != NoPair)
            {
                var (at, rank) = ((int)(lowest & (Longest - 1)), (int)(lowest >> IndexBits));
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
        ref var first = ref MemoryMarshal.GetReference(pairs);
        var lowest = Vector256.LoadUnsafe(ref first);
        for (var i = 8; i < pairs.Length; i += 8)
            lowest = Vector256.Min(lowest, Vector256.LoadUnsafe(ref first, (nuint)i));
        var half = Vector128.Min(lowest.GetLower(), lowest.GetUpper());
        half = Vector128.Min(half, Vector128.Shuffle(half, Vector128.Create(2u, 3, 0, 1)));
        return Math.Min(half.GetElement(0), half.GetElement(1));
    }
}
