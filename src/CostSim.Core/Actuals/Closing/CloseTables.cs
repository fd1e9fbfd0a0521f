using CostSim.Reports;

namespace CostSim.Actuals;

/// <summary>The tables of a close.</summary>
internal static class CloseTables
{
    /// <summary>From the forecast of the month to what it costs; the steps add up exactly.</summary>
    public static Table Bridge(MonthClose close, bool exact = false)
    {
        var bridge = close.Period.Bridge;
        var rest = close.Forecast - bridge.Forecast;
        var rows = new List<(string Step, double Amount)> { ($"forecast of {close.Name}", close.Forecast) };
        rows.AddRange(bridge.Steps.Select(s => (s.Driver, s.Amount)));
        // What the days that the log lacks are expected to cost, against what the forecast had for them.
        var expected = close.Cost - close.Period.Actual - rest;
        if (Math.Abs(expected) > 1e-9 * close.Forecast)
            rows.Add(("days that the log lacks, at its pace", expected));
        rows.Add((close.IsProvisional ? $"{close.Name} as it stands" : $"cost of {close.Name}", close.Cost));
        return new Table("bridge", $"From the forecast to what {close.Name} costs",
            [new("step", "Step", Unit.Text), Money(close, "amount", "Amount"), new("share_of_forecast", "Of the forecast", Unit.Share)],
            [.. rows.Select((r, i) =>
                new Row([r.Step, Amount(close, r.Amount, exact), close.Forecast > 0 ? r.Amount / close.Forecast : (double?)null], i == 0
                    || i == rows.Count - 1))]);
    }

    /// <summary>What is billed, what is to be accrued, and the cost of the month that they sum to.</summary>
    public static Table Accruals(MonthClose close, bool exact = false)
    {
        var rows = new List<Row> { new(["billed in the log", Amount(close, close.Billed, exact), close.Track.Log.HasBill
            ? "its rows with a cost"
            : "it states no cost"]) };
        rows.AddRange(close.Accruals.Select(a => new Row([a.Item, Amount(close, a.Amount, exact), a.Basis])));
        rows.Add(new Row([$"cost of {close.Name}", Amount(close, close.Cost, exact), "the sum"], Strong: true));
        return new Table("accruals", $"What to accrue for {close.Name}",
            [new("item", "Item", Unit.Text), Money(close, "amount", "Amount"), new("basis", "Basis", Unit.Text)], rows);
    }

    /// <summary>This month and those before it, each against its band.</summary>
    public static Table Months(MonthClose close) => new("months", "Actual against the forecast, by month",
        [
            new("month", "Month", Unit.Text), new("days", "Days", Unit.Count), Money(close, "actual", "Actual"),
            Money(close, "forecast", "Forecast"),
            Money(close, "p10", "P10"), Money(close, "p90", "P90"), new("verdict", "Verdict", Unit.Text),
            new("driver", "Driver", Unit.Text),
        ],
        [.. close.Months.Select(p => new Row(
            [$"{p.From:yyyy-MM}", p.Days, p.Actual, p.Forecast, p.P10, p.P90, p.Verdict, p.Driver], Strong: p == close.Period))]);

    /// <summary>Where the month and the horizon end.</summary>
    public static Table Landing(MonthClose close) => new("landing", "Where it will end",
        [
            new("period", "Period", Unit.Text), Money(close, "so_far", "So far"), Money(close, "p10", "P10"), Money(close, "p50", "P50"),
            Money(close, "p90", "P90"),
            Money(close, "forecast", "Forecast"), Money(close, "budget", "Budget"), new("p_over_budget", "Over it", Unit.Share),
        ],
        [.. new[] { close.Month, close.Horizon }
            .Select(l => new Row([l.Period, l.SoFar, l.P10, l.P50, l.P90, l.Forecast, l.Budget, l.OverBudget]))]);

    /// <summary>The month by the tags that were asked for.</summary>
    public static Table Groups(MonthClose close) => new("groups", $"{close.Name} by {string.Join(" and ", close.Track.Log.By)}",
        [
            .. close.Track.Log.By.Select(tag => new Column(tag, tag, Unit.Text)), new("requests", "Requests", Unit.Count),
            Money(close, "actual", "Actual"),
            new("share", "Share", Unit.Share), Money(close, "forecast", "Forecast"), new("driver", "Driver", Unit.Text),
        ],
        [.. close.Groups.Select(g =>
            new Row([.. g.Values.Select(v => (Cell)v), g.Requests, g.Actual, g.Share, g.Bridge.Forecast, g.Bridge.Main.Driver]))]);

    // People book cents; a month that costs less than a unit, and a workbook, keep every digit.
    private static Cell Amount(MonthClose close, double amount, bool exact) =>
        exact || Math.Abs(close.Cost) < 1 || Math.Abs(amount) > 1e15 ? amount : Math.Round((decimal)amount, 2);

    private static Column Money(MonthClose close, string key, string heading)
    {
        var currency = close.Track.Outlook.Forecast.Currency;
        return new Column($"{key}_{currency.ToLowerInvariant()}", heading, Unit.Money(currency));
    }
}
