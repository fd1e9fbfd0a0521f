using CostSim.Randomness;

namespace CostSim.Capacity.Queues;

/// <summary>GI/M/1 with gamma gaps: bursts, or more even than chance. sigma is the root of A*(mu (1 - sigma)).</summary>
internal sealed record GammaArrivalsQueue(double Lambda, double Shape, double Mu) : IQueueModel
{
    public IReadOnlyList<(string Name, double Value)> Exact()
    {
        var sigma = Sigma();
        var rate = Mu * (1 - sigma);
        return
        [
            ("rho", Lambda / Mu), ("sigma", sigma), ("p_wait", sigma), ("Wq_mean_s", sigma / rate), ("W_mean_s", 1 / rate),
            ("Lq_mean", Lambda * sigma / rate),
            ("Wq_p95_s", Erlang.Quantile(sigma, rate, 0.95)), ("Wq_p99_s", Erlang.Quantile(sigma, rate, 0.99)),
        ];
    }

    public IEnumerable<IReadOnlyDictionary<string, double>> Simulate(ulong seed, int batches, int customers) =>
        new FifoRun { Gap = Laws.Gamma(1 / Lambda, Shape), Service = Laws.Exponential(1 / Mu), Servers = 1 }
            .Batches(seed, batches, customers).Select(b =>
        {
            var figures = ServersQueue.Common(b, 1);
            figures["sigma"] = figures["p_wait"];
            return figures;
        });

    // The transform of a gamma gap is (1 + s / (shape lambda))^-shape; below 1 there is one root, found by halving.
    private double Sigma()
    {
        var (low, high) = (0.0, 1 - 1e-12);
        for (var i = 0; i < 200; i++)
        {
            var middle = 0.5 * (low + high);
            var transform = Elementary.Pow(1 + (Mu * (1 - middle) / (Shape * Lambda)), -Shape);
            (low, high) = transform > middle ? (middle, high) : (low, middle);
        }

        return 0.5 * (low + high);
    }
}
