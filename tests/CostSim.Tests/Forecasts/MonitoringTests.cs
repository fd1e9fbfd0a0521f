using System.Diagnostics;
using System.Text.Json;
using CostSim.Files;
using CostSim.Forecasts;

namespace CostSim.Tests.Forecasts;

/// <summary>The rules and the dashboard that a run writes for the monitors of a running service.</summary>
public sealed class MonitoringTests
{
    // 1,000 requests of 1,000 and 100 tokens a day: exactly so many, at $2.50 and $10 a million $3.50 a day.
    private const string Scenario = """
        scenario: watched
        start: 2027-01-01
        months: 2
        requests: { input: 1_000, output: 100 }
        traffic: { requests_per_day: 1_000, counts: fixed }
        designs: { base: { model: openai/gpt-4o } }
        prices: { as_of: 2026-11-01 }
        simulation: { trials: 64 }
        """;

    private static Forecast Forecast => Simulation.RunYaml(Scenario);

    [Fact]
    public void The_levels_are_those_of_the_forecast_in_each_month()
    {
        var forecast = Forecast;
        var levels = MonitorLevel.Of(new DayOutlook(forecast, forecast.Designs[0])).ToDictionary(l => l.Name);

        Assert.All(levels["requests_per_day_mean"].ByMonth, v => Assert.Equal(1_000, v, 1e-6));
        Assert.All(levels["cost_per_day_mean"].ByMonth, v => Assert.Equal(3.5, v, 1e-6));
        // A day's tokens move by 13 % in the usual case: 2.33 deviations are about a third.
        Assert.All(levels["tokens_per_request_p99"].ByMonth, v => Assert.InRange(v, 1_100 * 1.3, 1_100 * 1.45));
        Assert.Equal("(vector(1000) and on() (year() == 2027 and on() month() == 1)) or (vector(1000) and on() (year() == 2027 and on() month() == 2))", levels["requests_per_day_mean"].Expression(forecast));
    }

    [Fact]
    public async Task A_run_writes_rules_and_a_dashboard_that_reads_what_they_record()
    {
        using var scenario = new SmallScenario(Scenario);
        Assert.Equal(0, (await scenario.Run()).Exit);
        var rules = CostSim.Files.Yaml.ReadMap("alerts.yaml", new StringReader(scenario.Result("alerts.yaml")));
        using var dashboard = JsonDocument.Parse(scenario.Result("dashboard.json"));

        var group = (MapNode)((ListNode)rules.Find("groups")!).Items.Single();
        var entries = ((ListNode)group.Find("rules")!).Items.Cast<MapNode>().ToList();
        var recorded = entries.Select(e => (e.Find("record") as ScalarNode)?.Value).OfType<string>().ToHashSet();
        Assert.Equal(4, entries.Count(e => e.Find("alert") is not null));
        var read = dashboard.RootElement.GetProperty("panels").EnumerateArray().SelectMany(p =>
            p.GetProperty("targets").EnumerateArray()).Select(t => t.GetProperty("expr").GetString()!.Split('{')[0]).ToList();
        Assert.Equal(10, read.Count);
        Assert.All(read, series => Assert.Contains(series, recorded));
    }

    [PromtoolFact]
    public async Task Prometheus_itself_fires_the_alerts_of_a_day_of_twice_the_requests()
    {
        var promtool = PromtoolFactAttribute.Program!;
        using var scenario = new SmallScenario(Scenario);
        Assert.Equal(0, (await scenario.Run()).Exit);
        // Time begins in 1970 for promtool, so that the months of the forecast are moved there.
        scenario.Write("out/alerts.yaml",
            scenario.Result("alerts.yaml").Replace("year() == 2027", "year() == 1970", StringComparison.Ordinal));
        // Twice 1,000 requests a day for two days: 2,000 / 1,440 a minute; tokens as forecast a request.
        const double minute = 2_000 / 1_440.0;
        scenario.Write("out/test.yaml", FormattableString.Invariant($$"""
            rule_files: [alerts.yaml]
            evaluation_interval: 5m
            tests:
              - interval: 1m
                input_series:
                  - { series: 'gen_ai_client_operation_duration_seconds_count', values: '0+{{minute}}x2880' }
                  - { series: 'gen_ai_client_token_usage_sum{gen_ai_token_type="input"}', values: '0+{{minute * 1_000}}x2880' }
                  - { series: 'gen_ai_client_token_usage_sum{gen_ai_token_type="output"}', values: '0+{{minute * 100}}x2880' }
                promql_expr_test:
                  - { expr: 'round(costsim:requests:1d)', eval_time: 2d, exp_samples: [{ labels: '{scenario="watched", design="base"}', value: 2000 }] }
                  - { expr: 'round(costsim:cost:1d, 0.01)', eval_time: 2d, exp_samples: [{ labels: '{scenario="watched", design="base"}', value: 7 }] }
                  - { expr: 'count(ALERTS{alertname="CostSimRequestsAboveForecast", alertstate="firing"})', eval_time: 2d, exp_samples: [{ labels: '{}', value: 1 }] }
                  - { expr: 'count(ALERTS{alertname="CostSimCostAboveForecast", alertstate="firing"})', eval_time: 2d, exp_samples: [{ labels: '{}', value: 1 }] }
                  - { expr: 'count(ALERTS{alertname="CostSimTokensPerRequestAboveForecast", alertstate="firing"})', eval_time: 2d, exp_samples: [] }
            """));

        Assert.Equal((0, ""), Run(promtool, scenario.Out, "check", "rules", "alerts.yaml"));
        Assert.Equal((0, ""), Run(promtool, scenario.Out, "test", "rules", "test.yaml"));
    }

    private static (int Exit, string Said) Run(string program, string folder, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        })!;
        var said = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, process.ExitCode == 0 ? "" : said);
    }
}
