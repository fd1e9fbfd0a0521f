namespace CostSim.Capacity.Queues;

/// <summary>M/M/c+M (Erlang A): who waits longer than an exponential patience leaves; in service nobody does.</summary>
internal sealed record ImpatientQueue(double Lambda, double Mu, int Servers, double Patience) : IQueueModel
{
    public IReadOnlyList<(string Name, double Value)> Exact()
    {
        var shares = BirthDeath.Shares(Lambda, n => (Math.Min(n, Servers) * Mu) + (Math.Max(0, n - Servers) / Patience));
        var line = shares.Skip(Servers).Select((share, above) => share * above).Sum();
        var throughput = Lambda - (line / Patience);
        return
        [
            ("p_wait", shares.Skip(Servers).Sum()), ("p_abandon", line / Patience / Lambda), ("Lq_mean", line),
            ("Wq_mean_s_all", line / Lambda),
            ("throughput_per_s", throughput), ("utilisation", throughput / (Servers * Mu)),
        ];
    }

    public IEnumerable<IReadOnlyDictionary<string, double>> Simulate(ulong seed, int batches, int customers) =>
        new FifoRun { Gap = Laws.Exponential(1 / Lambda), Service = Laws.Exponential(1 / Mu), Servers = Servers, Patience = Patience }
            .Batches(seed, batches, customers).Select(b => new Dictionary<string, double>
            {
                ["p_wait"] = (double)b.Waited / b.Arrived,
                ["p_abandon"] = (double)b.Left / b.Arrived,
                ["Lq_mean"] = b.WaitSum / b.Seconds,
                ["Wq_mean_s_all"] = b.WaitSum / b.Arrived,
                ["throughput_per_s"] = b.Served / b.Seconds,
                ["utilisation"] = b.WorkSum / b.Seconds / Servers,
            });
}
