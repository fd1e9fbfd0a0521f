using CostSim.Randomness;
using CostSim.Volumes;

namespace CostSim.Capacity;

/// <summary>When requests come: the day's count is drawn first, noisy hours share it out, and gaps inside them are gamma.</summary>
internal sealed class ArrivalStream(Traffic traffic, ulong seed, int purpose)
{
    /// <summary>Correlation of an hour's noise with the next hour's, and its standard deviation in logs: alone the hours would make a day's count as wide as k = 19.</summary>
    private const double HourToHour = 0.8;
    private const double HourSpread = 0.4;

    /// <summary>Spread of the gaps between requests: somewhat burstier than chance (1).</summary>
    private const double GapCv = 1.2;

    private const int CountPurpose = 1_000;

    private readonly IReadOnlyList<double> hours = traffic.Rhythm.UtcHours();
    private double noise;

    /// <summary>Adds the seconds of a day's arrivals, in order, to a list.</summary>
    public void Day(int day, double mean, double start, List<double> times)
    {
        var random = new RandomStreams(seed).For(day, purpose);
        // The count has luck of its own, so that a larger volume meets the same hours.
        var count = (int)Count(new RandomStreams(seed).For(day, purpose + CountPurpose), mean);
        // The noise goes on from one day to the next; its shares are normalised within the day, so that it adds nothing to the count.
        Span<double> ends = stackalloc double[25];
        for (var hour = 0; hour < 24; hour++)
        {
            noise = (HourToHour * noise) + (Math.Sqrt(1 - (HourToHour * HourToHour)) * random.Normal());
            ends[hour + 1] = ends[hour] + (hours[hour] * Elementary.Exp(HourSpread * noise));
        }

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

    private double Count(RandomStream random, double mean) => traffic.Counts switch
    {
        { Kind: CountKind.NegativeBinomial } law => random.NegativeBinomial(mean, law.Size.Expected()),
        { Kind: CountKind.Poisson } => random.Poisson(mean),
        _ => Math.Floor(mean + random.Uniform()),
    };
}
