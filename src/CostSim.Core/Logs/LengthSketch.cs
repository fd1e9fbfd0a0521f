using CostSim.Randomness;

namespace CostSim.Logs;

/// <summary>Moments and a fair sample of the lengths of single requests, in memory that does not grow with the log.</summary>
internal sealed class LengthSketch(int most = LengthSketch.Kept)
{
    public const int Kept = 20_000;

    private readonly List<(double Input, double Output)> sample = [];
    private readonly RandomStream random = new RandomStreams(1).For(0, 0);
    private double sumX, sumY, sumXx, sumYy, sumXy;

    /// <summary>Requests seen.</summary>
    public long Count { get; private set; }

    /// <summary>Requests kept; each that was seen had the same chance (Vitter's algorithm R).</summary>
    public IReadOnlyList<(double Input, double Output)> Sample => sample;

    public Running Input { get; } = new();

    public Running Output { get; } = new();

    public void Add(double input, double output)
    {
        Count++;
        Input.Add(input);
        Output.Add(output);
        var (x, y) = (Elementary.Log(Math.Max(1, input)), Elementary.Log(Math.Max(1, output)));
        sumX += x;
        sumY += y;
        sumXx += x * x;
        sumYy += y * y;
        sumXy += x * y;
        if (sample.Count < most)
        {
            sample.Add((input, output));
            return;
        }

        var place = (long)(random.Uniform() * Count);
        if (place < most)
            sample[(int)place] = (input, output);
    }

    /// <summary>Correlation of the logs of input and output; 0 where one of them does not vary.</summary>
    public double Correlation
    {
        get
        {
            double n = Math.Max(1, Count);
            var (vx, vy) = ((sumXx / n) - (sumX * sumX / n / n), (sumYy / n) - (sumY * sumY / n / n));
            return vx > 1e-12 && vy > 1e-12 ? Math.Clamp(((sumXy / n) - (sumX * sumY / n / n)) / Math.Sqrt(vx * vy), -1, 1) : 0;
        }
    }
}

/// <summary>Mean and variance of values met one by one (Welford).</summary>
internal sealed class Running
{
    private double mean, squares;

    public long Count { get; private set; }

    public double Mean => mean;

    public double Variance => Count > 1 ? squares / (Count - 1) : 0;

    public double CoefficientOfVariation => mean > 0 ? Math.Sqrt(Variance) / mean : 0;

    public void Add(double value)
    {
        Count++;
        var step = value - mean;
        mean += step / Count;
        squares += step * (value - mean);
    }
}
