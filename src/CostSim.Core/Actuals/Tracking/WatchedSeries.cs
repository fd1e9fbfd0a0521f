using CostSim.Forecasts;
using CostSim.Randomness;
using CostSim.Scenarios;

namespace CostSim.Actuals;

/// <summary>A whole or partial day of the log that lies in the horizon, and how much of it the log holds.</summary>
internal readonly record struct LoggedDay(DateOnly Date, ActualDay Actual, double Part);

/// <summary>The series that are watched for lasting changes, each by itself, so that what moved is what is named.</summary>
internal sealed class WatchedSeries(DayOutlook outlook, ActualLog log, IReadOnlyList<RequestPlan> plans, IReadOnlyList<LoggedDay> days)
{
    public const string Requests = "requests a day";
    public const string Tokens = "tokens per request";
    private const string Output = "output tokens per request";

    // What moves both sides of a request alike, such as longer questions that get longer answers, is not in their ratio.
    private const string InputByOutput = "input tokens per output token";
    private const string OutputByInput = "output tokens per input token";

    // Usual deviations of a day (METHODS, section 4: the mean length of one client moves by 13 %), which the log's own replace.
    private const double LeastVolumeSpread = 0.10;
    private const double MostVolumeSpread = 0.50;
    private const double LengthSpread = 0.08;
    private const double RateSpread = 0.02;

    // Variance that a single request leaves in a day's mean.
    private const double OfInput = 0.5;
    private const double OfOutput = 1;
    private const double OfRate = 0.1;

    // Two reports of one change lie no further apart.
    private const int SameChange = 10;
    private const int SameDrift = 45;
    private const double ClearMove = 2;
    private const double UsualDayToDay = 0.3;
    private const int ComparedDays = 28;

    public (List<Drift> Changes, List<(string Series, DateOnly Day)> Runaways) Watch(double minEffect)
    {
        var (changes, runaways) = (new List<Drift>(), new List<(string, DateOnly)>());
        foreach (var (prior, series) in All())
        {
            var monitor = SeriesMonitor.Of(prior, series, minEffect);
            changes.AddRange(monitor.Changes);
            runaways.AddRange(monitor.Runaways.Select(day => (prior.Name, day)));
        }

        changes = [.. changes.Select(c => c.Series == InputByOutput ? OfSide(c) : c)];
        changes = [.. changes.Select(c => c.Series == Tokens ? c with { Driver = LengthDriver(c.Since) } : c)];
        // Longer answers show in both series; they are reported once.
        changes.RemoveAll(c => c.Series == Output
            && changes.Exists(t => t.Series == Tokens && t.Driver == VarianceBridge.OutputTokens
            && Math.Abs(t.Since.DayNumber - c.Since.DayNumber) <= SameChange));
        changes = [.. changes.Where(c => !changes.Exists(earlier => IsSame(earlier, c)))];
        return ([.. changes.OrderBy(c => c.Noticed).ThenBy(c => c.Series, StringComparer.Ordinal)],
            [.. runaways.Distinct().OrderBy(r => r.Item2)]);
    }

    // One change of length can show in three series; the one that noticed it first reports it, and of a day the plainest.
    private static bool IsSame(Drift earlier, Drift later)
    {
        bool IsLength(Drift change) => change.Series is Tokens or Output or InputByOutput or OutputByInput;
        bool IsRatio(Drift change) => change.Series is InputByOutput or OutputByInput;
        if (!IsLength(earlier) || !IsLength(later) || !(IsRatio(earlier) ^ IsRatio(later)))
            return false;
        var apart = earlier.Noticed.DayNumber - later.Noticed.DayNumber;
        var isFirst = apart < 0 || (apart == 0 && IsRatio(later));
        return isFirst && (Math.Abs(earlier.Since.DayNumber - later.Since.DayNumber) <= SameChange
            || (earlier.Driver == later.Driver && -apart <= SameDrift));
    }

    // Prompts grow more often than answers shrink: the ratio is a matter of the output where that alone has left its own noise.
    private Drift OfSide(Drift change)
    {
        var (before, after) = (days.Where(d => d.Date < change.Since).TakeLast(ComparedDays).ToList(),
            days.Where(d => d.Date >= change.Since && d.Date <= change.Noticed).ToList());
        return Moved(before, after, d => d.Output) > ClearMove && Moved(before, after, d => d.Input) < ClearMove
            ? change with { Series = OutputByInput, Driver = VarianceBridge.OutputTokens, Change = (1 / (1 + change.Change)) - 1 } : change;
    }

    // In standard errors of the difference of both means, whose days hang together.
    private double Moved(List<LoggedDay> before, List<LoggedDay> after, Func<ActualDay, double> tokens)
    {
        List<double> Logs(List<LoggedDay> some) => [.. some.Where(d => Calls(d) > 0 && tokens(d.Actual) > 0)
            .Select(d => Elementary.Log(tokens(d.Actual) / Calls(d)))];
        var (old, now) = (Logs(before), Logs(after));
        if (old.Count < 2 || now.Count == 0)
            return 0;
        var variance = old.Sum(l => (l - old.Average()) * (l - old.Average())) / (old.Count - 1);
        var error = Math.Sqrt(variance * (1 + UsualDayToDay) / (1 - UsualDayToDay) * ((1.0 / old.Count) + (1.0 / now.Count)));
        return Math.Abs(now.Average() - old.Average()) / Math.Max(error, 1e-6);
    }

    private IEnumerable<(SeriesPrior Prior, IReadOnlyList<SeriesDay> Days)> All()
    {
        var volume = new SeriesPrior(Requests, VarianceBridge.Volume,
            Math.Clamp(Math.Sqrt(outlook.DaySpread), LeastVolumeSpread, MostVolumeSpread));
        if (log.HasRequests || log.HasTokens)
            yield return (log.HasRequests ? volume : volume with { Name = "tokens a day" },
                WithoutWeekdays(Series(d => d.Part < 1 ? 0 : Calls(d) / outlook.Requests(d.Date), d => 1 / Calls(d))));
        if (log is { HasRequests: true, HasTokens: true })
        {
            yield return (new SeriesPrior(Tokens, VarianceBridge.InputTokens, LengthSpread),
                WithoutWeekdays(Series(d => d.Actual.Tokens / Calls(d) / Plan(d).Tokens, d => OfInput / Calls(d))));
            yield return (new SeriesPrior(Output, VarianceBridge.OutputTokens, LengthSpread),
                WithoutWeekdays(Series(d => d.Actual.Output / Calls(d), d => OfOutput / Calls(d))));
            yield return (new SeriesPrior(InputByOutput, VarianceBridge.InputTokens, LengthSpread),
                WithoutWeekdays(Series(d => d.Actual.Input / d.Actual.Output, d => (OfInput + OfOutput) / Calls(d))));
        }

        if (log.HasTokens && days.Any(d => d.Actual.CachedInput > 0))
            yield return (new SeriesPrior("cost of input by its cache", VarianceBridge.Cache, RateSpread), Cache());
        if (log.HasTokens && days.SelectMany(d => d.Actual.Models.Keys).Distinct().Take(2).Count() > 1)
            yield return (new SeriesPrior("cost by the mix of models", VarianceBridge.Mix, RateSpread),
                Series(d => AtMix(d, Plan(d)) / AtPlan(d, Plan(d)), d => OfRate / Calls(d)));
        if (log.HasTokens)
            yield return (new SeriesPrior("price", VarianceBridge.Price, RateSpread),
                Series(d => Paid(d) / (AtMix(d, Plan(d)) + (log.HasBill ? Calls(d) * Math.Max(0, Plan(d).FeeUsd) : 0)),
                d => OfRate / Calls(d)));
        else if (log is { HasBill: true, HasRequests: true })
            yield return (new SeriesPrior("cost per request", VarianceBridge.Unexplained, LengthSpread),
                Series(d => d.Actual.Billed / d.Actual.Requests, d => OfOutput / d.Actual.Requests));
        else if (log.HasBill)
            yield return (volume with { Name = "cost a day", Driver = VarianceBridge.Unexplained },
                WithoutWeekdays(Series(d => d.Part < 1 ? 0 : d.Actual.Billed / outlook.Cost(d.Date), _ => 0)));
    }

    private RequestPlan Plan(LoggedDay day) => plans[outlook.MonthOf(day.Date)];

    private double Calls(LoggedDay day) => VarianceBridge.Calls(day.Actual, Plan(day));

    private bool HasBilledUse => days.Any(d => d.Actual.BilledUse > 0);

    private double Paid(LoggedDay day) =>
        (log.HasBill ? (HasBilledUse ? day.Actual.BilledUse : day.Actual.Billed)
        : day.Actual.PricedTotal * log.Fx) / outlook.Forecast.PerUsd;

    // Each model at its own forecast rates; one that was not planned at whatever it costs.
    private static double AtMix(LoggedDay day, RequestPlan plan) =>
        day.Actual.Models.Sum(m => plan.ByModel.TryGetValue(m.Key, out var rates) ? m.Value.At(rates) : m.Value.IsPriced
            && m.Value.Priced > 0 ? m.Value.Priced : m.Value.At(plan.Rates));

    private static double AtPlan(LoggedDay day, RequestPlan plan) => day.Actual.Models.Values.Sum(m => m.At(plan.Rates));

    // Input as it was read, over the same input without a cache, at what the log's own meters cost.
    private IReadOnlyList<SeriesDay> Cache()
    {
        double[] tokens = [days.Sum(d => d.Actual.FreshInput), days.Sum(d => d.Actual.CachedInput), days.Sum(d => d.Actual.CacheWrite)];
        var planned = plans[outlook.MonthOf(days[0].Date)].Rates;
        var rates = tokens.Select((t, i) => t > 0 && days.Sum(d => d.Actual.Priced[i]) is > 0 and var priced ? priced / t
            : planned[i] * outlook.Forecast.PerUsd).ToArray();
        return rates[0] > 0
            ? Series(d => ((d.Actual.FreshInput * rates[0]) + (d.Actual.CachedInput * rates[1])
                + (d.Actual.CacheWrite * rates[2])) / (d.Actual.Input * rates[0]), d => OfRate / Calls(d))
            : [];
    }

    private List<SeriesDay> Series(Func<LoggedDay, double> ratio, Func<LoggedDay, double> sampling)
    {
        var series = new List<SeriesDay>();
        foreach (var day in days.Where(d => Calls(d) > 0 || !log.HasTokens && !log.HasRequests))
        {
            if (ratio(day) is > 0 and < double.PositiveInfinity and var value)
                series.Add(new SeriesDay(day.Date, Elementary.Log(value), sampling(day)));
        }

        return series;
    }

    // Weekdays that lie off the forecast's own pattern week after week are a pattern, not a change.
    private static List<SeriesDay> WithoutWeekdays(List<SeriesDay> series)
    {
        const int week = 7;
        const int leastWeeks = 3;
        if (series.Count < leastWeeks * week)
            return series;
        var local = Enumerable.Range(week / 2, series.Count - week + 1)
            .Select(t => (Day: Calendar.WeekdayOf(series[t].Date),
                Off: series[t].Log - series.Skip(t - (week / 2)).Take(week).Average(d => d.Log))).ToList();
        var typical = Median([.. local.Select(l => Math.Abs(l.Off))]) / 0.6745;
        var offs = local.GroupBy(l => l.Day).Where(g => g.Count() >= leastWeeks - 1).ToDictionary(g => g.Key,
            g => (Off: Median([.. g.Select(l => l.Off)]), Count: g.Count()));
        // Only what three deviations of a weekday's own mean show.
        var shown = offs.Where(o => Math.Abs(o.Value.Off) > 3 * typical / Math.Sqrt(o.Value.Count)).ToDictionary(o => o.Key,
            o => o.Value.Off);
        return [.. series.Select(d => d with { Log = d.Log - shown.GetValueOrDefault(Calendar.WeekdayOf(d.Date)) })];
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values.Length == 0 ? 0 : values[values.Length / 2];
    }

    // The side of the request that moved the bill more since then.
    private string LengthDriver(DateOnly since)
    {
        var (before, after) = (days.Where(d => d.Date < since).TakeLast(ComparedDays).ToList(), days.Where(d => d.Date >= since).ToList());
        if (before.Sum(Calls) <= 0 || after.Sum(Calls) <= 0)
            return VarianceBridge.InputTokens;
        var plan = Plan(after[0]);
        double Moved(Func<ActualDay, double> tokens, double rate) =>
            Math.Abs((after.Sum(d => tokens(d.Actual)) / after.Sum(Calls)) - (before.Sum(d =>
            tokens(d.Actual)) / before.Sum(Calls))) * rate;
        return Moved(d => d.Input, plan.Input > 0 ? plan.InputUsd / plan.Input : 1) >= Moved(d => d.Output, plan.Rates[3])
            ? VarianceBridge.InputTokens : VarianceBridge.OutputTokens;
    }
}
