using System.Globalization;

namespace CostSim.Forecasts;

/// <summary>A level of the forecast that a monitor compares with: its name, what it is in words, and its value in each month.</summary>
internal sealed record MonitorLevel(string Name, string Summary, IReadOnlyList<double> ByMonth)
{
    // A day in a hundred lies above it by chance, one in a hundred below the lower one.
    private const double High = 0.99;
    private const double Low = 0.01;

    /// <summary>Levels of a day, of each month's busiest for the upper ones and of its quietest for the lower one.</summary>
    public static IReadOnlyList<MonitorLevel> Of(DayOutlook outlook)
    {
        var months = Enumerable.Range(0,
            outlook.Forecast.Months.Count).Select(m =>
            (Busiest: outlook.DaysOf(m).MaxBy(outlook.Requests), Quietest: outlook.DaysOf(m).MinBy(outlook.Requests), Month: m)).ToList();
        return
        [
            new("requests_per_day_mean", "mean requests a day",
                [.. months.Select(m => outlook.Design.Requests[m.Month] / outlook.Forecast.Months[m.Month].Days)]),
            new("requests_per_day_p99", "requests of the busiest kind of day, P99",
                [.. months.Select(m => outlook.DayRequests(m.Busiest).At(High))]),
            new("requests_per_day_p1", "requests of the quietest kind of day, P1",
                [.. months.Select(m => outlook.DayRequests(m.Quietest).At(Low))]),
            new("tokens_per_request_mean", "mean tokens per request", [.. months.Select(_ => outlook.Design.TokensPerRequest)]),
            new("tokens_per_request_p99", "a day's tokens per request, P99",
                [.. months.Select(m =>
                new LevelLaw(outlook.Design.TokensPerRequest,
                Math.Sqrt(outlook.TokenSpread + (1 / Math.Max(1, outlook.Requests(m.Quietest))))).At(High))]),
            new("cost_per_day_mean", "mean cost a day",
                [.. months.Select(m => outlook.Design.Bill.Months[m.Month].Mean / outlook.Forecast.Months[m.Month].Days)]),
            new("cost_per_day_p99", "cost of the busiest kind of day, P99", [.. months.Select(m => outlook.DayCost(m.Busiest).At(High))]),
        ];
    }

    /// <summary>The level as a Prometheus expression: each month's value in that month, nothing outside the horizon.</summary>
    public string Expression(Forecast forecast) => string.Join(" or ", forecast.Months.Zip(ByMonth).Select(m =>
        string.Create(CultureInfo.InvariantCulture,
            $"(vector({m.Second:R}) and on() (year() == {m.First.From.Year} and on() month() == {m.First.From.Month}))")));
}
