using CostSim.Randomness;

namespace CostSim.Capacity.Queues;

/// <summary>Attempts that fail by themselves, each with one probability, at most n of them.</summary>
internal sealed record RepeatedAttempts(double FailureShare, int MaxAttempts) : IQueueModel
{
    public IReadOnlyList<(string Name, double Value)> Exact()
    {
        var (attempts, all) = (0.0, 1.0);
        for (var i = 0; i < MaxAttempts; i++)
            (attempts, all) = (attempts + all, all * FailureShare);
        return [("mean_attempts", attempts), ("p_final_failure", all), ("wasted_attempt_share", FailureShare)];
    }

    public IEnumerable<IReadOnlyDictionary<string, double>> Simulate(ulong seed, int batches, int customers)
    {
        var random = new RandomStreams(seed).For(0, 1);
        for (var batch = 0; batch < batches; batch++)
        {
            var (attempts, wasted, failed) = (0, 0, 0);
            for (var i = 0; i < customers; i++)
            {
                var attempt = 1;
                while (random.Uniform() < FailureShare && ++attempt <= MaxAttempts)
                {
                }

                attempts += Math.Min(attempt, MaxAttempts);
                wasted += attempt - 1;
                failed += attempt > MaxAttempts ? 1 : 0;
            }

            yield return new Dictionary<string, double>
            {
                ["mean_attempts"] = (double)attempts / customers,
                ["p_final_failure"] = (double)failed / customers,
                ["wasted_attempt_share"] = (double)wasted / attempts
            };
        }
    }
}
