using CostSim.Randomness;
using CostSim.Volumes;

namespace CostSim.Distributions;

/// <summary>Draws a class's requests day by day in one trial.</summary>
internal sealed class DayCounts(Traffic traffic, Calendar calendar)
{
    private readonly DayMeans days = new(traffic, calendar);
    private readonly double[] means = new double[calendar.Days];

    /// <summary>Mean volume of the day before its own spread; what derived figures such as cache hits hang on.</summary>
    public IReadOnlyList<double> Means => means;

    public void Draw(ReadOnlySpan<double> scores, RandomStream stream, double[]? sharedScores, Span<double> counts)
    {
        days.At(scores, means);
        var drift = traffic.DriftPerMonth.At(scores) / Math.Sqrt(Calendar.DaysPerMonth);
        var zero = traffic.ZeroDays.At(scores);
        var size = traffic.Counts.Size.At(scores);
        var law = traffic.DayFactor?.Law.At(scores);
        var scale = traffic.DayFactor?.Law.Scale.At(scores) ?? 1;
        var (walk, level) = (0.0, 0.0);
        for (var day = 0; day < counts.Length; day++)
        {
            if (day > 0 && drift > 0)
                walk += drift * stream.Normal();
            means[day] *= Elementary.Exp(walk);
            var mean = means[day];
            if (law is not null)
                mean *= scale * law.At(sharedScores?[day] ?? stream.Normal());
            if (traffic.Log is { Use: LogUse.Resampled } log)
                mean *= Resampled(log, calendar.DateOf(day), stream);
            if (traffic.Counts.Kind == CountKind.NegativeBinomial)
                mean *= level = Level(day == 0 ? null : level, size, traffic.Counts.DayToDay.At(scores), stream);
            if (zero > 0 && stream.Uniform() < zero)
                mean = 0;
            counts[day] = traffic.Counts.Kind == CountKind.Fixed ? Whole(mean, stream) : stream.Poisson(mean);
        }
    }

    // A gamma process of unit mean whose levels correlate φ^|days|: a beta part of the last level, and fresh gamma
    // (Lewis, McKenzie and Hugus, 1989).
    private static double Level(double? last, double size, double dayToDay, RandomStream stream)
    {
        if (last is null || dayToDay <= 0)
            return stream.Gamma(size) / size;
        var (kept, lost) = (stream.Gamma(size * dayToDay), stream.Gamma(size * (1 - dayToDay)));
        return (kept / (kept + lost) * last.Value) + (stream.Gamma(size * (1 - dayToDay)) / size);
    }

    private static double Resampled(LoggedDays log, DateOnly date, RandomStream stream)
    {
        var same = log.OfWeekday(date);
        return same[(int)(stream.Uniform() * same.Count)] / same.Average();
    }

    private static double Whole(double mean, RandomStream stream)
    {
        var floor = Math.Floor(mean);
        return floor < mean && stream.Uniform() < mean - floor ? floor + 1 : floor;
    }
}
