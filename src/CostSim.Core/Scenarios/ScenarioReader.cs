using CostSim.Randomness;
using CostSim.Settings;
using CostSim.Units;
using CostSim.Volumes;

namespace CostSim.Scenarios;

/// <summary>Reads the settings of a scenario into its domain values. Every error is found in one go.</summary>
public static class ScenarioReader
{
    /// <summary>Throws <see cref="InputException"/> with everything that is wrong.</summary>
    public static Scenario Read(MapNode root, string name, ScenarioFiles files)
    {
        var common = new Reading();
        var map = new SettingsMap(root, "", common);
        var calendar = CalendarOf(map);
        var reading = new ScenarioReading(files, calendar, new UncertainInputs(), MoneyReader.Read(map, calendar.Start), common);
        var (prices, inline) = PriceTermsReader.Read(reading, map);
        var workloads = WorkloadReader.Read(reading, map);
        var lines = LineReader.Read(reading, map, reading.Top).ToList();
        var designs = new DesignReader(reading, prices, workloads, inline, lines);
        var simulation = Section(map, "simulation");
        var scenario = new Scenario
        {
            Name = map.Text("scenario", name),
            Calendar = reading.Calendar,
            Inputs = reading.Inputs,
            Workloads = [.. workloads.Select(w => w.Workload)],
            Designs = [.. Inheritance.Resolve(map).Select(d => designs.Read(d.Map, d.Name)).OfType<Design>()],
            Prices = prices,
            Money = reading.Money,
            Service = new ServiceReader(reading, prices).Read(map),
            Budget = BudgetOf(reading, map),
            Quality = QualityOf(map),
            PilotRequestsPerDay = Section(map, "pilot") is { } pilot && pilot.Has("requests_per_day") ? pilot.Number("requests_per_day", min: 0) : null,
            Evaluation = EvaluationOf(map),
            Chosen = map.Has("chosen") ? map.Text("chosen") : null,
            Trials = simulation.Whole("trials", 10_000, min: 1, max: 1 << 20),
            Seed = (ulong)simulation.Decimal("seed", 42, min: 0),
            Ledger = common.Ledger,
            Notes = NotesOf(map),
        };
        simulation.RejectUnread();
        map.RejectUnread();
        if (scenario.Chosen is { } chosen && scenario.Designs.All(d => d.Name != chosen))
            map.Refuse("chosen", $"'{chosen}' is no design; {Spelling.Suggestion(chosen, [.. scenario.Designs.Select(d => d.Name)])}");
        common.Errors.ThrowIfAny();
        return scenario;
    }

    // A section that is absent reads as an empty one, so that its defaults stand among the assumptions.
    private static SettingsMap Section(SettingsMap root, string key) =>
        root.Map(key) ?? new SettingsMap(new MapNode(root.At, []), root.PathOf(key), root.Reading);

    private static Calendar CalendarOf(SettingsMap map)
    {
        var start = map.Date("start", new DateOnly(2027, 1, 1));
        if (map.Has("days") && map.Has("months"))
            map.Refuse("days", "cannot stand beside months; keep one of them");
        return map.Has("days")
            ? new Calendar(start, map.Whole("days", min: 1, max: 36_600))
            : Calendar.OfMonths(start, map.Whole("months", 12, min: 1, max: 1_200));
    }

    private static Budget? BudgetOf(ScenarioReading reading, SettingsMap root)
    {
        if (root.Map("budget") is not { } map)
            return null;
        var amount = reading.Needed(map, "per_month", reading.Top);
        if (!amount.IsConstant)
            map.Errors.Add(map.At, "budget: must be one amount, not an uncertain one");
        var budget = new Budget(amount.IsConstant ? (decimal)amount.Value : 0, map.Share("confidence", 90.0.Percent), map.OneOf("of", ["bill", "with_people"], "bill") == "with_people");
        map.RejectUnread();
        return budget;
    }

    private static QualityTarget? QualityOf(SettingsMap root)
    {
        if (root.Map("quality") is not { } map)
            return null;
        _ = map.OneOf("metric", ["recall"], "recall");
        var target = new QualityTarget(map.Share("at_least"), map.Share("confidence", 90.0.Percent));
        map.RejectUnread();
        return target;
    }

    private static Evaluation? EvaluationOf(SettingsMap root)
    {
        if (root.Map("evaluation") is not { } map)
            return null;
        var evaluation = new Evaluation(map.Whole("cases", min: 1), map.Number("runs_per_week", 1, min: 0, max: 10_000));
        map.RejectUnread();
        return evaluation;
    }

    private static Dictionary<string, string> NotesOf(SettingsMap root)
    {
        if (root.Find("notes") is not MapNode notes)
            return [];
        foreach (var note in notes.Entries.Where(n => root.Reading.Ledger.All.All(a => a.Path != n.Key && !a.Path.StartsWith(n.Key + ".", StringComparison.Ordinal))))
            root.Errors.Add(note.KeyAt, $"notes: '{note.Key}' is no value of this scenario; {Spelling.Suggestion(note.Key, [.. root.Reading.Ledger.All.Select(a => a.Path)])}");
        return notes.Entries.ToDictionary(n => n.Key, n => n.Value.Text);
    }
}
