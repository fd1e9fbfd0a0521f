using CostSim.Randomness;

namespace CostSim.Capacity.Queues;

/// <summary>M/G/1 by Pollaczek and Khinchine; with a fixed service time (M/D/1) also the distribution, by Erlang's series.</summary>
internal sealed record SingleServerQueue(double Lambda, double MeanService, double Scv, IReadOnlyList<double> Within) : IQueueModel
{
    // The series alternates: beyond this its terms cancel below nine digits.
    private const double FarthestLoad = 12;

    public IReadOnlyList<(string Name, double Value)> Exact()
    {
        var rho = Lambda * MeanService;
        var second = MeanService * MeanService * (1 + Scv);
        var third = MeanService * MeanService * MeanService * (1 + Scv) * (1 + Scv) * (1 + Scv);
        var wait = Lambda * second / (2 * (1 - rho));
        return
        [
            ("rho", rho), ("Wq_mean_s", wait), ("W_mean_s", wait + MeanService), ("Lq_mean", Lambda * wait), ("p_wait", rho),
            ("Wq_sd_s", Math.Sqrt((wait * wait) + (Lambda * third / (3 * (1 - rho))))),
            .. Scv == 0 ? Within.Where(t => Lambda * t <= FarthestLoad).Select(t => (ServersQueue.WithinName(t), Fixed(t))) : [],
        ];
    }

    public IEnumerable<IReadOnlyDictionary<string, double>> Simulate(ulong seed, int batches, int customers) =>
        new FifoRun { Gap = Laws.Exponential(1 / Lambda), Service = Laws.General(MeanService, Scv), Servers = 1 }
            .Batches(seed, batches, customers).Select(b =>
        {
            var figures = ServersQueue.Common(b, 1);
            foreach (var t in Within)
                figures[ServersQueue.WithinName(t)] = b.WithinShare(t);
            return figures;
        });

    // (1 - rho) sum over k <= t/D of (lambda (kD - t))^k / k! exp(-lambda (kD - t)).
    private double Fixed(double seconds)
    {
        var sum = 0.0;
        for (var k = 0; k * MeanService <= seconds; k++)
        {
            var x = Lambda * ((k * MeanService) - seconds);
            var term = Elementary.Exp(-x);
            for (var i = 1; i <= k; i++)
                term *= x / i;
            sum += term;
        }

        return (1 - (Lambda * MeanService)) * sum;
    }
}
