using CostSim.Randomness;

namespace CostSim.Scenarios;

/// <summary>
/// At which daily volumes a class's requests come: logs of volumes with the share of the requests that come on days of that mean, over
/// the horizon and over what is uncertain. What depends on the volume, such as a cache's hit rate, has its mean per request over it.
/// </summary>
internal sealed record VolumeProfile(IReadOnlyList<(double LogVolume, double Share)> Volumes)
{
    // Means over what is uncertain need few points: a rank-one lattice, whose points are even in each input.
    private const int Points = 64;
    private const double Golden = 0.6180339887498949;

    // Volumes closer than this in logs count as one.
    private const double Step = 0.05;

    public static VolumeProfile At(double requestsPerDay) => new([(Elementary.Log(Math.Max(requestsPerDay, 1e-9)), 1)]);

    public static VolumeProfile Of(Traffic traffic, Calendar calendar)
    {
        var inputs = traffic.Inputs.ToList();
        var days = new DayMeans(traffic, calendar);
        var means = new double[calendar.Days];
        var scores = new double[inputs.Append(-1).Max() + 1];
        var bins = new SortedDictionary<int, (double Requests, double LogVolume)>();
        var points = inputs.Count == 0 ? 1 : Points;
        for (var point = 0; point < points; point++)
        {
            for (var i = 0; i < inputs.Count; i++)
                scores[inputs[i]] = Score(point, i);
            days.At(scores, means);
            foreach (var mean in means.Where(m => m > 0))
            {
                var log = Elementary.Log(mean);
                var bin = (int)Math.Floor(log / Step);
                var (requests, sum) = bins.GetValueOrDefault(bin);
                bins[bin] = (requests + mean, sum + (mean * log));
            }
        }

        var total = bins.Values.Sum(b => b.Requests);
        return total > 0 && double.IsFinite(total)
            ? new VolumeProfile([.. bins.Values.Select(b => (b.LogVolume / b.Requests, b.Requests / total))])
            : At(1);
    }

    private static double Score(int point, int input)
    {
        var turn = (point + 0.5) / Points * (input == 0 ? 1 : Points * Golden * input);
        var share = turn - Math.Floor(turn);
        return NormalQuantile.Of(Math.Clamp(share, 0.5 / Points, 1 - (0.5 / Points)));
    }
}
