using System.Globalization;
using CostSim.Reports;

namespace CostSim.Actuals;

/// <summary>What a fit found, in a few lines for a terminal.</summary>
internal static class FitAnswer
{
    public static IEnumerable<string> Lines(LogFit fit, string log)
    {
        var traffic = fit.Traffic;
        var head = $"{log}: {Figures.Count(fit.Sketch.Total.Requests)} requests {(fit.Whole.AreMonths ? "in" : "on")} {fit.Whole.Counted} "
            + $"from {Figures.Date(fit.From)} to {Figures.Date(fit.To)}";
        foreach (var line in TextTable.Wrap(head))
            yield return line;
        yield return "";
        foreach (var line in TextTable.Lines(Values(fit)))
            yield return line;
        foreach (var line in traffic is null
            ? []
            : TextTable.Wrap($"{Figures.Share(traffic.InsideBand)} of the logged {(fit.Whole.AreMonths ? "months" : "days")} lie in the "
                + $"fitted 90 % band."))
            yield return line;
        foreach (var warning in fit.Warnings)
        {
            foreach (var line in TextTable.Wrap($"! {warning}", indent: "  "))
                yield return line;
        }
    }

    private static Table Values(LogFit fit)
    {
        var (traffic, rows) = (fit.Traffic, new List<Row>());
        if (traffic is not null)
            rows.Add(Row("requests a day", traffic.Level, Figures.Number));
        if (traffic?.Growth is { } growth)
            rows.Add(Row("growth a month", growth, Figures.Change));
        if (traffic?.Spread is { } spread)
        {
            rows.Add(spread.IsPoisson ? new Row(["day counts", "Poisson", "", "", $"variance {Number(spread.Dispersion)} times the mean"])
                : Row("day counts: k", spread.Size, Figures.Number, double.IsInfinity(spread.OwnSize)
                    ? "the days alone: no spread" : $"the days alone: {Figures.Number(spread.OwnSize)}"));
            rows.Add(new Row(["day to day", Number(spread.DayToDay), "", "", "correlation with the next day"]));
        }

        if (traffic?.Weekdays is { } weekdays && weekdays.Max() - weekdays.Min() > 0.01)
            rows.Add(new Row(["weekdays", $"{Number(weekdays.Min())} to {Number(weekdays.Max())}", "", "", "lowest and highest factor"]));
        if (traffic?.ZeroDays is { } zeros)
            rows.Add(Row("days without traffic", zeros, Figures.Share));
        foreach (var length in new[] { fit.Input, fit.Output }.OfType<LengthFit>())
        {
            rows.Add(Row($"{length.Name} tokens", length.Mean, Figures.Number,
                length.Distance is { } distance
                    ? string.Create(CultureInfo.InvariantCulture,
                    $"cv {length.CoefficientOfVariation:0.00}, {(length.IsLognormal ? "lognormal" : "resampled")}, distance "
                    + $"{distance:0.000}") : "spread not in the log"));
        }

        if (fit.Runs is { } runs)
            rows.Add(new Row([runs.Shape is RunShape.Agent ? "calls a request" : "turns a talk", Number(runs.Runs.CallsPerRun), "", "",
                $"input grows by {Figures.Number(Math.Round(runs.Runs.Growth))} tokens a "
                + $"{(runs.Shape is RunShape.Agent ? "step" : "turn")}"]));
        if (fit.Retries is { } retries)
            rows.Add(Row("retries", retries, Figures.Share, $"{Figures.Share(fit.ShareFailed)} of calls failed"));
        if (fit.Cache is { } cache)
        {
            rows.Add(new Row(["cache reads",
                Figures.Share(fit.Sketch.Total.CachedInput / fit.Sketch.Total.Input), "", "", "of the input of all requests"]));
            if (fit.Sketch.Total.CacheWrite > 0)
                rows.Add(new Row(["cache writes", Figures.Share(fit.Sketch.Total.CacheWrite / fit.Sketch.Total.Input), "", "",
                    $"of the input{(cache.Write1h > 0 ? $", {Figures.Share(cache.Write1h)} of it for an hour" : "")}"]));
        }

        return new Table("fit", "Fitted values",
            [new("value", "fitted", Unit.Text), new("estimate", "value", Unit.Text), new("p5", "p5", Unit.Text),
            new("p95", "p95", Unit.Text), new("note", "", Unit.Text)], rows);
    }

    private static Row Row(string name, Fitted value, Func<double, string> write, string note = "") =>
        new([name, write(value.Value), write(value.Low), write(value.High), note]);

    private static string Number(double value) => Figures.Number(Math.Round(value, 2));
}
