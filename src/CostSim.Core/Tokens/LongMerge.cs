using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace CostSim.Tokens;

/// <summary>
/// Merges the tokens of a piece of any length in O(n log n): rank by rank, all pairs of a rank from left to right. What a merge makes
/// almost always ranks later than the merge, so no rank is visited twice. Keeps its memory for the next piece.
/// </summary>
internal sealed class LongMerge(Vocabulary vocabulary)
{
    private const int MostKept = 1 << 20;

    // Places of a rank lie far apart in a long piece: memory is asked for this many before they are needed. 10 MB of random letters
    // take 3.7 s without, and with a part's fields in arrays of their own.
    private const int Ahead = 16;

    private readonly MergeTable merges = vocabulary.Merges;
    private readonly PairChains chains = new(vocabulary.Merges.Ranks);
    private Part[] parts = [];
    private int lowest;

    // A token, where its neighbours start, and the rank of its merge with the next; four to a cache line.
    private struct Part
    {
        public int Id;
        public int Next;
        public int Previous;
        public int Rank;
    }

    /// <summary>Merges tokens in place and returns how many are left.</summary>
    public int Merge(Span<int> ids)
    {
        var count = ids.Length;
        chains.Reset(MostKept);
        if (parts.Length < count)
            parts = new Part[count];
        for (var i = 0; i < count; i++)
        {
            var rank = i + 1 < count ? merges.FirstRank(ids[i], ids[i + 1]) : MergeTable.None;
            parts[i] = new Part { Id = ids[i], Next = i + 1, Previous = i - 1, Rank = rank };
            if (rank != MergeTable.None)
                chains.Add(rank, i);
        }

        var left = count;
        while (chains.Lowest() is var rank && rank >= 0)
            left -= MergeAll(rank, count);
        var to = 0;
        for (var i = 0; i < count; i = parts[i].Next)
            ids[to++] = parts[i].Id;
        if (count > MostKept)
            parts = [];
        return left;
    }

    private int MergeAll(int rank, int count)
    {
        unchecked
        {
            var (token, merged) = (vocabulary.Merged(rank), 0);
            var places = chains.Take(rank);
            for (var i = 0; i < places.Length; i++)
            {
                if (i + Ahead < places.Length)
                    Prefetch(places[i + Ahead]);
                var at = places[i];
                ref var part = ref parts[at];
                // A part that was merged away, or a pair that changed since.
                if (part.Rank != rank)
                    continue;
                ref var gone = ref parts[part.Next];
                (part.Id, part.Next, part.Rank, gone.Rank) = (token, gone.Next, MergeTable.None, MergeTable.None);
                merged++;
                lowest = int.MaxValue;
                if (part.Next < count)
                {
                    ref var after = ref parts[part.Next];
                    after.Previous = at;
                    Pair(ref part, at, after.Id);
                }

                if (part.Previous >= 0)
                    Pair(ref parts[part.Previous], part.Previous, token);
                if (lowest > rank)
                    continue;
                // A vocabulary in which a merge makes way for an earlier one: that one comes first.
                foreach (var rest in places[(i + 1)..])
                    chains.Add(rank, rest);
                break;
            }

            return merged;
        }
    }

    private void Pair(ref Part left, int at, int right)
    {
        left.Rank = merges.Rank(left.Id, right);
        if (left.Rank == MergeTable.None)
            return;
        chains.Add(left.Rank, at);
        lowest = Math.Min(lowest, left.Rank);
    }

    private unsafe void Prefetch(int place)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(parts), place)));
    }
}
