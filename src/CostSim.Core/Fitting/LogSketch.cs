using CostSim.Logs;

namespace CostSim.Fitting;

/// <summary>A log in one pass: days, hours, lengths and models, in memory that grows with the days and not with the rows.</summary>
public sealed class LogSketch(TimeSpan offset)
{
    // More names than any log of calls has; beyond, the rest counts as one.
    private const int MostModels = 200;

    private readonly SortedDictionary<DateOnly, DayTally> days = [];
    private readonly Dictionary<string, DayTally> models = new(StringComparer.Ordinal);
    private readonly double[] hours = new double[24];

    /// <summary>Local time minus UTC.</summary>
    public TimeSpan Offset { get; } = offset;

    public IReadOnlyDictionary<DateOnly, DayTally> Days => days;

    public IReadOnlyDictionary<string, DayTally> Models => models;

    /// <summary>Requests by local hour, of rows that say their hour.</summary>
    public IReadOnlyList<double> Hours => hours;

    public LengthSketch Lengths { get; } = new();

    public DayTally Total { get; } = new();

    /// <summary>Requests that read something from a prompt cache, among those of rows that are single requests.</summary>
    public double Hits { get; private set; }

    public double HitInput { get; private set; }

    public double HitCached { get; private set; }

    public bool HasBuckets { get; private set; }

    /// <summary>True where a row's bucket is longer than a day, so that its days are unknown.</summary>
    public bool HasLongBuckets { get; private set; }

    public bool HasTokens { get; private set; }

    /// <summary>True where a row said that its call failed.</summary>
    public bool HasFailures => Total.Failures > 0;

    public DateTimeOffset First { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>The end of the last row.</summary>
    public DateTimeOffset Last { get; private set; } = DateTimeOffset.MinValue;

    public void Add(LogRecord record)
    {
        First = record.From < First ? record.From : First;
        Last = (record.Until ?? record.From) is var end && end > Last ? end : Last;
        Total.Add(record, 1);
        HasTokens |= record.HasTokens;
        HasBuckets |= record.Until is not null;
        HasLongBuckets |= record.Until is { } until && until - record.From > TimeSpan.FromHours(25);
        ModelOf(record.Model).Add(record, 1);
        foreach (var (day, share, covered) in LogDays.Of(record, Offset))
        {
            var tally = DayOf(day, record);
            tally.Add(record, share);
            tally.CoveredHours = Math.Max(tally.CoveredHours, covered);
        }

        if (record.Until is null || record.Until - record.From <= TimeSpan.FromHours(1))
            hours[record.From.ToOffset(Offset).Hour] += record.Failed ? 0 : record.Requests;
        if (record is { Requests: 1, HasTokens: true, Failed: false })
            AddRequest(record);
    }

    private void AddRequest(in LogRecord record)
    {
        Lengths.Add(record.Input, record.Output);
        if (record.CachedInput == 0)
            return;
        Hits++;
        HitInput += record.Input;
        HitCached += record.CachedInput;
    }

    private DayTally DayOf(DateOnly day, LogRecord record)
    {
        if (days.TryGetValue(day, out var tally))
            return tally;
        LogDays.RefuseEndless(days.Count + 1, record);
        return days[day] = new DayTally();
    }

    private DayTally ModelOf(string model)
    {
        if (models.TryGetValue(model, out var tally))
            return tally;
        return models.Count < MostModels ? models[model] = new DayTally() : models.GetValueOrDefault("other models") ?? (models["other models"] = new DayTally());
    }
}
