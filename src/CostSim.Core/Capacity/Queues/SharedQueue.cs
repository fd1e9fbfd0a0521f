using CostSim.Randomness;

namespace CostSim.Capacity.Queues;

/// <summary>M/G/c-PS: up to c requests run at full speed, beyond that all share it; the law of the work does not matter.</summary>
internal sealed record SharedQueue(double Lambda, double MeanService, int FullSpeed) : IQueueModel
{
    public IReadOnlyList<(string Name, double Value)> Exact()
    {
        var shares = BirthDeath.Shares(Lambda, n => Math.Min(n, FullSpeed) / MeanService);
        var load = Lambda * MeanService;
        // With one server the sums are geometric series: exact without any cut.
        var inside = FullSpeed == 1 ? load / (1 - load) : load + (Erlang.C(load, FullSpeed) * load / (FullSpeed - load));
        return [("rho", load / FullSpeed), ("W_mean_s", inside / Lambda), ("slowdown_mean", inside / load), ("L_mean", inside),
            ("L_p99", BirthDeath.Quantile(shares, 0.99))];
    }

    public IEnumerable<IReadOnlyDictionary<string, double>> Simulate(ulong seed, int batches, int customers)
    {
        var random = new RandomStreams(seed).For(0, 1);
        var active = new EventHeap(256);
        var (now, done, next) = (0.0, 0.0, random.Exponential() / Lambda);
        for (var batch = -1; batch < batches; batch++)
        {
            var (from, arrived, inside, work, histogram) = (now, 0, 0.0, 0.0, new Dictionary<int, double>());
            while (arrived < customers)
            {
                var speed = active.Count == 0 ? 0 : Math.Min(1, (double)FullSpeed / active.Count);
                var ends = active.Count == 0 ? double.PositiveInfinity : now + ((active.Next - done) / speed);
                var until = Math.Min(next, ends);
                inside += active.Count * (until - now);
                histogram[active.Count] = histogram.GetValueOrDefault(active.Count) + until - now;
                done = ends <= next ? active.Next : done + (speed * (until - now));
                now = until;
                if (ends <= next)
                {
                    _ = active.Take();
                    continue;
                }

                var service = MeanService * random.Exponential();
                work += service;
                active.Add(done + service, arrived++);
                next = now + (random.Exponential() / Lambda);
            }

            if (batch < 0)
                continue;
            var (seconds, most) = (now - from, histogram.Keys.Max());
            var shares = Enumerable.Range(0, most + 1).Select(n => histogram.GetValueOrDefault(n) / seconds).ToList();
            var w = inside / arrived;
            yield return new Dictionary<string, double>
            {
                ["rho"] = work / seconds / FullSpeed,
                ["W_mean_s"] = w,
                ["slowdown_mean"] = w * arrived / work,
                ["L_mean"] = inside / seconds,
                ["L_p99"] = BirthDeath.Quantile(shares, 0.99)
            };
        }
    }
}
