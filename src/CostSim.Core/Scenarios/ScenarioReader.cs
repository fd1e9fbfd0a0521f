using CostSim.Files;
using CostSim.Prices;
using CostSim.Randomness;
using CostSim.Scenarios.Keys;
using CostSim.Units;

namespace CostSim.Scenarios;

/// <summary>Reads the settings of a scenario into its domain values. Every error is found in one go.</summary>
internal static class ScenarioReader
{
    /// <summary>Throws <see cref="InputException"/> with everything that is wrong.</summary>
    /// <param name="inputs">Where what is not known is kept: of a scenario alone, or of a portfolio.</param>
    /// <param name="reader">Where errors and assumptions are kept, and which keys were asked for.</param>
    public static Scenario Read(MapNode root, string name, ScenarioFiles files, UncertainInputs? inputs = null, Reading? reader = null)
    {
        var common = (reader ?? new Reading()) with
        {
            Homes = ScenarioKeys.Homes,
            Names = [.. NamesIn(root, "designs"), .. NamesIn(root, "classes")]
        };
        var map = new SettingsMap(root, "", common);
        var calendar = CalendarOf(map);
        inputs ??= new UncertainInputs();
        var reading = new ScenarioReading(files, calendar, inputs, MoneyReader.Read(map, calendar, inputs), common);
        var (prices, inline) = PriceTermsReader.Read(reading, map);
        var workloads = WorkloadReader.Read(reading, map, prices);
        var lines = LineReader.Read(reading, map, reading.Top).ToList();
        var evaluation = EvaluationReader.Read(reading, map, workloads.Select(w => w.Workload));
        var designs = new DesignReader(reading, prices, workloads, inline, lines, evaluation);
        var simulation = Section(map, "simulation");
        var resolved = Inheritance.Resolve(map).Select(d => (d.Map, Design: designs.Read(d.Map, d.Name))).Where(d => d.Design is not null)
            .Select(d => (d.Map, Design: d.Design!)).ToList();
        workloads = SameGame.Settle(workloads, resolved);
        var scenario = new Scenario
        {
            Name = map.Text("scenario", name),
            Calendar = reading.Calendar,
            Inputs = reading.Inputs,
            Workloads = [.. workloads.Select(w => w.Workload)],
            Designs = [.. resolved.Select(d => d.Design)],
            Prices = prices,
            Money = reading.Money,
            Service = new ServiceReader(reading, prices).Read(map),
            Budget = BudgetOf(reading, map),
            Quality = QualityOf(map),
            PilotRequestsPerDay = Section(map, "pilot") is { } pilot && pilot.Has("requests_per_day")
                ? pilot.Number("requests_per_day", min: 0)
                : null,
            Evaluation = evaluation,
            Production = Production.Read(reading, map),
            Chosen = map.Has("chosen") ? map.Text("chosen") : null,
            Trials = simulation.Whole("trials", 10_000, min: 1, max: 1 << 20),
            Seed = SeedOf(simulation),
            Ledger = common.Ledger,
            Notes = Remarks.Notes(map, map.Reading.Ledger),
            Tags = Remarks.Tags(map),
            Gate = Gate.Read(map, NamesIn(root, "designs")),
        };
        simulation.RejectUnread();
        map.RejectUnread();
        RefuseUnusedPrices(map, scenario, inline);
        if (scenario.Chosen is { } chosen && !NamesIn(root, "designs").Contains(chosen))
            map.Refuse("chosen", $"'{chosen}' is not a design; {Spelling.Suggestion(chosen, NamesIn(root, "designs"))}");
        if (scenario is { Quality.Metric: QualityMetric.Accuracy, Evaluation: null or { Results.Count: 0 } })
            map.Refuse("quality",
                "metric accuracy needs what an evaluation measured; name its results, such as 'evaluation: { results: answers.csv }', or "
                + "ask for recall");
        common.Errors.ThrowIfAny();
        return scenario;
    }

    // Prices typed for all designs that every design passes over would let their writer believe that they are paid.
    private static void RefuseUnusedPrices(SettingsMap map, Scenario scenario, ModelPrice? inline)
    {
        if (map.Has(Inheritance.Only) || scenario.Designs.Count == 0 || scenario.Designs.Any(d => d.Routes.Any(r => r.IsCommon)))
            return;
        const string remedy = "leave model out to pay typed prices, or type them as the design's own prices next to its model";
        if (inline is not null && map.Map("prices") is { } prices)
            prices.Refuse("inline", $"no design uses these prices, since each names a model or has its own; {remedy}");
        foreach (var workload in scenario.Workloads.Where(w => w.Prices is not null))
        {
            if (map.Map("classes")?.Map(workload.Name)?.Map("prices") is { } own)
                own.Refuse("inline", $"no design uses these prices, since each names a model or has its own; {remedy}");
        }
    }

    private static IReadOnlyCollection<string> NamesIn(MapNode root, string section) => root.Find(section) is MapNode all
        ? [.. all.Entries.Select(e => e.Key)]
        : [];

    // A section that is absent reads as an empty one, so that its defaults are among the assumptions.
    private static SettingsMap Section(SettingsMap root, string key) =>
        root.Map(key) ?? new SettingsMap(new MapNode(root.At, []), root.PathOf(key), root.Reading);

    private static Calendar CalendarOf(SettingsMap map)
    {
        var start = map.Date("start", new DateOnly(2027, 1, 1));
        if (map.Has("days") && map.Has("months"))
            map.Refuse("days", "cannot be combined with months; keep one of them");
        return map.Has("days")
            ? new Calendar(start, map.Whole("days", min: 1, max: 36_600))
            : Calendar.OfMonths(start, map.Whole("months", 12, min: 1, max: 1_200));
    }

    internal static ulong SeedOf(SettingsMap simulation)
    {
        var seed = simulation.Decimal("seed", 42, min: 0, max: ulong.MaxValue);
        if (!decimal.IsInteger(seed))
            simulation.Refuse("seed", FormattableString.Invariant($"must be a whole number such as 42, but is {seed}"));
        return (ulong)seed;
    }

    internal static Budget? BudgetOf(ScenarioReading reading, SettingsMap root)
    {
        if (root.Map("budget") is not { } map)
            return null;
        var amount = reading.Needed(map, "per_month", reading.Top);
        if (!amount.IsConstant)
            map.Errors.Add(map.At, "budget: must be one amount, not an uncertain one");
        var budget = new Budget(amount.IsConstant ? (decimal)amount.Value : 0, map.Share("confidence", 90.0.Percent),
            map.OneOf("of", ["bill", "with_people"], "bill") == "with_people");
        map.RejectUnread();
        return budget;
    }

    private static QualityTarget? QualityOf(SettingsMap root)
    {
        if (root.Map("quality") is not { } map)
            return null;
        var metric = map.OneOf("metric", ["recall", "accuracy"], "recall") == "accuracy" ? QualityMetric.Accuracy : QualityMetric.Recall;
        var target = new QualityTarget(map.Share("at_least"), map.Share("confidence", 90.0.Percent))
        {
            Metric = metric,
            P95Seconds = map.Has("p95_seconds") ? map.Number("p95_seconds", min: 0) : null
        };
        map.RejectUnread();
        if (target.P95Seconds is not null && root.Find("latency") is not MapNode { Entries.Count: > 0 })
            map.Refuse("p95_seconds",
                "needs to know how long a call takes; give 'latency: { ttft_ms: 600, tpot_ms: 20, prefill_tokens_per_second: 5_000 }'");
        return target;
    }
}
