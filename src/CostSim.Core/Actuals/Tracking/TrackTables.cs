using CostSim.Reports;

namespace CostSim.Actuals;

/// <summary>A track as tables, for people and for programs.</summary>
internal static class TrackTables
{
    /// <summary>A row a day, week or month.</summary>
    public static Table Periods(Track track, IEnumerable<TrackedPeriod> periods)
    {
        var (money, suffix) = (Unit.Money(track.Outlook.Forecast.Currency), track.Outlook.Forecast.Currency.ToLowerInvariant());
        return new Table("periods", "Actual against the forecast's band",
            [
                new("period", "period", Unit.Text), new("from", "from", Unit.Date), new("days", "days", Unit.Count),
                    new($"actual_{suffix}", "actual", money), new($"forecast_{suffix}", "forecast", money),
                new($"p10_{suffix}", "P10", money), new($"p90_{suffix}", "P90", money), new("verdict", "verdict", Unit.Text),
                    new("driver", "driver", Unit.Text), new($"driver_{suffix}", "by it", money),
                new("requests", "requests", Unit.Count), new("forecast_requests", "forecast requests", Unit.Count),
                    new($"p1_{suffix}", "P1", money), new($"p99_{suffix}", "P99", money), new("partial", "partial", Unit.Text),
                new("part_of_day", "part of the day", Unit.Share), new("tokens", "tokens", Unit.Count),
                    new("forecast_tokens", "forecast tokens", Unit.Count), new($"p5_{suffix}", "P5", money),
                    new($"p95_{suffix}", "P95", money),
                .. new[] { "requests",
                    "tokens" }.SelectMany(of => new[] { 5, 10, 90, 95 }.Select(p => new Column($"{of}_p{p}", $"{of} P{p}", Unit.Number))),
            ],
            [.. periods.Select(p => new Row(
            [
                p.Kind, p.From, p.Days, p.Actual, p.Forecast, p.P10, p.P90, p.Verdict, p.Driver, p.Bridge.Main.Amount, p.Requests,
                    p.ForecastRequests, p.P1, p.P99, p.IsPartial ? "partial" : "",
                p.Part, p.Tokens, p.ForecastTokens, p.Bands?.Cost.P5, p.Bands?.Cost.P95, .. Points(p.Bands?.Requests),
                    .. Points(p.Bands?.Tokens),
            ]))]);
    }

    private static Cell[] Points(DayBand? band) => [band?.P5, band?.P10, band?.P90, band?.P95];

    /// <summary>The columns of <see cref="Periods"/> that fit a terminal.</summary>
    public static Table Narrow(Track track, IReadOnlyList<TrackedPeriod> periods)
    {
        var table = Periods(track, periods);
        int[] shown = [1, 2, 3, 4, 5, 6, 7, 8];
        // A row of a month is named by its first day, as one of a week is.
        var named = periods.Select(p => p.Kind).Distinct().ToList() is [var kind] ? $"{kind} of" : "from";
        return table with
        {
            Columns = [.. shown.Select(i => i == 1 ? table.Columns[i] with { Heading = named } : table.Columns[i])],
            Rows = [.. table.Rows.Select(r => r with { Cells = [.. shown.Select(i => r.Cells[i])] })]
        };
    }

    /// <summary>Requests against the forecast, where the log says no more.</summary>
    public static Table Volumes(Track track, IReadOnlyList<TrackedPeriod> periods) => new("volumes", "Requests against the forecast",
        [new("period", "period", Unit.Text), new("from", "from", Unit.Date), new("days", "days", Unit.Count),
            new("requests", "requests", Unit.Count), new("forecast_requests", "forecast", Unit.Count)],
        [.. periods.Select(p => new Row([p.Kind, p.From, p.Days, p.Requests, p.ForecastRequests]))]);

    /// <summary>The log by its tags: a row a group and month.</summary>
    public static Table Groups(Track track)
    {
        var (money, suffix) = (Unit.Money(track.Outlook.Forecast.Currency), track.Outlook.Forecast.Currency.ToLowerInvariant());
        return new Table("groups", "Actual and forecast by group",
            [
                .. track.Log.By.Select(tag => new Column(tag, tag, Unit.Text)), new("month", "month", Unit.Text),
                    new("requests", "requests", Unit.Count), new($"actual_{suffix}", "actual", money), new("share", "share", Unit.Share),
                new($"forecast_{suffix}", "forecast", money), new("forecast_of", "forecast of", Unit.Text),
                    new("driver", "driver", Unit.Text), new($"driver_{suffix}", "by it", money), new($"budget_{suffix}", "budget", money),
            ],
            [.. track.Groups.Select(g => new Row(
            [
                .. g.Values.Select(v => (Cell)v), $"{g.Month:yyyy-MM}", g.Requests, g.Actual, g.Share, g.Bridge.Forecast, g.HasOwnForecast
                    ? "itself" : "its share", g.Bridge.Main.Driver, g.Bridge.Main.Amount, g.Budget,
            ]))]);
    }

    /// <summary>The columns of <see cref="Groups"/> that fit a terminal, the dearest groups first.</summary>
    public static Table NarrowGroups(Track track, int most)
    {
        var table = Groups(track);
        int[] shown = [.. Enumerable.Range(0, track.Log.By.Count + 1), .. new[] { 2, 3, 4, 6 }.Select(i => i + track.Log.By.Count)];
        var dearest = track.Groups.Select((g, i) => (g, i)).OrderByDescending(g => g.g.Actual).Take(most).Select(g => table.Rows[g.i]);
        return table with
        {
            Columns = [.. shown.Select(i => table.Columns[i])],
            Rows = [.. dearest.Select(r => r with { Cells = [.. shown.Select(i => r.Cells[i])] })]
        };
    }

    public static Table Drivers(Track track)
    {
        var money = Unit.Money(track.Outlook.Forecast.Currency);
        var bridge = track.Whole;
        return new Table("drivers", "From the forecast to what happened",
            [new("step", "step", Unit.Text), new($"amount_{track.Outlook.Forecast.Currency.ToLowerInvariant()}", "amount", money),
                new("share", "of the forecast", Unit.Share)],
            [
                new Row(["forecast of these days", bridge.Forecast, 1.0]),
                .. Shown(bridge).Select(s =>
                    new Row([$"{(s.Amount < 0 ? "-" : "+")} {s.Driver}", s.Amount, bridge.Forecast > 0 ? s.Amount / bridge.Forecast
                    : (double?)null])),
                new Row(["actual", bridge.Actual, bridge.Forecast > 0 ? bridge.Actual / bridge.Forecast : (double?)null]),
            ]);
    }

    // Very small steps are shown as one; the unexplained step is always shown.
    private static IEnumerable<DriverStep> Shown(VarianceBridge bridge)
    {
        var small = bridge.Steps.Where(s => s.Driver != VarianceBridge.Unexplained
            && Math.Abs(s.Amount) < 5e-4 * Math.Max(bridge.Forecast, bridge.Actual)).ToList();
        if (small.Count < 2)
            return bridge.Steps;
        var rest = small.Sum(s => s.Amount);
        return [.. bridge.Steps.Except(small), .. Math.Abs(rest) < 1e-9 * bridge.Forecast ? Array.Empty<DriverStep>()
            : [new DriverStep($"{small.Count} smaller steps", rest)]];
    }

    public static Table Scores(IReadOnlyList<BacktestScore> scores) => new("backtest", "Past forecasts scored",
        [new("forecast", "forecast", Unit.Text), new("period", "period", Unit.Text), new("periods", "periods", Unit.Count),
            new("coverage_p10_p90", "in P10-P90", Unit.Share), new("pinball_over_mean", "pinball / mean", Unit.Share),
            new("bias", "bias", Unit.Share)],
        [.. scores.Select(s => new Row([s.Forecast, s.Kind, s.Periods, s.Coverage, s.Pinball, s.Bias]))]);
}
