using CostSim.Forecasts;

namespace CostSim.Actuals;

/// <summary>How a past forecast did on one kind of period: coverage of P10 to P90, pinball loss over the mean, bias.</summary>
internal sealed record BacktestScore(string Forecast, string Kind, int Periods, double Coverage, double Pinball, double Bias)
{
    private static readonly double[] Points = [0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95];

    /// <summary>Scores each whole period of a track by the law that the forecast had for it.</summary>
    public static IEnumerable<BacktestScore> Of(string name, Track track)
    {
        foreach (var kind in new[] { "day", "week", "month" })
        {
            var periods = track.Periods.Where(p => p.Kind == kind && !p.IsPartial && p.Forecast > 0).ToList();
            if (periods.Count == 0)
                continue;
            yield return new BacktestScore(name, kind, periods.Count,
                periods.Average(p => p.Actual >= p.P10 && p.Actual <= p.P90 ? 1.0 : 0),
                periods.Average(p => Loss(track.Outlook.CostOf([.. Enumerable.Range(0, p.Days).Select(p.From.AddDays)]),
                    p.Actual) / p.Forecast),
                (periods.Sum(p => p.Actual) / periods.Sum(p => p.Forecast)) - 1);
        }
    }

    /// <summary>Mean pinball loss at seven percentiles: (a − q)·p above the percentile, (q − a)·(1 − p) below it.</summary>
    public static double Loss(LevelLaw law, double actual) =>
        Points.Average(p => law.At(p) is var q && actual >= q ? (actual - q) * p : (q - actual) * (1 - p));
}
