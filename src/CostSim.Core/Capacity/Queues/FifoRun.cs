using CostSim.Randomness;

namespace CostSim.Capacity.Queues;

/// <summary>A simulated line before c servers, first come first served: who finds no room or loses patience leaves.</summary>
internal sealed record FifoRun
{
    public required Func<RandomStream, double> Gap { get; init; }

    public required Func<RandomStream, double> Service { get; init; }

    public required int Servers { get; init; }

    /// <summary>Most customers in the system, in service and waiting.</summary>
    public int Room { get; init; } = int.MaxValue;

    /// <summary>Mean of an exponential patience while waiting.</summary>
    public double Patience { get; init; } = double.PositiveInfinity;

    /// <summary>What one batch found, read by the names that theory uses.</summary>
    public sealed record Batch(double Seconds, int Arrived, int Blocked, int Left, int Waited, double WaitSum, double WaitSquares,
        double TimeSum, double WorkSum, double[] Waits, double[] Times)
    {
        public int Served => Arrived - Blocked - Left;

        public double Wait(double share) => Waits[Math.Min(Waits.Length - 1, (int)Math.Ceiling(share * Waits.Length) - 1)];

        public double Time(double share) => Times[Math.Min(Times.Length - 1, (int)Math.Ceiling(share * Times.Length) - 1)];

        public double WithinShare(double seconds) => (double)Waits.Count(w => w <= seconds) / Waits.Length;
    }

    /// <summary>Batches after a first one that is thrown away: the system starts empty, which is not how it usually is.</summary>
    public IEnumerable<Batch> Batches(ulong seed, int batches, int customers)
    {
        var random = new RandomStreams(seed).For(0, 1);
        var free = new EventHeap(Servers);
        for (var i = 0; i < Servers; i++)
            free.Add(0, i);
        var inside = new EventHeap(1024);
        var (now, waits, times) = (0.0, new double[customers], new double[customers]);
        for (var batch = -1; batch < batches; batch++)
        {
            var (from, blocked, left, waited, admitted, served) = (now, 0, 0, 0, 0, 0);
            var (waitSum, squares, timeSum, work) = (0.0, 0.0, 0.0, 0.0);
            for (var i = 0; i < customers; i++)
            {
                now += Gap(random);
                if (Room < int.MaxValue)
                {
                    while (inside.Next <= now)
                        _ = inside.Take();
                    if (inside.Count >= Room)
                    {
                        blocked++;
                        continue;
                    }
                }

                var wait = Math.Max(0, free.Next - now);
                if (wait > 0)
                    waited++;
                if (wait > 0 && Patience < double.PositiveInfinity && random.Exponential() * Patience is var patience && patience < wait)
                {
                    (left, waitSum) = (left + 1, waitSum + patience);
                    continue;
                }

                var service = Service(random);
                free.Replace(now + wait + service, i % Servers);
                if (Room < int.MaxValue)
                    inside.Add(now + wait + service, i);
                waits[admitted++] = wait;
                times[served++] = wait + service;
                waitSum += wait;
                squares += wait * wait;
                timeSum += wait + service;
                work += service;
            }

            if (batch < 0)
                continue;
            var (sortedWaits, sortedTimes) = (waits[..admitted], times[..served]);
            Array.Sort(sortedWaits);
            Array.Sort(sortedTimes);
            yield return new Batch(now - from, customers, blocked, left, waited, waitSum, squares, timeSum, work, sortedWaits, sortedTimes);
        }
    }
}
