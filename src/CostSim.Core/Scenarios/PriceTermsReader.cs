using CostSim.Files;
using CostSim.Prices;
using CostSim.Randomness;

namespace CostSim.Scenarios;

/// <summary>Reads <c>prices</c>: the date, the book, prices typed in, and how they may change.</summary>
internal static class PriceTermsReader
{
    public static (PriceTerms Terms, ModelPrice? Inline) Read(ScenarioReading reading, SettingsMap root)
    {
        var map = root.Map("prices") ?? new SettingsMap(new MapNode(root.At, []), root.PathOf("prices"), root.Reading);
        var asOf = map.Date("as_of", reading.Calendar.Start);
        var follow = map.Flag("follow", absent: false);
        var announced = map.Flag("announced", absent: true);
        var book = reading.Files.Book(map.Find("book") as ScalarNode, reading.Reading);
        var overlay = OverlayOf(reading, map);
        var inline = map.Map("inline") is { } typed ? InlinePrices.Read(typed) : null;
        var changes = Changes(reading, map, reading.Top).ToList();
        map.RejectUnread();
        return (new PriceTerms(asOf, follow, book, overlay, changes) { Announced = announced }, inline);
    }

    private static PriceOverlay OverlayOf(ScenarioReading reading, SettingsMap map)
    {
        if (map.Find("overlay") is not ScalarNode file || reading.Files.Settings(file, reading.Reading) is not { } settings)
            return PriceOverlay.None;
        return OverlayReader.Read(new SettingsMap(settings, map.PathOf("overlay"), map.Reading));
    }

    /// <summary>The changes of a map of prices; what is uncertain in them belongs to a scope.</summary>
    public static IEnumerable<PriceChange> Changes(ScenarioReading reading, SettingsMap map, InputScope scope)
    {
        foreach (var (change, _) in LineReader.Items(map, "change"))
        {
            var model = change.Has("model") ? change.Text("model") : null;
            foreach (var dated in change.Has("per_year") ? Yearly(reading, change, model, scope) : [Dated(reading, change, model, scope)])
                yield return dated;
            change.RejectUnread();
        }
    }

    private static PriceChange Dated(ScenarioReading reading, SettingsMap change, string? model, InputScope scope)
    {
        var day = reading.Calendar.DayOf(change.Date("from"));
        return new PriceChange(Math.Max(0, day), Quantities.Read(change, "factor", QuantityKind.Size, scope), model);
    }

    // 6, 12, .. months after the start, or the last known record, the price is times (1 + r)^(1/2), (1 + r), .. for one yearly rate r of
    // the trial.
    private static IEnumerable<PriceChange> Yearly(ScenarioReading reading, SettingsMap change, string? model, InputScope scope)
    {
        var rate = Quantities.Read(change, "per_year", QuantityKind.Rate, scope);
        TrafficReader.RequireBoundedGrowth(change, "per_year", rate, "use a narrower interval, { uniform: [a, b] }, or a dated factor");
        var step = change.Text("step", "6 months");
        if (step.Split(' ') is not [var count, "month" or "months"] || !Numbers.TryWhole(count, out var months) || months is < 1 or > 120)
        {
            change.Refuse("step", $"must be a number of months such as '6 months', but is '{step}'");
            yield break;
        }

        var factor = rate.Map(r => Elementary.Pow(Math.Max(0, 1 + r), months / 12.0));
        for (var at = (int)months; reading.Calendar.DayOf(reading.Calendar.Start.AddMonths(at)) < reading.Calendar.Days; at += (int)months)
            yield return new PriceChange(reading.Calendar.DayOf(reading.Calendar.Start.AddMonths(at)), factor, model) { Months = at };
    }
}
