using CostSim.Tokens;

namespace CostSim.Tests.Tokens;

public sealed class LongMergeTests
{
    // Ranks drawn at random: what a merge makes often ranks before the merge, as in vocabularies with runs of blanks.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Merges_in_any_order_of_ranks_are_those_of_the_plain_rule(int seed)
    {
        const int singles = 3, tokens = 60;
        var state = (uint)seed;
        int Draw(int below) => (int)(unchecked(state = state * 1664525 + 1013904223) >> 8) % below;
        var ranks = Enumerable.Range(0, tokens - singles).OrderBy(_ => Draw(1_000_000)).ToList();
        var (table, pairs, merged) = (new MergeTable(ranks.Count), new Dictionary<(int, int), int>(), new int[ranks.Count]);
        for (var id = singles; id < tokens; id++)
        {
            var pair = (Draw(id), Draw(id));
            var rank = ranks[id - singles];
            merged[rank] = id;
            if (pairs.TryAdd(pair, rank))
                table.Add(pair.Item1, pair.Item2, rank);
        }

        var merge = new LongMerge(new Vocabulary(tokens, new int[256], table, merged, new Lazy<TokenBytes>(() => new TokenBytes([], []))));
        for (var i = 0; i < 300; i++)
        {
            var ids = Enumerable.Range(0, 1 + Draw(200)).Select(_ => Draw(singles)).ToArray();
            var expected = Plain([.. ids], pairs, merged);
            Assert.Equal(expected, ids[..merge.Merge(ids)]);
        }
    }

    // The pair of the lowest rank, the leftmost of equals, until none merges.
    private static List<int> Plain(List<int> ids, Dictionary<(int, int), int> ranks, int[] merged)
    {
        while (true)
        {
            var (best, at) = (int.MaxValue, -1);
            for (var i = 0; i + 1 < ids.Count; i++)
            {
                if (ranks.TryGetValue((ids[i], ids[i + 1]), out var rank) && rank < best)
                    (best, at) = (rank, i);
            }

            if (at < 0)
                return ids;
            ids[at] = merged[best];
            ids.RemoveAt(at + 1);
        }
    }
}
