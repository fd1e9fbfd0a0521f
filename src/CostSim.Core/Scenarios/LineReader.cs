using CostSim.Files;
using CostSim.Randomness;

namespace CostSim.Scenarios;

/// <summary>Reads costs other than requests: <c>monthly</c> lines, <c>one_time</c> work, the <c>owner</c>.</summary>
internal static class LineReader
{
    public static IEnumerable<FixedLine> Read(ScenarioReading reading, SettingsMap map, InputScope scope)
    {
        foreach (var (line, _) in Items(map, "monthly"))
        {
            foreach (var part in Monthly(reading, line, Payer.Bill, line.Text("name"), scope, ""))
                yield return part;
        }

        foreach (var (line, _) in Items(map, "one_time"))
            yield return Once(reading, line, scope);
        if (map.Map("owner") is { } owner)
        {
            foreach (var part in Monthly(reading, owner, Payer.People, "owner", scope, "per_month"))
                yield return part;
        }
    }

    private static IEnumerable<FixedLine> Monthly(ScenarioReading reading, SettingsMap line, Payer payer, string name,
        InputScope scope, string unit)
    {
        var amount = reading.Needed(line, unit, scope);
        line.RejectUnread();
        var currency = MoneyTerms.KeyOf(line, unit)?.Currency ?? reading.Money.Currency;
        return reading.Money.Drifting(FixedLine.Monthly(reading.Calendar, name, payer, 1, amount), currency, reading.Calendar);
    }

    private static FixedLine Once(ScenarioReading reading, SettingsMap line, InputScope scope)
    {
        var name = line.Text("name");
        var day = reading.Calendar.DayOf(line.Date("on", reading.Calendar.Start));
        if (day < 0 || day >= reading.Calendar.Days)
            line.Refuse("on", $"must lie inside the horizon ({reading.Calendar.Start:yyyy-MM-dd} to "
                + $"{reading.Calendar.DateOf(reading.Calendar.Days - 1):yyyy-MM-dd})");
        var amount = reading.Needed(line, "", scope);
        line.RejectUnread();
        var inside = Math.Clamp(day, 0, reading.Calendar.Days - 1);
        var currency = MoneyTerms.KeyOf(line, "")?.Currency ?? reading.Money.Currency;
        return FixedLine.Once(reading.Calendar, name, Payer.People, 1, inside,
            amount * reading.Money.Since(currency, reading.Calendar.Start, reading.Calendar.DateOf(inside)));
    }

    internal static IEnumerable<(SettingsMap Map, int Index)> Items(SettingsMap map, string key)
    {
        var nodes = map.List(key);
        for (var i = 0; i < nodes.Count; i++)
        {
            if (nodes[i] is MapNode node)
                yield return (new SettingsMap(node, FormattableString.Invariant($"{map.PathOf(key)}[{i}]"), map.Reading), i);
            else
                map.Errors.Add(nodes[i].At, $"{key}: must be a list of keys and values, but has '{nodes[i].Text}'");
        }
    }
}
