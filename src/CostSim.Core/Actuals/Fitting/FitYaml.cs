using System.Globalization;
using System.Text;
using CostSim.Randomness;
using CostSim.Reports;

namespace CostSim.Actuals;

/// <summary>A fit as a scenario that runs as written: every fitted value with its interval, and how well it fits as comment.</summary>
internal static class FitYaml
{
    // All of them are in the answer as JSON.
    private const int MostGroups = 20;

    /// <param name="fit">What was fitted.</param>
    /// <param name="log">The log's name, for the heading.</param>
    /// <param name="name">The name of the scenario.</param>
    /// <param name="pricesAsOf">The day whose prices are used.</param>
    /// <param name="lengthsFile">The file of resampled lengths next to the scenario; null where none can be written.</param>
    public static string Write(LogFit fit, string log, string name, DateOnly pricesAsOf, string? lengthsFile)
    {
        var text = new StringBuilder();
        Line($"# Fitted by costsim fit to {log}: {Figures.Count(fit.Sketch.Total.Requests)} requests, {fit.Whole.Counted}, {Figures.Date(fit.From)} to {Figures.Date(fit.To)}.");
        Line("# \"a to b\" is a 90 % interval: what the log leaves open, drawn once per simulated year.");
        foreach (var warning in fit.Warnings)
            Line($"# ! {warning}");
        foreach (var group in FitGroup.Of(fit.Sketch).Take(MostGroups))
            Line($"# by {group.Line(fit.Sketch.By)}");
        Line($"scenario: {name}");
        Line($"start: {Figures.Date(fit.NextDay)}");
        Line("months: 12\n");
        Traffic(fit, text);
        if (fit.Runs is { } runs)
            RunYaml.Prompt(runs, text);
        else
            Lengths(fit, lengthsFile, text);
        Reliability(fit, text);
        InvoiceYaml.Money(fit, log, text);
        InvoiceYaml.Designs(fit, pricesAsOf, text);
        Notes(fit, log, text);
        return text.ToString();

        void Line(string line) => text.Append(line).Append('\n');
    }

    private static void Traffic(LogFit fit, StringBuilder text)
    {
        if (fit.Traffic is not { } traffic)
        {
            text.Append("# The log holds no whole day, so that it says lengths and no volume: type the requests of a day.\n# traffic: { requests_per_day: 1_000 }\n\n");
            return;
        }

        text.Append("traffic:\n");
        text.Append(CultureInfo.InvariantCulture, $"  requests_per_day: {Number(traffic.Level.Low)} to {Number(traffic.Level.High)}   # {Number(traffic.Level.Value)} on an average day at the end of the log{(traffic.Step is { } step ? $", the level since {Figures.Date(step.Since)} ({Number(step.Before)} before)" : "")}\n");
        if (traffic.Growth is { } growth)
            text.Append(CultureInfo.InvariantCulture, $"  growth_per_month: {Percent(growth.Low)} to {Percent(growth.High)}   # {Percent(growth.Value)}, shrunk towards none\n");
        if (traffic.Weekdays is { } weekdays && weekdays.Any(w => Math.Abs(w - 1) > 0.005))
            text.Append(CultureInfo.InvariantCulture, $"  weekdays: [{string.Join(", ", weekdays.Select(w => w.ToString("0.00", CultureInfo.InvariantCulture)))}]   # Monday first\n");
        if (fit.Hours is { } hours)
            text.Append(CultureInfo.InvariantCulture, $"  hours: [{string.Join(", ", hours.Select(h => (h * 24).ToString("0.00", CultureInfo.InvariantCulture)))}]   # local, from midnight\n");
        if (fit.Sketch.Offset != TimeSpan.Zero)
            text.Append(CultureInfo.InvariantCulture, $"  timezone: \"{(fit.Sketch.Offset < TimeSpan.Zero ? "-" : "+")}{fit.Sketch.Offset:hh\\:mm}\"\n");
        if (traffic.Spread is { } spread)
            text.Append("  counts: ").Append(Counts(spread)).Append('\n');
        if (traffic.ZeroDays is { } zeros)
            text.Append(CultureInfo.InvariantCulture, $"  zero_days: {Percent(zeros.Low)} to {Percent(zeros.High)}   # {Percent(zeros.Value)} of the days\n");
        text.Append(CultureInfo.InvariantCulture, $"  # {Figures.Share(traffic.InsideBand)} of the logged {(fit.Whole.AreMonths ? "months" : "days")} lie in the fitted 90 % band\n\n");
    }

    private static string Counts(DaySpread days) => days.IsPoisson
        ? string.Create(CultureInfo.InvariantCulture, $"poisson   # variance {days.Dispersion:0.00} times the mean: no more than chance")
        : string.Create(CultureInfo.InvariantCulture, $"{{ negative_binomial: {Number(days.Size.Low)} to {Number(days.Size.High)}, day_to_day: {days.DayToDay:0.00} }}   # k = {Number(days.Size.Value)}; the days alone say {(double.IsInfinity(days.OwnSize) ? "no spread" : Number(days.OwnSize))}; variance {days.Dispersion:#,0.0} times the mean");

    private static void Lengths(LogFit fit, string? file, StringBuilder text)
    {
        if (fit.Input is null || fit.Output is null)
            return;
        text.Append("requests:\n");
        text.Append("  input: ").Append(Length(fit.Input, file)).Append('\n');
        text.Append("  output: ").Append(Length(fit.Output, file)).Append('\n');
        if (Math.Abs(fit.Correlation) >= 0.005)
            text.Append(CultureInfo.InvariantCulture, $"  correlation: {fit.Correlation:0.00}   # of the logs of both lengths\n");
        if (fit.DaySpread is { } spread)
            text.Append(CultureInfo.InvariantCulture, $"  day_spread: {Percent(spread)}   # of a day's mean tokens per request\n");
        text.Append('\n');
    }

    private static string Length(LengthFit length, string? file)
    {
        var quality = length.Distance is { } distance
            ? string.Create(CultureInfo.InvariantCulture, $"mean {Number(length.Mean.Value)}, p95 {Number(length.LoggedP95)}; lognormal p95 {Number(length.FittedP95)}, distance {distance:0.000}")
            : string.Create(CultureInfo.InvariantCulture, $"mean {Number(length.Mean.Value)}; the spread is not in the log, cv is the usual one");
        if (!length.IsLognormal && file is not null)
        {
            return string.Create(CultureInfo.InvariantCulture,
                $"{{ file: {file}, column: {length.Name}_tokens, factor: {length.Mean.Low / length.Mean.Value:0.000} to {length.Mean.High / length.Mean.Value:0.000} }}   # {quality}");
        }

        return length.CoefficientOfVariation > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{{ mean: {Number(length.Mean.Low)} to {Number(length.Mean.High)}, cv: {length.CoefficientOfVariation:0.00} }}   # {quality}{(length.IsLognormal ? "" : ": a poor fit; -o FILE resamples the log")}")
            : string.Create(CultureInfo.InvariantCulture, $"{Number(length.Mean.Value)}   # {quality}; every request is as long");
    }

    private static void Reliability(LogFit fit, StringBuilder text)
    {
        if (fit.Retries is not { } retries)
        {
            text.Append(fit.Whole.AreMonths
                ? "# reliability: months do not part what was paid again; it is in the tokens of a request\n\n"
                : "# reliability: the log has no failed call; add retries if it hides them\n\n");
            return;
        }

        text.Append("reliability:\n");
        text.Append(CultureInfo.InvariantCulture, $"  retries: {Percent(retries.Low)} to {Percent(retries.High)}   # failed calls that used tokens, so that they were paid; {Percent(fit.ShareFailed)} of all calls failed\n\n");
    }

    // The report shows these values as fitted; a nearer note, or none, makes one of them typed again.
    private static void Notes(LogFit fit, string log, StringBuilder text)
    {
        var sections = new[] { ("traffic", fit.Traffic is not null), ("requests", fit.Runs is null && fit.Input is not null && fit.Output is not null), ("reliability", fit.Retries is not null) };
        text.Append("\nnotes:   # of what you replace by hand, say the source here: traffic.growth_per_month: sales plan\n");
        foreach (var (section, _) in sections.Where(s => s.Item2))
            text.Append(CultureInfo.InvariantCulture, $"  {section}: {InvoiceYaml.Quoted($"fitted to {log}")}\n");
    }

    internal static string Number(double value, int significant = 4)
    {
        var digits = value == 0 ? 0 : Math.Max(0, significant - 1 - (int)Math.Floor(Elementary.Log10(Math.Abs(value))));
        return Math.Round(value, Math.Min(digits, 15)).ToString("0.######", CultureInfo.InvariantCulture);
    }

    internal static string Percent(double share) => Number(share * 100, 3) + "%";
}
