using CostSim.Randomness;
using CostSim.Scenarios;

namespace CostSim.Engine;

/// <summary>
/// From which cost on a request is drawn alone: a part of the month's standard deviation, in whole powers of two of that of the first
/// month, and higher or lower in a trial of more or fewer requests. By Chebyshev at most 1/0.15² of a month's requests are larger.
/// </summary>
internal sealed class LargeRequests
{
    private const double PartOfDeviation = 0.15;
    private const int MostLevels = 40;

    // A size that no request reaches: where nothing varies, none has to be drawn alone.
    private const double Endless = 1e300;

    private readonly (int First, int End)[][] cells;
    private readonly double[][] medianRates;
    private readonly double[] monthLogs;

    private LargeRequests(IReadOnlyList<double[]> firstSizes, (int, int)[][] cells, double[][] medianRates, double[] monthLogs)
    {
        (FirstSizes, this.cells, this.medianRates, this.monthLogs) = (firstSizes, cells, medianRates, monthLogs);
    }

    /// <summary>By class and piece: the cost from which a request counts as large in the first month, at the inputs' medians.</summary>
    public IReadOnlyList<double[]> FirstSizes { get; }

    /// <summary>A class's cells of a month.</summary>
    public (int First, int End) CellsOf(int number, int month) => cells[number][month];

    /// <summary>The level of size in a month of so many requests.</summary>
    public int LevelOf(int number, int month, double rate)
    {
        var median = medianRates[number][month];
        var log = monthLogs[month] + (median > 0 ? 0.5 * Elementary.Log(rate / median) : 0);
        return (int)Math.Clamp(Math.Floor(log / Elementary.Log(2)), -MostLevels, MostLevels);
    }

    public static LargeRequests Of(SpendModel model, IReadOnlyList<QuestionSample> samples)
    {
        var views = model.Designs.Select((_, p) => new CostView(p, null, false)).ToList();
        var block = new ExactBlock(model, views, samples);
        OuterChoice.SetMeanWeights(block, samples);
        var means = new double[model.Classes.Count][];
        block.Evaluate(false, c =>
            means[c] = [.. views.Select(v => model.Classes[c].Traffic.Counts.Kind == CountKind.Fixed
                ? block.Classes[c].MomentsOf(v, 0, 0, 1)[1][0]
                : 0)]);
        var months = model.Calendar.Months.Count;
        double Deviation(int p, int m) => Math.Sqrt(Math.Max(0, block.Months[p][m][1][0]));
        var first = Enumerable.Range(0, months).FirstOrDefault(m => views.Index().Any(v => Deviation(v.Index, m) > 0));
        var deviations = views.Select((_, p) => Deviation(p, first)).ToArray();
        // Of what rounding leaves over a fixed cost no request is large.
        var sizes = means.Select(mean =>
            deviations.Select((sd, p) => sd > 1e-12 * Math.Abs(block.Months[p][first][0][0]) ? mean[p] + (PartOfDeviation * sd) : Endless)
            .ToArray()).ToList();
        var logs = Enumerable.Range(0, months)
            .Select(m => deviations.Select((sd, p) => sd > 0 && Deviation(p, m) > 0 ? Elementary.Log(Deviation(p, m) / sd) : double.NaN)
                .Where(double.IsFinite).DefaultIfEmpty(0).Min()).ToArray();
        return new LargeRequests(
            sizes,
            [.. model.Classes.Select((_, c) => ClassPaths.CellsOf(model, c))
                .Select(own => Enumerable.Range(0, months).Select(m => Range(own, m)).ToArray())],
            [.. model.Classes.Select(c => MedianRates(c.Traffic, model.Calendar))],
            logs);
    }

    private static (int, int) Range(IReadOnlyList<VolumeCell> cells, int month)
    {
        var first = cells.TakeWhile(c => c.Month < month).Count();
        return (first, first + cells.Skip(first).TakeWhile(c => c.Month == month).Count());
    }

    private static double[] MedianRates(Traffic traffic, Calendar calendar)
    {
        var (days, scores) = (new double[calendar.Days], new double[traffic.Inputs.DefaultIfEmpty(-1).Max() + 1]);
        new DayMeans(traffic, calendar).At(scores, days);
        return [.. calendar.Months.Select(m => days.AsSpan(m.FirstDay, m.Days).ToArray().Sum())];
    }
}
