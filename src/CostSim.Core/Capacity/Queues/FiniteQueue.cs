namespace CostSim.Capacity.Queues;

/// <summary>M/M/c/K: K customers in service and waiting; who comes on top is turned away.</summary>
internal sealed record FiniteQueue(double Lambda, double Mu, int Servers, int Room) : IQueueModel
{
    public IReadOnlyList<(string Name, double Value)> Exact()
    {
        var shares = BirthDeath.Shares(Lambda, n => Math.Min(n, Servers) * Mu, Room);
        var blocked = shares.Count > Room ? shares[Room] : 0;
        var throughput = Lambda * (1 - blocked);
        var line = shares.Skip(Servers).Select((share, above) => share * above).Sum();
        return
        [
            ("p_block", blocked), ("throughput_per_s", throughput), ("Lq_mean", line), ("Wq_mean_s_accepted", line / throughput),
            ("p_wait_accepted", shares.Skip(Servers).Take(Room - Servers).Sum() / (1 - blocked)),
            ("utilisation", throughput / (Servers * Mu)),
        ];
    }

    public IEnumerable<IReadOnlyDictionary<string, double>> Simulate(ulong seed, int batches, int customers) =>
        new FifoRun { Gap = Laws.Exponential(1 / Lambda), Service = Laws.Exponential(1 / Mu), Servers = Servers, Room = Room }
            .Batches(seed, batches, customers).Select(b => new Dictionary<string, double>
            {
                ["p_block"] = (double)b.Blocked / b.Arrived,
                ["throughput_per_s"] = b.Served / b.Seconds,
                ["Lq_mean"] = b.WaitSum / b.Seconds,
                ["Wq_mean_s_accepted"] = b.WaitSum / b.Served,
                ["p_wait_accepted"] = (double)b.Waited / b.Served,
                ["utilisation"] = b.WorkSum / b.Seconds / Servers,
            });
}
