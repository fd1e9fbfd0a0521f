using System.Globalization;
using CostSim.Capacity.Queues;
using CostSim.Files;

namespace CostSim.Tests.Capacity;

/// <summary>Queues held against references of 20 digits, and their simulations against the queues.</summary>
public sealed class QueueTests
{
    // The queues of the reference file in the words of the command line.
    private static readonly Dictionary<string, string> Cases = new()
    {
        ["Q01"] = "{ kind: M/M/1, lambda: 0.8, mu: 1 }",
        ["Q02"] = "{ kind: M/M/c, lambda: 5, mean_service: 1.6, c: 10 }",
        ["Q03"] = "{ kind: M/M/c, lambda: 20, mean_service: 4.2, c: 100 }",
        ["Q04"] = "{ kind: M/G/c/c, lambda: 10, mean_service: 2.5, c: 30 }",
        ["Q05"] = "{ kind: M/D/1, lambda: 0.7, mean_service: 1 }",
        ["Q06"] = "{ kind: M/G/1, lambda: 0.5, mean_service: 1.2, scv: 1 }",
        ["Q07"] = "{ kind: GI/M/1, lambda: 0.7, iat_gamma_shape: 0.5, mu: 1 }",
        ["Q08"] = "{ kind: M/M/c/K, lambda: 12, mean_service: 1, c: 10, K_total: 25 }",
        ["Q09"] = "{ kind: M/M/c+M, lambda: 30, mean_service: 2, c: 55, mean_patience: 10 }",
        ["Q10"] = "{ kind: M/G/1-priority, classes: [{ lambda: 0.3, mean: 1, scv: 1 }, { lambda: 0.2, mean: 2, scv: 0.25 }] }",
        ["Q11"] = "{ kind: M/G/1-PS, lambda: 0.6, mean_service: 1.25 }",
        ["Q12"] = "{ kind: M/G/inf, lambda: 6.944444444444444444, mean_service: 8 }",
        ["Q13"] = "{ kind: staffing, lambda: 0.0069444444444444444444, mean_service: 120, target_service_level: 0.9, within_s: 300 }",
        ["Q14"] = "{ kind: retries, p_fail: 0.05, max_attempts: 4 }",
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    public static TheoryData<string> Examples => [.. QueueKinds.All.Select(k => k.Example)];

    [Theory, MemberData(nameof(Names))]
    public void Theory_agrees_with_the_reference_to_nine_digits(string name)
    {
        var exact = Model(Cases[name]).Exact().ToDictionary(m => m.Name, m => m.Value);

        foreach (var (metric, value) in Reference(name))
            Assert.True(exact.TryGetValue(metric, out var found) && Math.Abs(found - value) <= 1e-9 * Math.Max(1e-6, Math.Abs(value)), $"{name} {metric}: {(exact.TryGetValue(metric, out var f) ? f : double.NaN):R} for {value:R}");
    }

    // 400,000 customers a queue: within four standard errors, four parts in a thousand for the percentiles' grid, and four of what
    // rarer events than any seen may be off by.
    [Theory, MemberData(nameof(Names))]
    public void A_simulation_agrees_with_theory_within_its_error(string name)
    {
        foreach (var metric in QueueAnswer.Of(Model(Cases[name]), 42, 400_000).Where(m => m.Simulated is not null))
        {
            var allowed = (4 * metric.StandardError!.Value) + (0.004 * Math.Abs(metric.Exact)) + (4 * Math.Sqrt(Math.Min(1e-5, Math.Abs(metric.Exact)) / 400_000));
            Assert.True(Math.Abs(metric.Simulated!.Value - metric.Exact) <= allowed, $"{name} {metric.Name}: {metric.Simulated} for {metric.Exact}, standard error {metric.StandardError}");
        }
    }

    [Theory, MemberData(nameof(Examples))]
    public void Every_kind_builds_from_its_example(string example) => Assert.NotEmpty(Model(example).Exact());

    [Fact]
    public void The_same_seed_gives_the_same_digits() =>
        Assert.Equal(QueueAnswer.Of(Model(Cases["Q09"]), 7, 40_000), QueueAnswer.Of(Model(Cases["Q09"]), 7, 40_000));

    [Fact]
    public void Sharing_among_c_is_one_server_where_c_is_one() =>
        Assert.Equal(Model("{ kind: M/G/1-PS, lambda: 0.6, mean_service: 1.25 }").Exact().Select(m => m.Value), Model("{ kind: M/G/c-PS, lambda: 0.6, mean_service: 1.25, c: 1 }").Exact().Select(m => m.Value));

    [Fact]
    public async Task A_queue_that_never_settles_is_said_with_its_growth()
    {
        var answer = await Cli.Run("capacity", "--queue", "{ kind: M/M/c, lambda: 12, mu: 1, c: 10 }");

        Assert.Equal(1, answer.Exit);
        // 12 come and 10 go: 2 a second, 7,200 an hour; 13 servers have room to spare.
        Assert.Contains("load of 1.2", answer.Error, StringComparison.Ordinal);
        Assert.Contains("it grows by 2 a second (7,200 an hour). At least 13 servers are needed, not 10", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_holds_theory_beside_simulation_with_its_error()
    {
        var answer = await Cli.Run("capacity", "--queue", "{ kind: M/M/c, lambda: 8, mu: 1, c: 10 }", "--customers", "40000", "--format", "json");

        Assert.Equal(0, answer.Exit);
        using var json = System.Text.Json.JsonDocument.Parse(answer.Output);
        var wait = json.RootElement.GetProperty("metrics").EnumerateArray().Single(m => m.GetProperty("metric").GetString() == "p_wait");
        // The same load of 8 erlang on 10 servers as case Q02.
        Assert.Equal(0.40918015079644353, wait.GetProperty("exact").GetDouble(), 12);
        Assert.InRange(wait.GetProperty("simulated").GetDouble(), 0.37, 0.45);
        Assert.True(wait.GetProperty("standard_error").GetDouble() > 0);
    }

    private static IQueueModel Model(string text)
    {
        var map = new SettingsMap(Yaml.ReadMap("queue", new StringReader(text)), "", new Reading());
        var model = QueueKinds.All.Build(map);
        map.Errors.ThrowIfAny();
        return model!;
    }

    private static IEnumerable<(string Metric, double Value)> Reference(string name)
    {
        var table = new CsvTable("queueing.csv", new StreamReader(Path.Combine(Shared.Repository, "tests", "CostSim.Tests", "Oracles", "capacity", "queueing.csv")));
        return [.. table.Rows().Where(r => r.Fields[0] == name).Select(r => (r.Fields[3].Replace(".0s", "s", StringComparison.Ordinal), double.Parse(r.Fields[4], CultureInfo.InvariantCulture)))];
    }
}
