using System.Globalization;
using CostSim.Files;
using CostSim.Forecasts;
using CostSim.Reports;

namespace CostSim.Actuals;

/// <summary>A part of what a month costs that no bill of the log has: it is to be accrued.</summary>
internal sealed record Accrual(string Item, double Amount, string Basis);

/// <summary>
/// A month as finance closes it: what it cost, why that is not the forecast, what to accrue, and where the horizon lands.
/// </summary>
internal sealed record MonthClose(Track Track, TrackedPeriod Period, Landing Month, Landing Horizon)
{
    public string Name => Month.Period;

    /// <summary>Days of the month that the log does not hold, or holds in part.</summary>
    public IReadOnlyList<DateOnly> Missing { get; private init; } = [];

    /// <summary>What the month costs: the log, and for days that it does not hold what is expected of them.</summary>
    public double Cost => Month.P50;

    /// <summary>What the forecast had for the whole month.</summary>
    public double Forecast => Month.Forecast;

    /// <summary>What a bill says already; usage that only counts tokens has no bill.</summary>
    public double Billed => Track.Log.HasBill ? Period.Actual : 0;

    public bool IsProvisional => Missing.Count > 0;

    /// <summary>The months of the log up to this one.</summary>
    public IReadOnlyList<TrackedPeriod> Months => [.. Track.Of("month").OrderBy(p => p.From)];

    /// <summary>The groups of this month, the dearest first.</summary>
    public IReadOnlyList<TrackedGroup> Groups =>
        [.. Track.Groups.Where(g => (g.Month.Year, g.Month.Month) == (Period.From.Year, Period.From.Month))
            .OrderByDescending(g => g.Actual)];

    /// <summary>What no bill of the log has yet. With what is billed the accruals sum to the cost of the month.</summary>
    public IEnumerable<Accrual> Accruals
    {
        get
        {
            if (!Track.Log.HasBill)
            {
                var lines = Lines;
                yield return new Accrual("usage that is not billed yet", Period.Actual - lines, "its tokens at the book's prices");
                if (lines != 0)
                    yield return new Accrual("fees and monthly lines", lines, "as forecast, since the log has none");
            }

            if (Missing.Count > 0)
                yield return new Accrual(Missing.Count == 1 ? "a day that the log lacks" : $"{Missing.Count} days that the log lacks",
                    Cost - Period.Actual, "as forecast, then at the log's pace");
        }
    }

    /// <summary>What the log's tokens do not cost: fees of requests and lines of the month, taken from the forecast.</summary>
    private double Lines
    {
        get
        {
            var tokens = Track.Log.Days.Where(d => (d.Key.Year, d.Key.Month) == (Period.From.Year, Period.From.Month))
                .Sum(d => d.Value.PricedTotal + d.Value.Tools)
                + (Track.Log.Months.TryGetValue(Period.From, out var month) && Track.Of("day").Count == 0
                    ? month.PricedTotal + month.Tools
                    : 0);
            var rest = Period.Actual - (tokens * Track.Log.Fx * (1 + Track.Outlook.Forecast.TaxShare));
            return Math.Abs(rest) > 1e-9 * Math.Abs(Period.Actual) ? rest : 0;
        }
    }

    /// <summary>The close of the last month of a track that ends with it.</summary>
    public static MonthClose Of(Track track, int month)
    {
        var outlook = track.Outlook;
        var name = outlook.Forecast.Months[month].Name;
        var period = track.Of("month").First(p => outlook.MonthOf(p.From) == month);
        var days = track.Of("day").Where(d => outlook.MonthOf(d.From) == month).ToDictionary(d => d.From);
        // A bill of a whole month that follows on a log of days is closed, whatever the days before it say.
        var landing = track.Landings.FirstOrDefault(l => l.Period == name)
            ?? new Landing(name, period.Forecast, period.Actual, period.Actual, period.Actual, period.Actual)
            {
                IsClosed = true,
                Budget = track.Budget,
                OverBudget = period.Actual > track.Budget ? 1 : 0
            };
        return new MonthClose(track, period, landing, track.Landings.First(l => l.Period == Landing.Horizon))
        {
            Missing = days.Count == 0 ? [] : [.. outlook.DaysOf(month).Where(d => !days.TryGetValue(d, out var day) || day.Part < 1)],
        };
    }

    /// <summary>The place of a month in the horizon.</summary>
    /// <exception cref="InputException">The forecast does not hold it.</exception>
    public static int IndexOf(Forecast forecast, DateOnly month, string file)
    {
        var name = month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        var index = forecast.Months.Select((m, i) => (m.Name, i)).Where(m => m.Name == name).Select(m => m.i).DefaultIfEmpty(-1).First();
        return index >= 0 ? index : throw new InputException(Location.Of(file),
            $"does not hold {name}: it runs from {forecast.Months[0].Name} to {forecast.Months[^1].Name}; close one of these months, or "
            + $"run the scenario with a horizon that holds it");
    }

    /// <summary>Throws where a log has nothing of a month that can be held against the forecast.</summary>
    /// <exception cref="InputException">No day of the log lies in the month, and no bill is of the whole of it.</exception>
    public static void RefuseWithout(ActualLog actual, ForecastMonth month, string log)
    {
        var days = actual.Days.Keys.Order().ToList();
        if (days.Exists(d => d >= month.From && d < month.From.AddDays(month.Days))
            || (!month.IsPartial && actual.Months.ContainsKey(month.From)))
            return;
        var first = days.Concat(actual.Months.Keys).DefaultIfEmpty().Min();
        var last = days.Concat(actual.Months.Keys.Select(m => m.AddMonths(1).AddDays(-1))).DefaultIfEmpty().Max();
        var has = first == default ? "it has no rows" : $"it runs from {Figures.Date(first)} to {Figures.Date(last)}";
        var part = month.IsPartial && actual.Months.Count > 0
            ? $", and the forecast holds only {month.Days} days of {month.Name}, against which a bill of the whole month cannot be held"
                : "";
        throw new InputException(Location.Of(log),
            $"has nothing of {month.Name}: {has}{part}; close a month that it holds, or add the log of {month.Name}");
    }
}
