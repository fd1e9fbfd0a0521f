using CostSim.Randomness;
using CostSim.Scenarios;

namespace CostSim.Capacity;

/// <summary>When the requests of a day come: noisy hours share it out, and gaps inside them are gamma.</summary>
internal sealed class ArrivalStream(Traffic traffic, ulong seed, int purpose)
{
    /// <summary>
    /// Correlation of an hour's noise with the next hour's, and its standard deviation in logs: alone the hours would make a day's count as
    /// wide as k = 19.
    /// </summary>
    private const double HourToHour = 0.8;
    private const double HourSpread = 0.4;

    /// <summary>Spread of the gaps between requests: somewhat burstier than chance (1).</summary>
    private const double GapCv = 1.2;

    private readonly IReadOnlyList<double> hours = traffic.Rhythm.UtcHours();
    private double noise;

    /// <summary>Variance of the requests in a stretch of time over their mean, for gaps of this spread.</summary>
    internal const double Dispersion = GapCv * GapCv;

    /// <summary>Adds the seconds of a day's arrivals, in order, to a list.</summary>
    public void Day(int day, int count, double start, List<double> times)
    {
        var random = new RandomStreams(seed).For(day, purpose);
        Span<double> ends = stackalloc double[25];
        Hours(random, ends);
        if (count == 0 || ends[24] == 0)
            return;
        var gaps = new double[count + 1];
        var sum = 0.0;
        for (var i = 0; i <= count; i++)
            gaps[i] = sum += random.Gamma(1 / (GapCv * GapCv));
        var at = 0;
        for (var i = 0; i < count; i++)
        {
            var share = gaps[i] / sum * ends[24];
            while (at < 23 && ends[at + 1] < share)
                at++;
            times.Add(start + ((at + ((share - ends[at]) / Math.Max(1e-300, ends[at + 1] - ends[at]))) * 3_600));
        }
    }

    /// <summary>The share of each hour in a day's requests; days are asked for in order.</summary>
    internal double[] SharesOf(int day)
    {
        Span<double> ends = stackalloc double[25];
        Hours(new RandomStreams(seed).For(day, purpose), ends);
        var shares = new double[24];
        for (var hour = 0; hour < 24 && ends[24] > 0; hour++)
            shares[hour] = (ends[hour + 1] - ends[hour]) / ends[24];
        return shares;
    }

    /// <summary>Adds the seconds of arrivals between two moments of one hour, at an even rate.</summary>
    internal static void Stretch(RandomStream random, double from, double until, double perSecond, List<double> times)
    {
        if (perSecond <= 0)
            return;
        var gap = Dispersion / perSecond;
        for (var at = from + (gap * random.Gamma(1 / Dispersion) * random.Uniform()); at < until; at += gap * random.Gamma(1 / Dispersion))
            times.Add(at);
    }

    // The noise goes on from one day to the next; its shares are normalised within the day, so that it adds nothing to the count.
    private void Hours(RandomStream random, Span<double> ends)
    {
        ends[0] = 0;
        for (var hour = 0; hour < 24; hour++)
        {
            noise = (HourToHour * noise) + (Math.Sqrt(1 - (HourToHour * HourToHour)) * random.Normal());
            ends[hour + 1] = ends[hour] + (hours[hour] * Elementary.Exp(HourSpread * noise));
        }
    }
}
