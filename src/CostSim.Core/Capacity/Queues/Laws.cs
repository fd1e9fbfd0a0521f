using CostSim.Randomness;

namespace CostSim.Capacity.Queues;

/// <summary>Draws of gaps and service times by mean and squared coefficient of variation.</summary>
internal static class Laws
{
    public static Func<RandomStream, double> Exponential(double mean) => random => mean * random.Exponential();

    public static Func<RandomStream, double> Gamma(double mean, double shape) => random => mean / shape * random.Gamma(shape);

    /// <summary>A fixed time at 0, else a lognormal: sigma² = ln(1 + scv), median = mean exp(-sigma²/2).</summary>
    public static Func<RandomStream, double> General(double mean, double scv)
    {
        if (scv == 0)
            return _ => mean;
        var variance = Elementary.Log(1 + scv);
        var (sigma, median) = (Math.Sqrt(variance), mean * Elementary.Exp(-variance / 2));
        return random => median * Elementary.Exp(sigma * random.Normal());
    }
}
