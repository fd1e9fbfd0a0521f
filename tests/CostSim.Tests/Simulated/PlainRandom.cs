namespace CostSim.Tests.Simulated;

/// <summary>Random numbers of the plain simulator: SplitMix64, Marsaglia's polar normals, Marsaglia and Tsang's gammas, Knuth's Poisson.</summary>
internal sealed class PlainRandom(ulong seed)
{
    private ulong state = seed;
    private double spare = double.NaN;

    public double Uniform()
    {
        unchecked
        {
            var z = state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return (((z ^ (z >> 31)) >> 11) + 0.5) / 9007199254740992;
        }
    }

    public double Normal()
    {
        if (!double.IsNaN(spare))
        {
            var kept = spare;
            spare = double.NaN;
            return kept;
        }

        while (true)
        {
            var (x, y) = ((2 * Uniform()) - 1, (2 * Uniform()) - 1);
            var s = (x * x) + (y * y);
            if (s is > 0 and < 1)
            {
                var r = Math.Sqrt(-2 * Math.Log(s) / s);
                spare = y * r;
                return x * r;
            }
        }
    }

    public double Gamma(double shape)
    {
        if (shape < 1)
            return Gamma(shape + 1) * Math.Pow(Uniform(), 1 / shape);
        var d = shape - (1.0 / 3);
        while (true)
        {
            var x = Normal();
            var v = Math.Pow(1 + (x / Math.Sqrt(9 * d)), 3);
            if (v > 0 && Math.Log(Uniform()) < (x * x / 2) + d - (d * v) + (d * Math.Log(v)))
                return d * v;
        }
    }

    /// <summary>One exponential gap after the other; in halves where the mean is large, and beyond a million by the normal law.</summary>
    public double Poisson(double mean)
    {
        if (mean > 1e6)
            return Math.Round(mean + (Math.Sqrt(mean) * Normal()));
        if (mean > 30)
        {
            // The middle arrival of 2n + 1 is a gamma; what falls before it is known, the rest is drawn again.
            var m = Math.Floor(mean * 7 / 8);
            var at = Gamma(m);
            return at <= mean ? m + Poisson(mean - at) : Binomial(m - 1, mean / at);
        }

        var (count, product, end) = (0, Uniform(), Math.Exp(-mean));
        for (; product > end; count++)
            product *= Uniform();
        return count;
    }

    public double Binomial(double tries, double probability)
    {
        if (tries > 2_000)
            return Math.Clamp(Math.Round((tries * probability) + (Math.Sqrt(tries * probability * (1 - probability)) * Normal())), 0, tries);
        var hits = 0;
        for (var i = 0; i < tries; i++)
            hits += Uniform() < probability ? 1 : 0;
        return hits;
    }
}
