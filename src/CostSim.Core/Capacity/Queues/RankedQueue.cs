using System.Globalization;
using CostSim.Randomness;

namespace CostSim.Capacity.Queues;

/// <summary>Customers of one rank.</summary>
internal sealed record Rank(double Lambda, double Mean, double Scv);

/// <summary>M/G/1 with ranks (Cobham): the first rank goes first, nobody in service is stopped.</summary>
internal sealed record RankedQueue(IReadOnlyList<Rank> Ranks) : IQueueModel
{
    public double Load => Ranks.Sum(r => r.Lambda * r.Mean);

    public IReadOnlyList<(string Name, double Value)> Exact()
    {
        var residual = Ranks.Sum(r => r.Lambda * r.Mean * r.Mean * (1 + r.Scv)) / 2;
        var figures = new List<(string, double)>();
        var before = 0.0;
        for (var i = 0; i < Ranks.Count; i++)
        {
            var with = before + (Ranks[i].Lambda * Ranks[i].Mean);
            figures.Add((Name(i), residual / ((1 - before) * (1 - with))));
            before = with;
        }

        figures.Add(("rho", before));
        return figures;
    }

    public IEnumerable<IReadOnlyDictionary<string, double>> Simulate(ulong seed, int batches, int customers)
    {
        var streams = new RandomStreams(seed);
        var gaps = Ranks.Select((r, i) => (Stream: streams.For(0, 2 * i), Mean: 1 / r.Lambda)).ToArray();
        var services = Ranks.Select((r, i) => (Stream: streams.For(0, (2 * i) + 1), Draw: Laws.General(r.Mean, r.Scv))).ToArray();
        var lines = Ranks.Select(_ => new Queue<double>()).ToArray();
        var next = gaps.Select(g => g.Mean * g.Stream.Exponential()).ToArray();
        var free = 0.0;
        for (var batch = -1; batch < batches; batch++)
        {
            var (from, work, waits, counts) = (free, 0.0, new double[Ranks.Count], new int[Ranks.Count]);
            for (var served = 0; served < customers; served++)
            {
                // Everybody who came while the server was busy is in line; if nobody did, the server waits for the next.
                var start = lines.Any(l => l.Count > 0) ? free : Math.Max(free, next.Min());
                for (var i = 0; i < next.Length; i++)
                {
                    while (next[i] <= start)
                    {
                        lines[i].Enqueue(next[i]);
                        next[i] += gaps[i].Mean * gaps[i].Stream.Exponential();
                    }
                }

                var rank = Array.FindIndex(lines, l => l.Count > 0);
                waits[rank] += start - lines[rank].Dequeue();
                counts[rank]++;
                var service = services[rank].Draw(services[rank].Stream);
                work += service;
                free = start + service;
            }

            if (batch < 0)
                continue;
            var figures = Enumerable.Range(0, Ranks.Count).Where(i => counts[i] > 0).ToDictionary(Name, i => waits[i] / counts[i]);
            figures["rho"] = work / (free - from);
            yield return figures;
        }
    }

    private static string Name(int rank) => string.Create(CultureInfo.InvariantCulture, $"Wq_mean_s_class{rank + 1}");
}
