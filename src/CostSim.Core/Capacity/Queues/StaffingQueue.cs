namespace CostSim.Capacity.Queues;

/// <summary>How many servers, such as reviewers, answer a share of the customers within a time (Erlang C).</summary>
internal sealed record StaffingQueue(double Lambda, double MeanService, double ServiceLevel, double WithinSeconds) : IQueueModel
{
    private int Servers => Erlang.Servers(Lambda, 1 / MeanService, ServiceLevel, WithinSeconds);

    public IReadOnlyList<(string Name, double Value)> Exact()
    {
        var (servers, mu) = (Servers, 1 / MeanService);
        var waiting = Erlang.C(Lambda / mu, servers);
        return
        [
            ("min_servers", servers), ("service_level_at_min", Erlang.Within(Lambda, mu, servers, WithinSeconds)),
            ("p_wait_at_min", waiting),
            ("Wq_mean_s_at_min", waiting / ((servers * mu) - Lambda)),
        ];
    }

    public IEnumerable<IReadOnlyDictionary<string, double>> Simulate(ulong seed, int batches, int customers) =>
        new FifoRun { Gap = Laws.Exponential(1 / Lambda), Service = Laws.Exponential(MeanService), Servers = Servers }
            .Batches(seed, batches, customers).Select(b => new Dictionary<string, double>
            {
                ["service_level_at_min"] = b.WithinShare(WithinSeconds),
                ["p_wait_at_min"] = (double)b.Waited / b.Arrived,
                ["Wq_mean_s_at_min"] = b.WaitSum / b.Arrived,
            });
}
