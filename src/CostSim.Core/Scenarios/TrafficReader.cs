using System.Globalization;
using CostSim.Files;
using CostSim.Randomness;

namespace CostSim.Scenarios;

/// <summary>Reads the <c>traffic:</c> section of a class.</summary>
internal static class TrafficReader
{
    private const double MostPerDay = 1e12;

    /// <summary>
    /// Reads every key of traffic that concerns volume; <paramref name="log"/> reads the days of a log at an offset from UTC, or gives null
    /// after an error.
    /// </summary>
    public static Traffic Read(SettingsMap map, InputScope scope, Calendar calendar, Func<ScalarNode, TimeSpan, LoggedDays?> log)
    {
        var rhythm = RhythmReader.Read(map, mayShape: !map.Has("log"));
        var logged = Log(map, rhythm.Offset, log);
        // A log brings its own level; requests_per_day may still replace it.
        var level = Quantities.Read(map, "requests_per_day", QuantityKind.Size, scope, logged is null ? map.Has("log")
            ? 0
            : null : logged.Requests.Average());
        if (level.Expected() > MostPerDay)
            map.Refuse("requests_per_day",
                string.Create(CultureInfo.InvariantCulture,
                    $"must be at most {MostPerDay:#,0} requests a day, which nobody on earth has; a unit is wrong"));
        return new Traffic
        {
            Level = level,
            Adoption = Quantities.Read(map, "adoption", QuantityKind.Size, scope, 1),
            Growth = ReadGrowth(map, scope, calendar),
            Steps = ReadSteps(map, scope, calendar),
            Rhythm = rhythm,
            Counts = map.Has("log") && !map.Has("counts") ? CountLaw.Fixed : CountReader.Read(map, scope),
            DriftPerMonth = Quantities.Read(map, "drift_per_month", QuantityKind.Size, scope, 0),
            ZeroDays = Quantities.Read(map, "zero_days", QuantityKind.Share, scope, 0),
            DayFactor = ReadDayFactor(map, scope),
            Log = logged,
        };
    }

    private static LoggedDays? Log(SettingsMap map, TimeSpan offset, Func<ScalarNode, TimeSpan, LoggedDays?> log)
    {
        if (!map.Has("log"))
        {
            if (map.Has("as"))
                map.Refuse("as", "says how a log is used again; name it, as in 'log: requests.csv'");
            return null;
        }

        var use = map.OneOf("as", ["resampled", "replayed"], "resampled") == "replayed" ? LogUse.Replayed : LogUse.Resampled;
        if (map.Find("log") is not ScalarNode file)
        {
            map.Refuse("log", "must be the file of a log, such as requests.csv");
            return null;
        }

        if (log(file, offset) is not { } days)
            return null;
        map.Record("log", string.Create(CultureInfo.InvariantCulture,
            $"{days.Requests.Count:#,0} whole days from {days.First:yyyy-MM-dd}, {days.Requests.Sum():#,0} requests"),
            Origin.Measured, file.Value);
        return days with { Use = use };
    }

    private static Growth ReadGrowth(SettingsMap map, InputScope scope, Calendar calendar)
    {
        if (map.Map("growth") is not { } growth)
        {
            var perMonth = Quantities.Read(map, "growth_per_month", QuantityKind.Rate, scope, 0);
            RefuseRush(map, "growth_per_month", perMonth, calendar);
            RequireBoundedGrowth(map, "growth_per_month", perMonth,
                "use a narrower interval, { uniform: [a, b] }, or growth: { s_curve: .. }");
            return new Growth(perMonth, null);
        }

        if (map.Has("growth_per_month"))
            map.Refuse("growth_per_month", "cannot be combined with growth; keep one of them");
        if (growth.Map("s_curve") is not { } curve)
        {
            map.Refuse("growth", "must be { s_curve: { from: 1, to: 6, midpoint: 2027-06-01, months: 8 } }; a rate is growth_per_month");
            return Growth.None;
        }

        var read = new SCurve(
            Quantities.Read(curve, "from", QuantityKind.Size, scope, 1),
            Quantities.Read(curve, "to", QuantityKind.Size, scope),
            calendar.DayOf(curve.Date("midpoint", calendar.DateOf(calendar.Days / 2))),
            Quantities.Read(curve, "months", QuantityKind.Size, scope));
        curve.RejectUnread();
        growth.RejectUnread();
        return new Growth(Parameter.Zero, read);
    }

    // Twice the traffic every month, for a year, is 4,096 times as much: somebody left out the percent sign.
    private static void RefuseRush(SettingsMap map, string key, Parameter rate, Calendar calendar)
    {
        var mean = rate.Expected();
        if (mean < 1 || (map.Find(key) is ScalarNode { Value: var text } && text.Contains('%', StringComparison.Ordinal) && mean < 5))
            return;
        var times = Elementary.Pow(1 + mean, calendar.Days / Calendar.DaysPerMonth);
        var meant = map.Find(key) is ScalarNode { Value: var typed } && !typed.Contains('%', StringComparison.Ordinal)
            ? $"; did you mean {typed.Replace(" to ", "% to ", StringComparison.Ordinal)}%?"
            : "; use steps or growth: { s_curve: .. } for a launch";
        map.Refuse(key, string.Create(CultureInfo.InvariantCulture,
            $"is {mean * 100:#,0.#} % a month, {times:#,0} times the traffic at the end of the horizon{meant}"));
    }

    /// <summary>
    /// Refuses a rate that comes near −100 %: 1 + rate would reach 0, and no power of it exists; the range is probably mistyped.
    /// </summary>
    internal static void RequireBoundedGrowth(SettingsMap map, string key, Parameter rate, string advice)
    {
        var inputs = rate.Inputs.ToList();
        Span<double> scores = stackalloc double[inputs.Count == 0 ? 0 : inputs.Max() + 1];
        scores.Fill(-6);
        if (rate.At(scores) <= -1)
            map.Refuse(key, $"comes within 6 standard deviations of -100 %; {advice}");
    }

    private static List<Step> ReadSteps(SettingsMap map, InputScope scope, Calendar calendar)
    {
        var steps = new List<Step>();
        foreach (var item in map.List("steps"))
        {
            if (item is not MapNode node)
            {
                map.Errors.Add(item.At, $"steps: must be a list of {{ from, factor }}, but one entry is '{item.Text}'");
                continue;
            }

            var step = new SettingsMap(node, string.Create(CultureInfo.InvariantCulture, $"{map.PathOf("steps")}[{steps.Count}]"),
                map.Reading);
            steps.Add(new Step(calendar.DayOf(step.Date("from")), Quantities.Read(step, "factor", QuantityKind.Size, scope)));
            step.RejectUnread();
        }

        return steps;
    }

    private static DayFactor? ReadDayFactor(SettingsMap map, InputScope scope)
    {
        if (!map.Has("day_factor"))
            return null;
        // shared: true makes the factor one for all classes; it is not part of the law's form.
        var shared = map.Find("day_factor") is MapNode node && node.Find("shared")?.Text is "true";
        var bare = map.Find("day_factor") is MapNode form
            ? new SettingsMap(new MapNode(map.At,
                [new Entry("day_factor", map.Where("day_factor"),
                    form with { Entries = [.. form.Entries.Where(e => e.Key != "shared")] })]), map.Path, map.Reading)
            : map;
        return new DayFactor(Quantities.ReadLaw(bare, "day_factor", QuantityKind.Size, scope), shared,
            InputScope.Identity(map.PathOf("day_factor"), map.Reading.Names));
    }
}
