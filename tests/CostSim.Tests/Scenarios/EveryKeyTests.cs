using System.Collections.Concurrent;
using System.Globalization;
using CostSim.Answers;
using CostSim.Capacity;
using CostSim.Files;
using CostSim.Results;
using CostSim.Scenarios;
using CostSim.Scenarios.Keys;

namespace CostSim.Tests.Scenarios;

/// <summary>
/// Every key of the table, with documents and with typed requests: two values give two results, or the scenario is refused with a place
/// and a remedy. A key that is read and then ignored makes its writer believe that it counts.
/// </summary>
public sealed class EveryKeyTests
{
    private const string Documents =
        """
        start: 2027-01-04
        days: 28
        documents: [documents]
        questions: questions.jsonl
        prices: { as_of: 2026-11-01 }
        traffic: { requests_per_day: 2_000 }
        designs: { other: { model: openai/gpt-4o, context: { kind: top-chunks, k: 1 }, answer: { mean: 300, cv: 0.5 } }, x: { like: other } }
        simulation: { trials: 64, seed: 7 }
        """;

    private const string Typed =
        """
        start: 2027-01-04
        days: 28
        requests: { input: { mean: 2_000, cv: 0.6 }, output: { mean: 300, cv: 0.8 } }
        prices: { as_of: 2026-11-01 }
        traffic: { requests_per_day: 2_000 }
        designs: { other: { model: openai/gpt-4o }, x: { like: other } }
        simulation: { trials: 64, seed: 7 }
        """;

    // Kept for people, or read by another verb than run; each has a test of its own where it is used.
    private static readonly string[] ForTheRecord =
    [
        "scenario", "notes", "tags", "production", "gate", "chosen", "portfolio", "fx.*[].source", "reliability.wrong_answers.overlooked.source",
        // One value is the only one there is.
        "reliability.repeat.input",
    ];

    private const string Removed = "none";

    private static readonly ConcurrentDictionary<string, string> Unchanged = new();

    private static readonly string[] OfLimits = ["limits", "policies", "latency", "failures", "review_desk", "target"];

    // What has an effect only where something else is stated: settings that come first.
    private static readonly Dictionary<string, string[]> First = new()
    {
        ["policies"] = ["limits={ rpm: 1 }"],
        ["latency"] = ["limits={ rpm: 1 }"],
        ["failures"] = ["limits={ rpm: 1 }"],
        ["review_desk"] = ["limits={ rpm: 1 }", "reliability={ wrong_answers: 2%, review: { share: 5%, minutes: 4, usd_per_hour: 30 } }"],
        ["target"] = ["limits={ rpm: 1 }"],
        ["reliability.usd_per_wrong_answer"] = ["reliability={ wrong_answers: 2% }"],
        ["reliability.review[].catches"] = ["reliability={ wrong_answers: 2%, usd_per_wrong_answer: 5, review: { share: 5%, minutes: 4, usd_per_hour: 30 } }"],
        ["reliability.wrong_answers"] = ["reliability={ usd_per_wrong_answer: 5 }"],
        ["reliability.repeat"] = ["reliability={ attempts: [0.8, 0.2] }"],
        ["traffic.holiday_factor"] = ["traffic={ requests_per_day: 2_000, holidays: [2027-01-18] }"],
        ["traffic.holidays"] = ["traffic={ requests_per_day: 2_000, holiday_factor: 0.2 }"],
        ["traffic.hours"] = ["limits={ rpm: 1 }"],
        ["traffic.timezone"] = ["limits={ rpm: 1 }", "traffic.hours=office"],
        ["traffic.sessions"] = ["designs.x.cache={ prefix: [system], min_tokens: 1 }", "designs.x.system=2_000"],
        ["designs.*.cache"] = ["designs.x.system=2_000"],
        ["designs.*.tool_choice"] = ["designs.other.model=anthropic/claude-sonnet-4-6", "designs.x.tools=500"],
        ["designs.*.like"] = ["designs.small={ model: openai/gpt-4o-mini }"],
        ["policies.*.switch"] = ["designs.x.cache={ hit_rate: 50% }"],
        ["churn"] = ["designs.x.embedding=openai/text-embedding-3-small"],
        ["question"] = ["questions=none"],
        ["currency"] = ["fx={ MYR: [{ from: 2026-11-01, per_usd: 4.10 }] }"],
        ["fx"] = ["currency=MYR", "fx={ MYR: [{ from: 2026-11-01, per_usd: 4.10 }] }"],
        ["tax[].above"] = ["tax=[{ name: service tax, rate: 8%, from: 2024-03-01 }]"],
        ["budget.of"] = ["budget={ usd_per_month: 100 }", "owner={ usd_per_month: 6_000 }"],
        ["evaluation.runs_per_week"] = ["evaluation={ cases: 200 }"],
        ["quality.metric"] = ["quality={ at_least: 0.5 }"],
    };

    private static readonly Dictionary<string, string[]> Values = new()
    {
        ["currency"] = ["USD", "MYR"],
        ["prices.change[].model"] = ["openai/gpt-4o", "openai/gpt-4o-mini"],
        ["designs.*.region"] = ["global", "eu"],
        ["designs.*.service_tier"] = ["standard", "batch"],
        ["target"] = ["429s <= 0.1%", "429s <= 20%"],
        ["traffic.timezone"] = ["+08:00", "-05:00"],
        ["prices.change[].step"] = ["6 months", "1 month"],
        ["documents"] = ["[documents]", "[documents/lease.md]"],
        ["documents.paths"] = ["[documents]", "[documents/lease.md]"],
        ["documents.path"] = ["documents", "documents/lease.md"],
        ["documents.paths.path"] = ["documents", "documents/lease.md"],
        ["questions"] = ["questions.jsonl", "none.jsonl"],
        ["prices"] = ["{ as_of: 2026-11-01 }", "{ as_of: 2024-06-01 }"],
        ["designs.*.prices.inline"] = ["{ input_usd_per_mtok: 2.50, output_usd_per_mtok: 10 }", "{ input_usd_per_mtok: 1, output_usd_per_mtok: 2 }"],
        ["designs.*.model"] = ["openai/gpt-4o", "openai/gpt-4o-mini"],
        ["designs.*.route[].model"] = ["openai/gpt-4o", "openai/gpt-4o-mini"],
        ["designs.*.route[].region"] = ["global", "eu"],
        ["designs.*.route[].service_tier"] = ["standard", "batch"],
        ["designs.*.cache.prefix"] = ["[system]", "[system, context]"],
        ["monthly[].name"] = ["vector database", "index"],
        ["one_time[].name"] = ["integration", "migration"],
        ["tax[].name"] = ["service tax", "sales tax"],
        ["fx"] = ["{ MYR: [{ from: 2026-11-01, per_usd: 4.10 }] }", "{ MYR: [{ from: 2026-11-01, per_usd: 4.50 }] }"],
        ["fx.*"] = ["[{ from: 2026-11-01, per_usd: 4.10 }]", "[{ from: 2026-11-01, per_usd: 4.50 }]"],
        ["latency"] = ["{ ttft_ms: 600, tpot_ms: 20 }", "{ ttft_ms: 900, tpot_ms: 30 }"],
        ["policies.*.fallback.model"] = ["openai/gpt-4o-mini", "openai/gpt-4o"],
        ["policies.*.switch.to"] = ["other", "x"],
        ["designs.*.like"] = ["other", "small"],
        ["designs.*.max_output"] = ["200", "4_000"],
        ["designs.*.context_window"] = ["500", "200_000"],
        ["evaluation.results.file"] = ["answers.csv", "better.csv"],
        ["quality.confidence"] = ["50%", "99%"],
        ["budget.confidence"] = ["5%", "99%"],
    };

    public static TheoryData<string, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, bool>();
            foreach (var key in ScenarioKeys.All.Where(k => !ForTheRecord.Any(r => k.Path == r || k.Path.StartsWith(r + ".", StringComparison.Ordinal))))
            {
                cases.Add(key.Path, false);
                // What limits do is simulated request by request, and does not depend on where the lengths come from.
                if (!OfLimits.Contains(key.Path.Split('.', '[')[0]))
                    cases.Add(key.Path, true);
            }

            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_key_has_an_effect_or_is_refused(string path, bool documents)
    {
        var key = ScenarioKeys.All.Single(k => k.Path == path);
        using var scenario = new SmallScenario(documents ? Documents : Typed);
        scenario.Write("requests.csv", "timestamp,input_tokens,output_tokens\n" + string.Concat(Enumerable.Range(0, 400).Select(i => FormattableString.Invariant($"2026-10-{5 + (i / 50):00}T{i % 24:00}:10:00Z,{900 + i},{100 + i}\n"))));
        scenario.Write("answers.csv", "question,design,correct\nq1,x,true\nq2,x,false\nq1,other,true\nq2,other,true\n");
        scenario.Write("better.csv", "question,design,correct\nq1,x,true\nq2,x,true\nq1,other,true\nq2,other,false\n");
        scenario.Write("runbook.md", "# Runbook\n");

        var settings = Beside(key, documents);
        var root = settings.Aggregate(Yaml.ReadMap("base.yaml", new StringReader(documents ? Documents : Typed)), (node, setting) => setting.Value == Removed
            ? node with { Entries = [.. node.Entries.Where(e => e.Key != setting.Path)] } : Set(node, setting.Path, setting.Value));
        // Most keys of a section share what they are compared with.
        var unchanged = key.Path == "target" ? Outcome(scenario.Folder, root, key, null)
            : Unchanged.GetOrAdd($"{documents} {string.Join('\n', settings)}", _ => Outcome(scenario.Folder, root, key, null));
        var outcomes = ValuesOf(key).Select(v => Outcome(scenario.Folder, root, key, v)).Prepend(unchanged).ToList();

        var refusals = outcomes.Skip(1).Where(o => o.StartsWith("refused", StringComparison.Ordinal)).ToList();
        Assert.All(refusals, r => Assert.Matches(@"\S+:\d+:\d+: error: |: error: ", r));
        Assert.True(refusals.Count > 0 || outcomes.Distinct().Count() > 1, $"{path} changes nothing {(documents ? "with documents" : "with typed requests")}: {string.Join(" | ", ValuesOf(key))}");
    }

    // What is set in addition to the base, so that the key has something to act on.
    private static List<(string Path, string Value)> Beside(ScenarioKey key, bool documents)
    {
        var settings = new List<(string Path, string Value)>();
        settings.AddRange(First.Where(f => key.Path == f.Key || key.Path.StartsWith(f.Key + ".", StringComparison.Ordinal) || key.Path.StartsWith(f.Key + "[", StringComparison.Ordinal))
            .OrderBy(f => f.Key.Length).SelectMany(f => f.Value).Select(setting => (setting.Split('=', 2)[0], setting.Split('=', 2)[1])));
        // A few days of few requests show what limits do; more only take longer to simulate.
        if (OfLimits.Contains(key.Path.Split('.', '[')[0]) || settings.Exists(s => s.Path == "limits"))
            settings.InsertRange(0, [("days", "4"), ("traffic.requests_per_day", "500"), ("simulation.trials", "16")]);
        if (ScenarioKeysTests.Beside.TryGetValue(key.Path, out var beside))
        {
            settings.Add((beside.Section, beside.Value));
            return settings;
        }

        var root = settings.Where(s => s.Value != Removed).Aggregate(Yaml.ReadMap("base.yaml", new StringReader(documents ? Documents : Typed)), (node, s) => Set(node, s.Path, s.Value));
        foreach (var section in ScenarioKeysTests.Above(key).Where(s => s.Path is not ("designs" or "designs.*" or "documents" or "prices" or "requests" or "simulation" or "traffic")))
        {
            if (Has(root, Written(section.Path)))
                continue;
            settings.Add((section.Path, section.Example));
            root = Set(root, section.Path, section.Example);
        }

        return settings;
    }

    private static IEnumerable<string> ValuesOf(ScenarioKey key)
    {
        if (Values.TryGetValue(key.Path, out var given))
            return given.Length > 0 ? given : [key.Example];
        if (key.Choices.Count > 0)
            return key.Choices;
        return key.Form switch
        {
            KeyForm.Flag => ["true", "false"],
            KeyForm.Date when Numbers.TryDate(key.Example, out var day) => [key.Example, day.AddDays(9).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)],
            KeyForm.Duration => [key.Example, "7m"],
            KeyForm.Size or KeyForm.Money or KeyForm.Number or KeyForm.Whole or KeyForm.Tokens or KeyForm.Portion or KeyForm.Share or KeyForm.Rate => [key.Example, Other(key)],
            _ => [key.Example],
        };
    }

    private static string Other(ScenarioKey key) => Numbers.TryDouble(key.Example, out var number) && number != 0
        ? (key.Form is KeyForm.Whole or KeyForm.Tokens ? Math.Ceiling(number * 1.5) : number * (key.Form is KeyForm.Share or KeyForm.Portion && number > 0.6 ? 0.5 : 1.5)).ToString(CultureInfo.InvariantCulture)
        : key.Form switch { KeyForm.Rate => "7%", KeyForm.Portion or KeyForm.Share => "30%", _ => "3" };

    private static string Outcome(string folder, MapNode root, ScenarioKey key, string? value)
    {
        try
        {
            var settings = value is null ? root : Set(root, key.Path, value);
            var file = ScenarioFile.Open(folder, new LoadOptions());
            var scenario = file.Read(settings, []);
            var result = Simulation.Run(scenario);
            var capacity = key.Path is "target" ? CapacityTable.Of(scenario, ScenarioCapacity.Of(scenario, new Stages(1).Requests(scenario), true, 1)) : null;
            return (Fingerprint(result) + (capacity is null ? "" : Csv(capacity))).Replace(folder, "", StringComparison.Ordinal);
        }
        catch (InputException refused)
        {
            return $"refused {value}: {refused.Message}";
        }
    }

    private static string Fingerprint(Result result)
    {
        var tables = OutcomeTables.All.Where(t => t.Name != "assumptions").Select(t => Csv(t.Of(result)));
        return string.Join('\n', tables.Concat(result.Warnings).Append($"{result.Verdict.Advice} {result.Verdict.Design} {string.Join(' ', Omissions.Of(result))}"));
    }

    private static string Csv(CostSim.Reports.Table table)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        CostSim.Reports.CsvReport.Write(table, text);
        return text.ToString();
    }

    private static MapNode Set(MapNode root, string path, string value) =>
        SettingsPath.Parse(Written(path)).Set(root, Yaml.Read("example.yaml", new StringReader(value)));

    private static bool Has(SettingsNode node, string path)
    {
        foreach (var step in path.Split('.'))
        {
            var name = step.Replace("[0]", "", StringComparison.Ordinal);
            if (node is not MapNode map || map.Find(name) is not { } next)
                return false;
            node = step.EndsWith("[0]", StringComparison.Ordinal) && next is ListNode { Items: [var first, ..] } ? first : next;
        }

        return true;
    }

    private static string Written(string path) => path.Replace("fx.*", "fx.MYR", StringComparison.Ordinal).Replace("*", "x", StringComparison.Ordinal).Replace("[]", "[0]", StringComparison.Ordinal);
}
