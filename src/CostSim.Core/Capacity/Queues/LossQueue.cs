namespace CostSim.Capacity.Queues;

/// <summary>M/G/c/c: nobody waits; who finds all servers busy is lost (Erlang B, whatever the law of the service).</summary>
internal sealed record LossQueue(double Lambda, double MeanService, int Servers) : IQueueModel
{
    public IReadOnlyList<(string Name, double Value)> Exact()
    {
        var load = Lambda * MeanService;
        var blocked = Erlang.B(load, Servers);
        return
        [
            ("offered_load_erlang", load), ("p_block", blocked), ("carried_load_erlang", load * (1 - blocked)),
            ("utilisation", load * (1 - blocked) / Servers),
            ("throughput_per_s", Lambda * (1 - blocked)),
        ];
    }

    public IEnumerable<IReadOnlyDictionary<string, double>> Simulate(ulong seed, int batches, int customers) =>
        new FifoRun { Gap = Laws.Exponential(1 / Lambda), Service = Laws.Exponential(MeanService), Servers = Servers, Room = Servers }
            .Batches(seed, batches, customers).Select(b => new Dictionary<string, double>
            {
                ["p_block"] = (double)b.Blocked / b.Arrived,
                ["carried_load_erlang"] = b.WorkSum / b.Seconds,
                ["utilisation"] = b.WorkSum / b.Seconds / Servers,
                ["throughput_per_s"] = b.Served / b.Seconds,
            });
}
