using CostSim.Logs;
using CostSim.Units;

namespace CostSim.Actuals;

/// <summary>A model of the log and its share of the requests.</summary>
internal sealed record LoggedModel(string Name, double Share, bool IsPriced)
{
    public string ServiceTier { get; init; } = "standard";

    public string Region { get; init; } = "global";
}

/// <summary>What a log says about a workload, section by section, and what it is too short to say.</summary>
internal sealed record LogFit
{
    public const int RequestsForHours = 100;

    private const double UsualInputCv = 0.35;
    private const double UsualOutputCv = 0.6;

    public required LogSketch Sketch { get; init; }

    public required WholeDays Whole { get; init; }

    /// <summary>Null where the log holds no whole day: its requests then say lengths alone.</summary>
    public required TrafficFit? Traffic { get; init; }

    /// <summary>24 shares of a day by local hour; null where rows do not say their hour.</summary>
    public IReadOnlyList<double>? Hours { get; init; }

    /// <summary>Null where the log has no tokens.</summary>
    public LengthFit? Input { get; init; }

    public LengthFit? Output { get; init; }

    public double Correlation { get; init; }

    /// <summary>Coefficient of variation of a day's mean tokens per request; null where the log cannot say.</summary>
    public double? DaySpread { get; init; }

    /// <summary>Calls paid again; null where the log has no status.</summary>
    public Fitted? Retries { get; init; }

    public double ShareFailed { get; init; }

    public FittedCache? Cache { get; init; }

    /// <summary>Requests of several calls, or turns of conversations; null where each call is a request of its own.</summary>
    public RunFit? Runs { get; init; }

    public required IReadOnlyList<LoggedModel> Models { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>The first whole day, else the day of the first row.</summary>
    public DateOnly From =>
        Whole.Days.Count > 0 ? Whole.Days[0].Date : DateOnly.FromDateTime(Sketch.First.ToOffset(Sketch.Offset).DateTime);

    public DateOnly NextDay =>
        Whole.Days.Count > 0 ? Whole.Days[^1].Next : DateOnly.FromDateTime(Sketch.Last.ToOffset(Sketch.Offset).DateTime).AddDays(1);

    /// <summary>The last day.</summary>
    public DateOnly To => NextDay.AddDays(-1);

    /// <summary>Fits everything.</summary>
    /// <param name="sketch">The log.</param>
    /// <param name="isPriced">Whether a model of the log has a price.</param>
    /// <param name="chargesWrites">Whether a model charges more for what it writes to its cache than for input.</param>
    /// <param name="keepOutliers">Whether single days far above all others count like the rest.</param>
    public static LogFit Of(LogSketch sketch, Func<string, bool> isPriced, Func<string, bool>? chargesWrites = null,
        bool keepOutliers = false)
    {
        if (sketch.IsMixed)
            throw new RuleException("log",
                "counts use both in rows of a day or less and in rows of a month, so that some of it may be there twice; fit one "
                + "of the two");
        if (sketch.TokensPerRequest is not null && sketch.CountsRequests)
            throw new RuleException("log", "counts its requests; leave --tokens-per-request out");
        if (sketch.Total.Requests == 0)
        {
            throw new RuleException("log", sketch.HasTokens
                ? "counts tokens but no requests, as invoices do; say how many tokens a mean request has, prompt and answer together "
                    + "(--tokens-per-request 3_000), or name a column with the number of requests (--map requests=COLUMN)"
                : sketch.OtherCalls > 0
                    ? $"holds no request of a language model, only {Reports.Figures.Count(sketch.OtherCalls)} calls of other work "
                        + $"(embeddings, pictures, speech); fit needs the log of the model's requests"
                : "counts no requests: it is a bill; fit needs a row a request, or a column with their number (--map requests=COLUMN)");
        }

        sketch.Runs.End();
        sketch.Sessions.End();
        var runs = sketch.IsMonthly ? null : RunFit.Agent(sketch.Runs) ?? RunFit.History(sketch.Sessions);
        if (runs is { Shape: RunShape.Agent })
            sketch.CountRuns();
        var whole = WholeDays.Of(sketch);
        if (whole.Days.Count == 0 && sketch.Lengths.Count == 0)
            throw new RuleException("log",
                $"holds no whole day (it runs from {sketch.First:yyyy-MM-dd HH:mm} to {sketch.Last:yyyy-MM-dd HH:mm}); fit needs at least "
                + $"one, and two weeks to see weekdays");
        var fit = new LogFit
        {
            Sketch = sketch,
            Whole = whole,
            Traffic = whole.Days.Count == 0 ? null : whole.AreMonths
                ? MonthFitter.Fit(whole.Days)
                : TrafficFitter.Fit(whole.Days, keepOutliers),
            Hours = sketch.Hours.Sum() >= RequestsForHours ? [.. sketch.Hours.Select(h => h / sketch.Hours.Sum())] : null,
            Input = LengthOf(sketch, "input", t => t.Input, s => s.Input, sketch.Lengths.Input, UsualInputCv),
            Output = LengthOf(sketch, "output", t => t.Output, s => s.Output, sketch.Lengths.Output, UsualOutputCv),
            DaySpread = sketch.HasTokens && !whole.AreMonths ? LengthDays.SpreadOf([.. sketch.Days.Values]) : null,
            Correlation = sketch.Lengths.Count > 1 ? sketch.Lengths.Correlation : 0,
            Retries = sketch.HasFailures ? Shares.Of(sketch.Total.PaidFailures, sketch.Total.Requests + sketch.Total.PaidFailures) : null,
            ShareFailed = sketch.Total.Failures / (sketch.Total.Requests + sketch.Total.Failures),
            Cache = FittedCache.Of(sketch, sketch.Models.Keys.Any(m => m.Name.Length > 0 && chargesWrites?.Invoke(m.Name) == true)),
            Models = ModelsOf(sketch, isPriced),
            Runs = runs,
            Warnings = [],
        };
        return fit with { Warnings = [.. FitWarnings.Of(fit)] };
    }

    // An invoice counts the requests of a month once, whichever models they used: there tokens say the shares.
    private static List<LoggedModel> ModelsOf(LogSketch sketch, Func<string, bool> isPriced)
    {
        var (use, total) = sketch.IsMonthly
            ? ((Func<DayTally, double>)(t => t.Tokens), sketch.Total.Tokens)
            : (t => t.Requests, sketch.Total.Requests);
        return [.. sketch.Models.Where(m => use(m.Value) > 0).OrderByDescending(m => use(m.Value))
            .ThenBy(m => m.Key.ToString(), StringComparer.Ordinal)
            .Select(m => new LoggedModel(m.Key.Name, use(m.Value) / total, m.Key.Name.Length > 0 && isPriced(m.Key.Name)) { ServiceTier =
                m.Key.ServiceTier, Region = m.Key.Region })];
    }

    private static LengthFit? LengthOf(LogSketch sketch, string name, Func<DayTally, double> tokens,
        Func<(double Input, double Output), double> side, Running moments, double usualCv)
    {
        if (!sketch.HasTokens)
            return null;
        var dayMeans = sketch.Periods.Where(d => d.Requests >= 20).Select(d => tokens(d) / (d.Requests + d.PaidFailures)).ToList();
        var calls = sketch.Total.Requests + sketch.Total.PaidFailures;
        return LengthFit.Of(name, [.. sketch.Lengths.Sample.Select(side)], moments, tokens(sketch.Total) / calls, dayMeans, usualCv);
    }
}
