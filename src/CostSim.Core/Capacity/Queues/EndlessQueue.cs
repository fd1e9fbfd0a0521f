using CostSim.Randomness;

namespace CostSim.Capacity.Queues;

/// <summary>M/G/infinity: nobody waits, and the number of calls at a time is Poisson with mean lambda E[S].</summary>
internal sealed record EndlessQueue(double Lambda, double MeanService) : IQueueModel
{
    public IReadOnlyList<(string Name, double Value)> Exact()
    {
        var load = Lambda * MeanService;
        var shares = BirthDeath.Shares(Lambda, n => n / MeanService);
        return [("L_mean", load), ("L_var", load), ("L_p95", BirthDeath.Quantile(shares, 0.95)),
            ("L_p99", BirthDeath.Quantile(shares, 0.99)), ("L_p999", BirthDeath.Quantile(shares, 0.999))];
    }

    public IEnumerable<IReadOnlyDictionary<string, double>> Simulate(ulong seed, int batches, int customers)
    {
        var random = new RandomStreams(seed).For(0, 1);
        var active = new EventHeap(256);
        var (now, next) = (0.0, random.Exponential() / Lambda);
        for (var batch = -1; batch < batches; batch++)
        {
            var (from, arrived, histogram) = (now, 0, new Dictionary<int, double>());
            while (arrived < customers)
            {
                var until = Math.Min(next, active.Next);
                histogram[active.Count] = histogram.GetValueOrDefault(active.Count) + until - now;
                now = until;
                if (active.Next <= next)
                {
                    _ = active.Take();
                    continue;
                }

                active.Add(now + (MeanService * random.Exponential()), arrived++);
                next = now + (random.Exponential() / Lambda);
            }

            if (batch < 0)
                continue;
            var (seconds, most) = (now - from, histogram.Keys.Max());
            var shares = Enumerable.Range(0, most + 1).Select(n => histogram.GetValueOrDefault(n) / seconds).ToList();
            var mean = shares.Select((s, n) => s * n).Sum();
            yield return new Dictionary<string, double>
            {
                ["L_mean"] = mean,
                ["L_var"] = shares.Select((s, n) => s * (n - mean) * (n - mean)).Sum(),
                ["L_p95"] = BirthDeath.Quantile(shares, 0.95),
                ["L_p99"] = BirthDeath.Quantile(shares, 0.99),
                ["L_p999"] = BirthDeath.Quantile(shares, 0.999),
            };
        }
    }
}
