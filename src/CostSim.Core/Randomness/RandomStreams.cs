namespace CostSim.Randomness;

/// <summary>Makes every stream of random numbers of a run: one for each trial and purpose, whatever thread asks for it.</summary>
internal readonly record struct RandomStreams(ulong Seed)
{
    /// <summary>The stream of a trial for a purpose, such as one class's day counts.</summary>
    public RandomStream For(long trial, int purpose) =>
        new(Seed, ((ulong)(uint)purpose << 40) | (uint)(trial >> 32), (ulong)(trial & 0xFFFF_FFFF) << 32);

    /// <summary>A single standard normal of a trial, without a stream.</summary>
    public double Score(long trial, int purpose) =>
        NormalQuantile.Of(Philox.Uniform(Philox.Block(Seed, ((ulong)(uint)purpose << 40) | (uint)(trial >> 32),
            (ulong)(trial & 0xFFFF_FFFF) << 32).First));
}

/// <summary>Random numbers in sequence, from a counter.</summary>
internal sealed class RandomStream(ulong key, ulong high, ulong low)
{
    private ulong next = low;
    private ulong spare;
    private bool hasSpare;

    public ulong Bits()
    {
        if (hasSpare)
        {
            hasSpare = false;
            return spare;
        }

        (var first, spare) = Philox.Block(key, high, next++);
        hasSpare = true;
        return first;
    }

    /// <summary>Strictly between 0 and 1.</summary>
    public double Uniform() => Philox.Uniform(Bits());

    public double Normal() => NormalQuantile.Of(Uniform());

    public double Exponential() => -Elementary.Log(Uniform());

    /// <summary>A gamma of unit scale: Marsaglia and Tsang (2000), below shape 1 by a power of a uniform.</summary>
    public double Gamma(double shape)
    {
        if (shape < 1)
            return Gamma(shape + 1) * Elementary.Pow(Uniform(), 1 / shape);
        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = Normal();
            var v = 1 + (c * x);
            if (v <= 0)
                continue;
            v = v * v * v;
            var u = Uniform();
            // A bound that decides nearly always without a logarithm.
            if (u < 1 - (0.0331 * x * x * x * x))
                return d * v;
            if (Elementary.Log(u) < (0.5 * x * x) + d - (d * v) + (d * Elementary.Log(v)))
                return d * v;
        }
    }

    /// <summary>A Poisson count: by inversion for small means, else transformed rejection (Hörmann's PTRS, 1993).</summary>
    public double Poisson(double mean)
    {
        if (mean <= 0)
            return 0;
        return mean < 12 ? PoissonByInversion(mean) : PoissonByRejection(mean);
    }

    /// <summary>A count of mean m and variance m + m²/k.</summary>
    public double NegativeBinomial(double mean, double size) => Poisson(mean * Gamma(size) / size);

    /// <summary>
    /// Successes among so many tries: by inversion where few are expected, else transformed rejection (Hörmann's BTRS, 1993).
    /// </summary>
    public double Binomial(double tries, double probability)
    {
        if (tries <= 0 || probability <= 0)
            return 0;
        if (probability >= 1)
            return tries;
        if (probability > 0.5)
            return tries - Binomial(tries, 1 - probability);
        return tries * probability < 12 ? BinomialByInversion(tries, probability) : BinomialByRejection(tries, probability);
    }

    private double BinomialByInversion(double tries, double probability)
    {
        var u = Uniform();
        var odds = probability / (1 - probability);
        var p = Elementary.Exp(tries * SpecialFunctions.LogOnePlus(-probability));
        var sum = p;
        var count = 0;
        while (u > sum && count < tries && count < 200)
        {
            p *= odds * (tries - count) / (count + 1);
            count++;
            sum += p;
        }

        return count;
    }

    private double BinomialByRejection(double tries, double probability)
    {
        var spread = Math.Sqrt(tries * probability * (1 - probability));
        var b = 1.15 + (2.53 * spread);
        var a = -0.0873 + (0.0248 * b) + (0.01 * probability);
        var centre = (tries * probability) + 0.5;
        var vr = 0.92 - (4.2 / b);
        var alpha = (2.83 + (5.1 / b)) * spread;
        var logOdds = Elementary.Log(probability / (1 - probability));
        var mode = Math.Floor((tries + 1) * probability);
        var h = SpecialFunctions.LogGamma(mode + 1) + SpecialFunctions.LogGamma(tries - mode + 1);
        while (true)
        {
            var u = Uniform() - 0.5;
            var v = Uniform();
            var us = 0.5 - Math.Abs(u);
            var k = Math.Floor((((2 * a / us) + b) * u) + centre);
            if (us >= 0.07 && v <= vr)
                return k;
            if (k < 0 || k > tries)
                continue;
            var bound = h - SpecialFunctions.LogGamma(k + 1) - SpecialFunctions.LogGamma(tries - k + 1) + ((k - mode) * logOdds);
            if (Elementary.Log(v * alpha / ((a / (us * us)) + b)) <= bound)
                return k;
        }
    }

    private double PoissonByInversion(double mean)
    {
        var u = Uniform();
        var p = Elementary.Exp(-mean);
        var sum = p;
        var count = 0;
        while (u > sum && count < 200)
        {
            count++;
            p *= mean / count;
            sum += p;
        }

        return count;
    }

    private double PoissonByRejection(double mean)
    {
        var b = 0.931 + (2.53 * Math.Sqrt(mean));
        var a = -0.059 + (0.02483 * b);
        var inverseAlpha = 1.1239 + (1.1328 / (b - 3.4));
        var vr = 0.9277 - (3.6224 / (b - 2));
        var logMean = Elementary.Log(mean);
        while (true)
        {
            var u = Uniform() - 0.5;
            var v = Uniform();
            var us = 0.5 - Math.Abs(u);
            var k = Math.Floor((((2 * a / us) + b) * u) + mean + 0.43);
            if (us >= 0.07 && v <= vr)
                return k;
            if (k < 0 || (us < 0.013 && v > us))
                continue;
            if (Elementary.Log(v * inverseAlpha / ((a / (us * us)) + b)) <= (k * logMean) - mean - SpecialFunctions.LogGamma(k + 1))
                return k;
        }
    }
}
