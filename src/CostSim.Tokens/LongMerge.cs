using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace CostSim.Tokens;

/// <summary>
/// Merges the tokens of a piece of any length in O(n log n): rank by rank, all pairs of a rank from left to right. What a merge makes
/// almost always ranks later than the merge, so no rank is visited twice; where it does not, a queue of all pairs takes over, which is
/// slower and asks nothing of the vocabulary. Keeps its memory for the next piece.
/// </summary>
internal sealed class LongMerge(Vocabulary vocabulary)
{
    private const int MostKept = 1 << 20;

    // Places of a rank lie far apart in a long piece: memory is asked for this many before they are needed. 10 MB of random letters
    // take 3.7 s without, and with a part's fields in arrays of their own.
    private const int Ahead = 16;

    private readonly MergeTable merges = vocabulary.Merges;
    private readonly PairChains chains = new(vocabulary.Merges.Ranks);
    private readonly PriorityQueue<int, ulong> queue = new();
    private Part[] parts = [];
    private bool queues;
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
        queues = false;
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
        while (!queues && chains.Lowest() is var rank && rank >= 0)
            left -= MergeAll(rank, count);
        if (queues)
            left -= MergeQueued(count);
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
            for (var i = 0; i < places.Length && !queues; i++)
            {
                if (i + Ahead < places.Length)
                    Prefetch(places[i + Ahead]);
                // Else a part that was merged away, or a pair that changed since.
                if (parts[places[i]].Rank != rank)
                    continue;
                lowest = int.MaxValue;
                Merge(places[i], token, count);
                merged++;
                // A vocabulary in which a merge makes way for an earlier one.
                queues = lowest <= rank;
            }

            return merged;
        }
    }

    private int MergeQueued(int count)
    {
        chains.Clear();
        for (var at = 0; at < count; at = parts[at].Next)
            Enqueue(at);
        var merged = 0;
        while (queue.TryDequeue(out var at, out var order))
        {
            var rank = (int)(order >> 32);
            if (parts[at].Rank != rank)
                continue;
            Merge(at, vocabulary.Merged(rank), count);
            merged++;
        }

        return merged;
    }

    private void Merge(int at, int token, int count)
    {
        ref var part = ref parts[at];
        ref var gone = ref parts[part.Next];
        (part.Id, part.Next, part.Rank, gone.Rank) = (token, gone.Next, MergeTable.None, MergeTable.None);
        if (part.Next < count)
        {
            ref var after = ref parts[part.Next];
            after.Previous = at;
            Pair(ref part, at, after.Id);
        }

        if (part.Previous >= 0)
            Pair(ref parts[part.Previous], part.Previous, token);
    }

    private void Pair(ref Part left, int at, int right)
    {
        left.Rank = merges.Rank(left.Id, right);
        if (left.Rank == MergeTable.None)
            return;
        lowest = Math.Min(lowest, left.Rank);
        if (queues)
            Enqueue(at);
        else
            chains.Add(left.Rank, at);
    }

    // The lowest rank first, the leftmost of equals.
    private void Enqueue(int at)
    {
        if (parts[at].Rank != MergeTable.None)
            queue.Enqueue(at, (ulong)(uint)parts[at].Rank << 32 | (uint)at);
    }

    private unsafe void Prefetch(int place)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(parts), place)));
    }
}
