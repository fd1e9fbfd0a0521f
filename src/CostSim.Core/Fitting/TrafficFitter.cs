using CostSim.Randomness;
using CostSim.Units;

namespace CostSim.Fitting;

/// <summary>
/// Fits a level, weekdays, growth and spread to daily counts, each with its posterior: the spread shrunk towards k = 5, the
/// usual one of 312 production clients; the level with the error that days that hang together leave in it.
/// </summary>
internal static class TrafficFitter
{
    internal const double UsualSize = 5;
    internal const double UsualDayToDay = 0.4;

    // As many days of the usual size stand beside the logged ones: five days are shrunk halfway.
    private const double DaysOfPrior = 5;
    private const double DaysOfDayToDayPrior = 20;

    // Fewer days tell nothing of growth, whatever a line through them says.
    public const int DaysForGrowth = 21;
    public const int DaysForWeekdays = 7;
    public const int DaysForPoisson = 28;

    // Sd of a month's growth before any day is seen.
    internal const double GrowthPrior = 0.10;

    public static TrafficFit Fit(IReadOnlyList<DayCount> days)
    {
        var busy = days.Where(d => d.Requests > 0).ToList();
        if (busy.Count == 0)
            throw new RuleException("log", "holds no whole day with a request; a longer log is needed");
        var (weekdays, growth) = (days.Count >= DaysForWeekdays, days.Count >= DaysForGrowth);
        var path = MeanPath.Of(busy, weekdays, growth);
        if (growth)
            path = MeanPath.Of(busy, weekdays, growth, path.WeightOfSlope(GrowthPrior, DayVariance(busy, path)));
        var means = busy.Select(path.MeanOf).ToList();
        var spread = Spread(busy, means, path.Parameters);
        var size = Shrunk(spread, busy.Count);
        var dispersion = busy.Select((d, i) => (d.Requests - means[i]) * (d.Requests - means[i]) / means[i]).Sum() / Math.Max(1, busy.Count - path.Parameters);
        var dayToDay = DayToDay(busy, means);
        var poisson = busy.Count >= DaysForPoisson && dispersion < ChiSquare(0.95, busy.Count - path.Parameters) / (busy.Count - path.Parameters);
        var used = poisson ? double.PositiveInfinity : size;
        var variance = ((1 / used) + means.Average(m => 1 / m)) * Hanging(busy.Count, dayToDay);
        var bands = busy.Select((d, i) => Band(d, means[i], used)).ToList();
        var level = path.MeanLevelOn(busy[^1].Date.AddDays(1));
        return new TrafficFit
        {
            Level = Lognormal(level, Math.Sqrt(variance * path.ShareOfDayAtEnd(busy.Count))),
            Spread = new DaySpread
            {
                Size = SizeInterval(size, busy.Count + DaysOfPrior - 1),
                OwnSize = spread > 0 ? 1 / spread : double.PositiveInfinity,
                IsPoisson = poisson,
                Dispersion = dispersion,
                DayToDay = dayToDay,
            },
            Growth = path.HasGrowth ? path.Growth(variance) : null,
            Weekdays = path.Weekdays,
            ZeroDays = Zeros(days.Count - busy.Count, days.Count),
            Bands = bands,
            InsideBand = bands.Average(b => b.Requests >= b.Low && b.Requests <= b.High ? 1.0 : 0),
        };
    }

    /// <summary>Variance of a sum of days that hang together over that of independent ones: 1 + 2 Σ (1 − j/n) φ^j.</summary>
    public static double Hanging(int days, double dayToDay) =>
        1 + (2 * Enumerable.Range(1, Math.Max(0, days - 1)).Sum(j => (1 - ((double)j / days)) * Elementary.Pow(dayToDay, j)));

    // 1/k by moments around the fitted means, less what chance alone spreads.
    private static double Spread(List<DayCount> busy, List<double> means, double parameters)
    {
        var squares = busy.Select((d, i) => (d.Requests / means[i] - 1) * (d.Requests / means[i] - 1)).Sum();
        return Math.Max(0, (squares / Math.Max(1, busy.Count - parameters)) - means.Average(m => 1 / m));
    }

    private static double Shrunk(double spread, int days) => (days + DaysOfPrior) / ((days * spread) + (DaysOfPrior / UsualSize));

    // Relative variance of one day with what hangs together, before the slope is weighed.
    private static double DayVariance(List<DayCount> busy, MeanPath path)
    {
        var means = busy.Select(path.MeanOf).ToList();
        return ((1 / Shrunk(Spread(busy, means, path.Parameters), busy.Count)) + means.Average(m => 1 / m)) * Hanging(busy.Count, DayToDay(busy, means));
    }

    private static double DayToDay(List<DayCount> busy, List<double> means)
    {
        var logs = busy.Select((d, i) => (d.Date, Log: Elementary.Log(d.Requests / means[i]))).ToList();
        var mean = logs.Average(l => l.Log);
        var variance = logs.Sum(l => (l.Log - mean) * (l.Log - mean)) / Math.Max(1, logs.Count);
        var pairs = logs.Zip(logs.Skip(1)).Where(p => p.Second.Date == p.First.Date.AddDays(1)).ToList();
        if (pairs.Count == 0 || variance < 1e-12)
            return UsualDayToDay;
        var own = pairs.Average(p => (p.First.Log - mean) * (p.Second.Log - mean)) / variance;
        // Around a fitted mean the correlation reads low by (1 + 4φ)/n.
        own = (own + (1.0 / pairs.Count)) / Math.Max(0.2, 1 - (4.0 / pairs.Count));
        var shrunk = ((pairs.Count * Math.Clamp(own, -1, 1)) + (DaysOfDayToDayPrior * UsualDayToDay)) / (pairs.Count + DaysOfDayToDayPrior);
        return Math.Clamp(shrunk, 0, 0.95);
    }

    internal static Fitted Lognormal(double median, double error) =>
        new(median, median * Elementary.Exp(-LognormalQuantity.Z95 * error), median * Elementary.Exp(LognormalQuantity.Z95 * error));

    // 1/k as a scaled inverse chi-square: k lies within its own value times the points of chi-square over its degrees.
    private static Fitted SizeInterval(double size, double degrees) => new(size, size * ChiSquare(0.05, degrees) / degrees, size * ChiSquare(0.95, degrees) / degrees);

    // Wilson and Hilferty (1931).
    private static double ChiSquare(double probability, double degrees) =>
        degrees * Elementary.Pow(1 - (2 / (9 * degrees)) + (NormalQuantile.Of(probability) * Math.Sqrt(2 / (9 * degrees))), 3);

    private static Fitted? Zeros(int zeros, int days) => zeros == 0 ? null : Shares.Of(zeros, days);

    private static DayBand Band(DayCount day, double mean, double size) =>
        BandOf(day, mean, Math.Sqrt((1 / mean) + (double.IsInfinity(size) ? 0 : 1 / size)));

    internal static DayBand BandOf(DayCount day, double mean, double cv)
    {
        var law = new GammaQuantity(mean, cv);
        return new DayBand(day.Date, day.Requests, mean, law.At(-LognormalQuantity.Z95), law.At(LognormalQuantity.Z95));
    }
}
