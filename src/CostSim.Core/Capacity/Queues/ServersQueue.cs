using System.Globalization;

namespace CostSim.Capacity.Queues;

/// <summary>M/M/c, first come first served.</summary>
internal sealed record ServersQueue(double Lambda, double Mu, int Servers, IReadOnlyList<double> Within) : IQueueModel
{
    private double Spare => (Servers * Mu) - Lambda;

    public IReadOnlyList<(string Name, double Value)> Exact()
    {
        var (load, waiting) = (Lambda / Mu, Erlang.C(Lambda / Mu, Servers));
        var wait = waiting / Spare;
        List<(string, double)> figures =
        [
            ("offered_load_erlang", load), ("rho", load / Servers), ("p_wait", waiting), ("Wq_mean_s", wait), ("W_mean_s", wait + (1 / Mu)),
            ("Lq_mean", Lambda * wait),
            ("Wq_p95_s", Erlang.Quantile(waiting, Spare, 0.95)), ("Wq_p99_s", Erlang.Quantile(waiting, Spare, 0.99)),
        ];
        if (Servers == 1)
            figures.Add(("W_p95_s", Erlang.Quantile(1, Spare, 0.95)));
        return [.. figures, .. Within.Select(t => (WithinName(t), Erlang.Within(Lambda, Mu, Servers, t)))];
    }

    public IEnumerable<IReadOnlyDictionary<string, double>> Simulate(ulong seed, int batches, int customers) =>
        new FifoRun { Gap = Laws.Exponential(1 / Lambda), Service = Laws.Exponential(1 / Mu), Servers = Servers }
            .Batches(seed, batches, customers).Select(b =>
        {
            var figures = Common(b, Servers);
            figures["W_p95_s"] = b.Time(0.95);
            foreach (var t in Within)
                figures[WithinName(t)] = b.WithinShare(t);
            return figures;
        });

    public static string WithinName(double seconds) => string.Create(CultureInfo.InvariantCulture, $"P(Wq<={seconds:0.######}s)");

    /// <summary>What any line that takes everybody shows.</summary>
    internal static Dictionary<string, double> Common(FifoRun.Batch b, int servers) => new()
    {
        ["offered_load_erlang"] = b.WorkSum / b.Seconds,
        ["rho"] = b.WorkSum / b.Seconds / servers,
        ["p_wait"] = (double)b.Waited / b.Arrived,
        ["Wq_mean_s"] = b.WaitSum / b.Arrived,
        ["W_mean_s"] = b.TimeSum / b.Arrived,
        ["Lq_mean"] = b.WaitSum / b.Seconds,
        ["Wq_p95_s"] = b.Wait(0.95),
        ["Wq_p99_s"] = b.Wait(0.99),
        ["Wq_sd_s"] = Math.Sqrt(Math.Max(0, (b.WaitSquares / b.Arrived) - (b.WaitSum / b.Arrived * (b.WaitSum / b.Arrived)))),
    };
}
