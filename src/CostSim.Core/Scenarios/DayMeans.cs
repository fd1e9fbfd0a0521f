using CostSim.Randomness;

namespace CostSim.Scenarios;

/// <summary>
/// The mean requests of every day of a class, given a trial's scores, as one sum of the definition: the plain form that faster ones are
/// held against.
/// </summary>
internal sealed class DayMeans
{
    private readonly Traffic traffic;
    private readonly double[] known;

    public DayMeans(Traffic traffic, Calendar calendar)
    {
        this.traffic = traffic;
        known = [.. Enumerable.Range(0, calendar.Days).Select(day => KnownFactor(traffic, calendar.DateOf(day)))];
    }

    /// <summary>The factor of each day that is known: weekday or holiday, or the logged day in its place.</summary>
    public IReadOnlyList<double> Known => known;

    public void At(ReadOnlySpan<double> scores, Span<double> means)
    {
        var level = Math.Max(0, traffic.Level.At(scores) * traffic.Adoption.At(scores));
        var logGrowth = LogGrowth(scores);
        for (var day = 0; day < known.Length; day++)
            means[day] = level * known[day] * Elementary.Exp(logGrowth * day / Calendar.DaysPerMonth);
        if (traffic.Growth.Curve is { } curve)
            Multiply(curve, scores, means);
        foreach (var step in traffic.Steps)
        {
            var factor = step.Factor.At(scores);
            for (var day = Math.Max(0, step.FromDay); day < known.Length; day++)
                means[day] *= factor;
        }
    }

    /// <summary>What multiplies a day's known factor in a trial: level, growth and steps.</summary>
    public double LevelOn(int day, ReadOnlySpan<double> scores)
    {
        var level = Math.Max(0, traffic.Level.At(scores) * traffic.Adoption.At(scores))
            * Elementary.Exp(LogGrowth(scores) * day / Calendar.DaysPerMonth);
        if (traffic.Growth.Curve is { } curve)
            level *= Logistic(curve.From.At(scores), curve.To.At(scores),
                (curve.MidpointDay - day) * RiseOfLogistic / (curve.Months.At(scores) * Calendar.DaysPerMonth));
        foreach (var step in traffic.Steps)
            level *= step.FromDay <= day ? step.Factor.At(scores) : 1;
        return level;
    }

    /// <summary>
    /// The least factor of a month's growth: a normal law of growth goes below -100 % with a probability of 1e-9 or less, where
    /// traffic has all but ended.
    /// </summary>
    public const double LeastGrowthFactor = 1e-3;

    private double LogGrowth(ReadOnlySpan<double> scores) =>
        Elementary.Log(Math.Max(LeastGrowthFactor, 1 + traffic.Growth.PerMonth.At(scores)));

    /// <summary>Months in which a logistic curve goes from 10 to 90 %, for one unit of its time constant: 2 ln 9.</summary>
    public const double RiseOfLogistic = 4.394449154672439;

    private static void Multiply(SCurve curve, ReadOnlySpan<double> scores, Span<double> means)
    {
        var (from, to) = (curve.From.At(scores), curve.To.At(scores));
        var days = curve.Months.At(scores) * Calendar.DaysPerMonth / RiseOfLogistic;
        for (var day = 0; day < means.Length; day++)
            means[day] *= Logistic(from, to, (curve.MidpointDay - day) / days);
    }

    private static double Logistic(double from, double to, double before) => from + ((to - from) / (1 + Elementary.Exp(before)));

    private static double KnownFactor(Traffic traffic, DateOnly date)
    {
        if (traffic.Log is { } log)
            return LoggedFactor(log, date);
        return traffic.Rhythm.FactorOf(date);
    }

    // A replayed day is the logged one, repeated by whole weeks so that weekdays stay; a resampled day has its weekday's mean.
    private static double LoggedFactor(LoggedDays log, DateOnly date)
    {
        var mean = log.Requests.Average();
        return log.Use == LogUse.Replayed ? log.ReplayedOn(date) / mean : log.OfWeekday(date).Average() / mean;
    }
}
