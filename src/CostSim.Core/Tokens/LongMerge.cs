using System.Numerics;

namespace CostSim.Tokens;

/// <summary>
/// Merges the tokens of a piece of any length in O(n log n): rank by rank, all pairs of a rank from left to right. What a merge makes
/// almost always ranks later than the merge, so no rank is visited twice. Keeps its memory for the next piece.
/// </summary>
internal sealed class LongMerge(Vocabulary vocabulary)
{
    private const int MostKept = 1 << 20;

    // Chains of the positions whose pair has a rank; 0 ends a chain, so entries count from 1.
    private readonly int[] heads = new int[vocabulary.Merges.Ranks];
    private readonly ulong[] present = new ulong[vocabulary.Merges.Ranks / 64 + 1];
    private int[] positions = [];
    private int[] chained = [];
    private int[] next = [];
    private int[] previous = [];
    private int[] turn = [];
    private int free;
    private int used;
    private int lowest;
    private int from;

    /// <summary>Merges tokens in place and returns how many are left.</summary>
    public int Merge(Span<int> ids)
    {
        var count = ids.Length;
        Reserve(count);
        // From the right, so that each chain runs from left to right.
        for (var i = count - 1; i >= 0; i--)
        {
            (next[i], previous[i]) = (i + 1, i - 1);
            if (i + 1 < count)
                Push(ids[i], ids[i + 1], i);
        }

        var left = count;
        while (Lowest() is var rank && rank >= 0)
            left -= MergeAll(ids, rank);
        var to = 0;
        for (var i = 0; i < count; i = next[i])
            ids[to++] = ids[i];
        if (count > MostKept)
            (positions, chained, next, previous, turn) = ([], [], [], [], []);
        return left;
    }

    private int MergeAll(Span<int> ids, int rank)
    {
        unchecked
        {
            var (merges, token, merged) = (vocabulary.Merges, vocabulary.Merged(rank), 0);
            var positionsOfRank = Take(rank);
            for (var i = 0; i < positionsOfRank.Length; i++)
            {
                var at = positionsOfRank[i];
                var gone = next[at];
                // A part that was merged away, or a pair that changed since.
                if (gone >= ids.Length || ids[at] < 0 || merges.Rank(ids[at], ids[gone]) != rank)
                    continue;
                var after = next[gone];
                (ids[at], ids[gone], next[at]) = (token, -1, after);
                merged++;
                lowest = int.MaxValue;
                if (after < ids.Length)
                {
                    previous[after] = at;
                    Push(token, ids[after], at);
                }

                if (previous[at] is var before && before >= 0)
                    Push(ids[before], token, before);
                if (lowest > rank)
                    continue;
                // A vocabulary in which a merge makes way for an earlier one: that one comes first.
                for (var rest = positionsOfRank.Length - 1; rest > i; rest--)
                    Push(rank, positionsOfRank[rest]);
                break;
            }

            return merged;
        }
    }

    private Span<int> Take(int rank)
    {
        var (count, sorted) = (0, true);
        for (var entry = heads[rank]; entry != 0;)
        {
            if (count == turn.Length)
                Array.Resize(ref turn, turn.Length * 2);
            turn[count] = positions[entry];
            sorted &= count == 0 || turn[count - 1] <= turn[count];
            count++;
            (entry, chained[entry], free) = (chained[entry], free, entry);
        }

        heads[rank] = 0;
        present[rank >> 6] &= ~(1ul << (rank & 63));
        var taken = turn.AsSpan(0, count);
        if (!sorted)
            taken.Sort();
        return taken;
    }

    private void Push(int left, int right, int at)
    {
        var rank = vocabulary.Merges.Rank(left, right);
        if (rank != MergeTable.None)
            Push(rank, at);
    }

    private void Push(int rank, int at)
    {
        var entry = free;
        if (entry != 0)
        {
            free = chained[entry];
        }
        else
        {
            entry = ++used;
            if (entry == positions.Length)
            {
                Array.Resize(ref positions, positions.Length * 2);
                Array.Resize(ref chained, chained.Length * 2);
            }
        }

        (positions[entry], chained[entry], heads[rank]) = (at, heads[rank], entry);
        present[rank >> 6] |= 1ul << (rank & 63);
        lowest = Math.Min(lowest, rank);
        from = Math.Min(from, rank >> 6);
    }

    private int Lowest()
    {
        for (; from < present.Length; from++)
        {
            if (present[from] != 0)
                return from * 64 + BitOperations.TrailingZeroCount(present[from]);
        }

        return -1;
    }

    private void Reserve(int count)
    {
        (free, used, from) = (0, 0, present.Length);
        if (next.Length >= count)
            return;
        (next, previous, turn) = (new int[count], new int[count], new int[Math.Max(16, count / 4)]);
        (positions, chained) = (new int[count + 1], new int[count + 1]);
    }
}
