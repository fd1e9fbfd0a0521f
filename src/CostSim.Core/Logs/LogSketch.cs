namespace CostSim.Logs;

/// <summary>A log in one pass: days, hours, lengths and models, in memory that grows with the days and not with the rows.</summary>
/// <param name="offset">Local time minus UTC.</param>
/// <param name="tokensPerRequest">Tokens of a mean request, as somebody says them of a log that counts no requests; null where the log counts them.</param>
internal sealed class LogSketch(TimeSpan offset, double? tokensPerRequest = null)
{
    // More names than any log of calls has; beyond, the rest counts as one.
    private const int MostModels = 200;
    private const int MostGroups = 1_000;

    private readonly SortedDictionary<DateOnly, DayTally> days = [];
    private readonly SortedDictionary<DateOnly, LoggedMonth> months = [];
    private readonly Dictionary<PricedModel, DayTally> models = [];
    private readonly double[] hours = new double[24];

    /// <summary>Local time minus UTC.</summary>
    public TimeSpan Offset { get; } = offset;

    public double? TokensPerRequest { get; } = tokensPerRequest;

    public IReadOnlyDictionary<DateOnly, DayTally> Days => days;

    /// <summary>Rows that each cover more than a day, by the first of their month.</summary>
    public IReadOnlyDictionary<DateOnly, LoggedMonth> Months => months;

    /// <summary>True where the log says no more than the sums of months.</summary>
    public bool IsMonthly => months.Count > 0 && !DaysAreUsed;

    /// <summary>True where some rows hold days or less and others more.</summary>
    public bool IsMixed => months.Count > 0 && DaysAreUsed;

    /// <summary>The tallies of days, or of months where the log says no more.</summary>
    public IEnumerable<DayTally> Periods => IsMonthly ? months.Values.Select(m => m.Tally) : days.Values;

    /// <summary>Use by model, tier and region.</summary>
    public IReadOnlyDictionary<PricedModel, DayTally> Models => models;

    /// <summary>Requests by local hour, of rows that say their hour.</summary>
    public IReadOnlyList<double> Hours => hours;

    public LengthSketch Lengths { get; } = new();

    public DayTally Total { get; } = new();

    /// <summary>The tags that divide the log; empty unless asked for.</summary>
    public IReadOnlyList<string> By { get; init; } = [];

    /// <summary>Use by the values of <see cref="By"/>, in their order.</summary>
    public SortedDictionary<string, (IReadOnlyList<string> Values, DayTally Tally)> Groups { get; } = new(StringComparer.Ordinal);

    public Invoice Invoice { get; } = new();

    /// <summary>Tokens of models that turn texts into vectors; no request has them in its prompt.</summary>
    public double EmbeddingTokens { get; private set; }

    /// <summary>Calls of other work than a language model's.</summary>
    public double OtherCalls { get; private set; }

    /// <summary>True where a row counts requests itself.</summary>
    public bool CountsRequests { get; private set; }

    /// <summary>Requests that read something from a prompt cache, among those of rows that are single requests.</summary>
    public double Hits { get; private set; }

    public double HitInput { get; private set; }

    public double HitCached { get; private set; }

    public bool HasBuckets { get; private set; }

    public bool HasTokens { get; private set; }

    /// <summary>True where a row said that its call failed.</summary>
    public bool HasFailures => Total.Failures > 0;

    public DateTimeOffset First { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>The end of the last row.</summary>
    public DateTimeOffset Last { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>A row of other work than a language model's, such as embeddings or pictures: billed, but not a request of the design.</summary>
    public void AddOther(LogRecord record)
    {
        Invoice.Add(record with
        {
            FreshInput = 0,
            CachedInput = 0,
            Output = 0,
            Line = record.Kind is LogKind.Embedding or LogKind.Model
            ? null : record.Model.Length > 0 ? record.Model : record.Line
        });
        OtherCalls += record.Requests;
        EmbeddingTokens += record.Kind is LogKind.Embedding or LogKind.Model ? record.Tokens : 0;
    }

    public void Add(LogRecord record)
    {
        Invoice.Add(record);
        // A cost alone, tax or a purchase is not use of a day and does not make a day whole; a month without use is not a month of the log.
        var isLong = LogMonths.IsLong(record);
        if (record is { Requests: 0, Tokens: 0 } && (isLong || record.Charge != LogCharge.Usage || record.Cost is not null))
            return;
        CountsRequests |= record.Requests > 0;
        var requests = TokensPerRequest is { } tokens && record.Requests == 0 ? record.Tokens / tokens : record.Requests;
        var begins = Begins(record);
        First = record.From < First ? record.From : First;
        Last = (record.Until ?? record.From) is var end && end > Last ? end : Last;
        Total.Add(record, 1, requests);
        if (By.Count > 0)
            GroupOf(record).Add(record, 1, requests);
        Total.Runs += begins;
        HasTokens |= record.HasTokens;
        HasBuckets |= record.Until is not null;
        var model = ModelOf(new PricedModel(record.Model, record.ServiceTier ?? "standard", record.Region ?? "global"));
        model.Add(record, 1, requests);
        model.Runs += begins;
        if (isLong)
        {
            MonthOf(record).Add(record, 1, requests);
            return;
        }

        foreach (var (day, share, covered) in LogDays.Of(record, Offset))
        {
            var tally = DayOf(day, record);
            tally.Add(record, share, requests);
            tally.Runs += begins * share;
            tally.CoveredHours = Math.Max(tally.CoveredHours, covered);
        }

        if (record.Until is null || record.Until - record.From <= TimeSpan.FromHours(1))
            hours[record.From.ToOffset(Offset).Hour] += record.Failed ? 0 : requests;
        if (record is { Requests: 1, HasTokens: true, Failed: false })
            AddRequest(record);
    }

    /// <summary>Calls that share a trace, or the span that they are part of.</summary>
    public RunSketch Runs { get; } = new();

    /// <summary>Tools that the application ran itself, as far as the log holds their spans.</summary>
    public double OwnTools { get; set; }

    /// <summary>Calls that share a session.</summary>
    public RunSketch Sessions { get; } = new();

    /// <summary>Counts runs of several calls as requests from here on, in days and models alike.</summary>
    public void CountRuns()
    {
        foreach (var tally in days.Values.Concat(models.Values).Append(Total))
            (tally.Requests, tally.PaidFailures) = (tally.Runs, tally.PaidFailures * tally.Runs / Math.Max(1, tally.Requests));
    }

    // A call that belongs to no run is a run of its own.
    private double Begins(in LogRecord record)
    {
        if (record is not { Requests: 1, HasTokens: true, Failed: false })
            return 0;
        if (record.Session is { } session)
            Sessions.Add(session, record);
        var begins = record.Trace is { } trace ? Runs.Add("t" + trace, record) : record.Parent is not { } parent
            || Runs.Add("p" + parent, record);
        return begins ? 1 : 0;
    }

    private bool DaysAreUsed => days.Values.Any(d => d.Requests + d.Failures + d.Tokens > 0);

    private void AddRequest(in LogRecord record)
    {
        Lengths.Add(record.Input, record.Output);
        if (record.CachedInput == 0)
            return;
        Hits++;
        HitInput += record.Input;
        HitCached += record.CachedInput;
    }

    private DayTally MonthOf(LogRecord record)
    {
        var (from, until) = LogMonths.Of(record, Offset);
        var first = new DateOnly(from.Year, from.Month, 1);
        if (!months.TryGetValue(first, out var month))
        {
            LogDays.RequireBoundedSpan(months.Count + 1, record);
            months[first] = month = new LoggedMonth(from, until);
        }

        month.Cover(from, until);
        return month.Tally;
    }

    private DayTally DayOf(DateOnly day, LogRecord record)
    {
        if (days.TryGetValue(day, out var tally))
            return tally;
        LogDays.RequireBoundedSpan(days.Count + 1, record);
        return days[day] = new DayTally();
    }

    private DayTally GroupOf(in LogRecord record)
    {
        var tags = record.Tags;
        string[] values = [.. By.Select(tag => tags?.GetValueOrDefault(tag) is { Length: > 0 } value ? value : "(none)")];
        if (!Groups.ContainsKey(string.Join('\u001f', values)) && Groups.Count >= MostGroups)
            values = [.. By.Select(_ => "(other)")];
        var key = string.Join('\u001f', values);
        if (!Groups.TryGetValue(key, out var group))
            Groups[key] = group = (values, new DayTally());
        return group.Tally;
    }

    private DayTally ModelOf(PricedModel model)
    {
        if (models.TryGetValue(model, out var tally))
            return tally;
        var others = new PricedModel("other models", "standard", "global");
        return models.Count < MostModels ? models[model] = new DayTally() : models.GetValueOrDefault(others)
            ?? (models[others] = new DayTally());
    }
}

/// <summary>A model in a tier and region, as far as the log says them: what decides a price.</summary>
internal readonly record struct PricedModel(string Name, string ServiceTier, string Region);
