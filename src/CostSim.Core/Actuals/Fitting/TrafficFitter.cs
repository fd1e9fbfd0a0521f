using CostSim.Logs;
using CostSim.Randomness;
using CostSim.Scenarios;
using CostSim.Units;

namespace CostSim.Actuals;

/// <summary>
/// Fits a level, weekdays, growth and spread to daily counts, each with its posterior: the spread shrunk towards k = 5, the
/// usual one of 312 production clients; the level with the error that autocorrelated days leave in it.
/// </summary>
internal static class TrafficFitter
{
    internal const double UsualSize = 5;
    internal const double UsualDayToDay = 0.4;

    // As many days of the usual size are added to the logged ones: five days are shrunk halfway.
    private const double DaysOfPrior = 5;
    private const double DaysOfDayToDayPrior = 20;

    // Fewer days tell nothing of growth, whatever a line through them says.
    public const int DaysForGrowth = 21;
    public const int DaysForWeekdays = 7;
    public const int DaysForPoisson = 28;

    private const int LeastDaysForPoisson = 10;
    private const double SteadySize = 25;
    private const double OddsForPoisson = 20;

    // As if the level had moved once more in so many days.
    private const double DaysOfMoving = 6;

    // Sd of a month's growth before any day is seen.
    internal const double GrowthPrior = 0.10;

    /// <param name="days">Whole days in order.</param>
    /// <param name="keepOutliers">Whether single days far above all others count like the rest.</param>
    public static TrafficFit Fit(IReadOnlyList<DayCount> days, bool keepOutliers = false)
    {
        if (days.All(d => d.Requests <= 0))
            throw new RuleException("log", "holds no whole day with a request; a longer log is needed");
        var closed = days.Count >= DaysForWeekdays ? ClosedWeekdays.Of(days) : new HashSet<int>();
        var open = days.Where(d => !closed.Contains(Calendar.WeekdayOf(d.Date))).ToList();
        var level = FittedLevel.Of([.. open.Where(d => d.Requests > 0)], closed, keepOutliers);
        var (busy, weekdays) = (level.Days.ToList(), days.Count >= DaysForWeekdays);
        var growth = level.DaysOfLevel >= DaysForGrowth;
        var path = MeanPath.Of(busy, weekdays, growth, closed: closed);
        if (growth)
            path = MeanPath.Of(busy, weekdays, growth, path.WeightOfSlope(GrowthPrior, DayVariance(busy, path)), closed);
        var means = busy.Select(path.MeanOf).ToList();
        var spread = Spread(busy, means, path.Parameters);
        var size = Shrunk(spread, busy.Count);
        var degrees = Math.Max(1, busy.Count - path.Parameters);
        var dispersion = busy.Select((d, i) => (d.Requests - means[i]) * (d.Requests - means[i]) / means[i]).Sum() / degrees;
        var dayToDay = DayToDay(busy, means);
        var poisson = IsPoisson(dispersion, busy.Count, degrees, means.Average());
        var used = poisson ? double.PositiveInfinity : size;
        // Poisson counts are not autocorrelated.
        var hanging = poisson ? 1 : Hanging(level.DaysOfLevel, dayToDay);
        var variance = ((1 / used) + means.Average(m => 1 / m)) * hanging;
        var bands = busy.TakeLast(level.DaysOfLevel).Select(d => Band(d, path.MeanOf(d), used)).ToList();
        var end = path.MeanLevelOn(busy[^1].Date.AddDays(1));
        // Levels move between the days of a short log and those to come (coverage.md: bands of the next days, by days fitted).
        var moving = poisson ? 1 : 1 + (DaysOfMoving / level.DaysOfLevel);
        var counted = level.Step is { } step ? [.. open.Where(d => d.Date >= step.Since)] : open;
        return new TrafficFit
        {
            Level = Lognormal(end, Math.Sqrt(variance * moving * path.ShareOfDayAtEnd(level.DaysOfLevel))),
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
            ZeroDays = Zeros(counted.Count(d => d.Requests <= 0), counted.Count),
            Step = level.Step,
            Runaways = level.Runaways,
            Bands = bands,
            InsideBand = bands.Average(b => b.Requests >= b.Low && b.Requests <= b.High ? 1.0 : 0),
        };
    }

    // Many days no wider than chance, or fewer that a steady service (k = 25) would hardly leave so narrow.
    private static bool IsPoisson(double dispersion, int days, double degrees, double mean)
    {
        if (dispersion >= ChiSquare(0.95, degrees) / degrees)
            return false;
        var steady = 1 + (mean / SteadySize);
        return days >= DaysForPoisson
            || (days >= LeastDaysForPoisson
            && degrees / 2 * (Elementary.Log(steady) - (dispersion * (1 - (1 / steady)))) > Elementary.Log(OddsForPoisson));
    }

    /// <summary>Variance of a sum of autocorrelated days over that of independent ones: 1 + 2 Σ (1 − j/n) φ^j.</summary>
    public static double Hanging(int days, double dayToDay) =>
        1 + (2 * Enumerable.Range(1, Math.Max(0, days - 1)).Sum(j => (1 - ((double)j / days)) * Elementary.Pow(dayToDay, j)));

    // 1/k by moments around the fitted means, less what chance alone spreads.
    private static double Spread(List<DayCount> busy, List<double> means, double parameters)
    {
        var squares = busy.Select((d, i) => (d.Requests / means[i] - 1) * (d.Requests / means[i] - 1)).Sum();
        return Math.Max(0, (squares / Math.Max(1, busy.Count - parameters)) - means.Average(m => 1 / m));
    }

    private static double Shrunk(double spread, int days) => (days + DaysOfPrior) / ((days * spread) + (DaysOfPrior / UsualSize));

    // Relative variance of one day including autocorrelation, before the slope is weighed.
    private static double DayVariance(List<DayCount> busy, MeanPath path)
    {
        var means = busy.Select(path.MeanOf).ToList();
        return ((1 / Shrunk(Spread(busy, means, path.Parameters), busy.Count)) + means.Average(m => 1 / m)) * Hanging(busy.Count,
            DayToDay(busy, means));
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
    private static Fitted SizeInterval(double size, double degrees) =>
        new(size, size * ChiSquare(0.05, degrees) / degrees, size * ChiSquare(0.95, degrees) / degrees);

    // Wilson and Hilferty (1931).
    private static double ChiSquare(double probability, double degrees) =>
        degrees * Elementary.Pow(1 - (2 / (9 * degrees)) + (NormalQuantile.Of(probability) * Math.Sqrt(2 / (9 * degrees))), 3);

    private static Fitted? Zeros(int zeros, int days) => zeros == 0 ? null : Shares.Of(zeros, days);

    private static FittedDay Band(DayCount day, double mean, double size) =>
        BandOf(day, mean, Math.Sqrt((1 / mean) + (double.IsInfinity(size) ? 0 : 1 / size)));

    internal static FittedDay BandOf(DayCount day, double mean, double cv)
    {
        var law = new GammaQuantity(mean, cv);
        return new FittedDay(day.Date, day.Requests, mean, law.At(-LognormalQuantity.Z95), law.At(LognormalQuantity.Z95));
    }
}

/// <summary>Weekdays on which nothing is ever asked: a rhythm of the calendar, where a few empty days at random are not.</summary>
internal static class ClosedWeekdays
{
    // Offices close at weekends far more often than on another day.
    private const double PriorOfWeekend = 0.5;
    private const double PriorOfOther = 0.02;
    private const double Certainty = 0.9;
    private const int Saturday = 5;

    public static IReadOnlySet<int> Of(IReadOnlyList<DayCount> days)
    {
        var byDay = days.GroupBy(d => Calendar.WeekdayOf(d.Date)).ToDictionary(g => g.Key,
            g => (Zeros: g.Count(d => d.Requests <= 0), Days: g.Count()));
        var empty = byDay.Where(d => d.Value.Zeros == d.Value.Days).Select(d => d.Key).ToList();
        var rest = byDay.Where(d => !empty.Contains(d.Key)).Select(d => d.Value).ToList();
        // How often another weekday is empty, with one day in two that it might have been (Jeffreys).
        var chance = (rest.Sum(r => r.Zeros) + 0.5) / (rest.Sum(r => r.Days) + 1);
        return empty.Where(d =>
        {
            var prior = d >= Saturday ? PriorOfWeekend : PriorOfOther;
            return prior / (prior + ((1 - prior) * Elementary.Pow(chance, byDay[d].Days))) > Certainty;
        }).ToHashSet();
    }
}
