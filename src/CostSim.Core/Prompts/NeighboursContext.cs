using CostSim.Units;

namespace CostSim.Prompts;

/// <summary>The k best chunks, each with its n neighbours on either side; what touches or overlaps is sent once, as one stretch.</summary>
internal sealed record NeighboursContext(int K, int N, Retrieving Retrieving) : IContextSelection
{
    public Reuse Reuse => Reuse.Request;

    public SelectedContext Select(Inquiry inquiry)
    {
        var documents = inquiry.Library.Chunks(Retrieving.Cutting);
        var stretches = new List<(int Document, int First, int Last)>();
        foreach (var hits in inquiry.Ranking.Take(K).GroupBy(h => h.Document))
        {
            foreach (var index in hits.Select(h => h.Index).Order())
            {
                var (first, last) = (Math.Max(0, index - N), Math.Min(documents[hits.Key].Chunks.Count - 1, index + N));
                if (stretches.Count > 0 && stretches[^1].Document == hits.Key && first <= stretches[^1].Last + 1)
                    stretches[^1] = (hits.Key, stretches[^1].First, last);
                else
                    stretches.Add((hits.Key, first, last));
            }
        }

        var ranges = stretches.Select(s =>
        {
            var chunks = documents[s.Document].Chunks.Take(s.First..(s.Last + 1)).ToList();
            return (Range: new ContextRange(s.Document, chunks.Min(c => c.Start), chunks.Max(c => c.End)), chunks[0].Header);
        }).ToList();
        return new SelectedContext(
            ranges.Aggregate(TokenCount.Zero, (sum, r) => sum + inquiry.Library.CountAlone(r.Range, r.Header)),
            [.. ranges.Select(r => r.Range)]);
    }
}
