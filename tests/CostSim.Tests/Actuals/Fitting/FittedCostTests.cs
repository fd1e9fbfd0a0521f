using System.Globalization;
using System.Text.Json;

namespace CostSim.Tests.Actuals;

/// <summary>A fitted scenario must cost as much for each request as the log that it was fitted to.</summary>
public sealed class FittedCostTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("costsim-fitted-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    // 66,360 read at 0.50, 32,435 written at 6.25, 10 fresh at 5 and 5,120 out at 25 dollars a million.
    [InlineData("litellm_11364_direct.jsonl", 0.36395)]
    // Of 10,000 in, 1,000 read and 8,000 written; 500 out.
    [InlineData("otel_cache_write_official.jsonl", 0.005 + 0.0005 + 0.05 + 0.0125)]
    // 20,000 read, 2,000 written for an hour at 10, 6 fresh, 400 out.
    [InlineData("claude_code_session.jsonl.gz", 0.01 + 0.02 + 0.00003 + 0.01)]
    // 10,000 in at 2.50 and 1,000 out at 10, nine in ten of them in batches at half the price.
    [InlineData("openai_usage_group_by_batch.json", 0.035 * ((0.9 * 0.5) + 0.1))]
    public async Task A_fitted_request_costs_what_a_logged_one_did(string log, double expected)
    {
        var cost = await CostOfRequest(CaseFiles.Path("logs", log));

        Assert.InRange(cost, expected * 0.995, expected * 1.005);
    }

    [Fact]
    public async Task A_fitted_agent_costs_what_the_logged_one_did_with_its_cache()
    {
        // Runs of 1 to 5 calls; each call reads what the one before sent, in steps of 128 tokens, and the first one in two of three reads 2,304.
        var (lines, cost, runs) = (new List<string>(), 0.0, 0);
        for (var day = 2; day < 23; day++)
        {
            for (var run = 0; run < 20; run++)
            {
                var (context, sent) = (2_450 + (run * 13 % 300), run % 3 == 0 ? 0 : 2_304);
                for (var call = 0; call <= run % 5; call++)
                {
                    var (cached, output) = (Math.Min(context, sent / 128 * 128), 90 + (((run * 7) + (call * 31)) % 120));
                    cost += ((context - cached) * 2.5e-6) + (cached * 1.25e-6) + (output * 1e-5);
                    lines.Add(FormattableString.Invariant($"2026-11-{day:00}T{run % 20:00}:{call:00}:00Z,gpt-4o,{context},{cached},{output},t{day}-{run}"));
                    (sent, context) = (context, context + output + 200 + (run * 37 % 500));
                }

                runs++;
            }
        }

        var log = Path.Combine(folder, "agent.csv");
        await File.WriteAllTextAsync(log, "time,model,input_tokens,cached_tokens,output_tokens,trace_id\n" + string.Join('\n', lines) + "\n");
        var fitted = await CostOfRequest(log);

        Assert.InRange(fitted, cost / runs * 0.995, cost / runs * 1.005);
    }

    [Fact]
    public async Task The_shares_of_teams_are_told_apart()
    {
        var log = Path.Combine(folder, "teams.csv");
        await File.WriteAllTextAsync(log, "date,model,requests,input_tokens,output_tokens,team\n" + string.Concat(Enumerable.Range(1, 14)
            .Select(d => FormattableString.Invariant($"2026-11-{d:00},gpt-4o,75,75000,7500,search\n2026-11-{d:00},gpt-4o,25,125000,12500,\n"))));
        var fit = await Cli.Run("fit", log, "--by", "team", "--format", "json", "-q");
        using var json = JsonDocument.Parse(fit.Output);

        // 75 of 100 requests; 82,500 of 220,000 tokens.
        Assert.Equal([("(none)", 0.25, 0.625), ("search", 0.75, 0.375)], json.RootElement.GetProperty("groups").EnumerateArray()
            .Select(g => (g.GetProperty("by").GetProperty("team").GetString()!, g.GetProperty("share_of_requests").GetDouble(),
                g.GetProperty("share_of_tokens").GetDouble())));
        Assert.Contains("# by team search: 75 % of the requests", (await Cli.Run("fit", log, "--by", "team", "-q")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_that_share_a_trace_are_one_request_of_an_agent()
    {
        var log = Path.Combine(Shared.Repository, "scenarios", "agent-from-traces", "traces.jsonl.gz");
        var fit = await Cli.Run("fit", log, "--format", "json", "-q");
        using var json = JsonDocument.Parse(fit.Output);
        var runs = json.RootElement.GetProperty("runs");

        // Of the file's making: 313 runs of 1,194 calls, with 1,059 tools between the 881 steps.
        Assert.Equal((313, 1_194), (runs.GetProperty("runs").GetInt32(), runs.GetProperty("calls").GetInt32()));
        Assert.Equal(313, json.RootElement.GetProperty("requests").GetDouble(), 1e-9);
        Assert.Equal(1_059.0 / 881, runs.GetProperty("tools_per_step").GetDouble(), 1e-9);
    }

    [Fact]
    public async Task An_agents_tokens_are_those_of_the_log()
    {
        var log = Path.Combine(Shared.Repository, "scenarios", "agent-from-traces", "traces.jsonl.gz");
        var scenario = Path.Combine(folder, "agent.yaml");
        var fit = await Cli.Run("fit", log, "-o", scenario, "-q");
        Assert.True(fit.Exit == 0, fit.Error);
        var run = await Cli.Run("run", scenario, "-o", Path.Combine(folder, "out"), "-q");
        Assert.True(run.Exit == 0, run.Error);

        // 5,315,625 tokens in and 164,287 out over 313 runs.
        var line = (await File.ReadAllLinesAsync(Path.Combine(folder, "out", "designs.csv"))).Take(2).Select(l => l.Split(',')).ToList();
        double Value(string column) => double.Parse(line[1][Array.IndexOf(line[0], column)], CultureInfo.InvariantCulture);
        Assert.InRange(Value("mean_tokens"), 17_508 * 0.99, 17_508 * 1.01);
    }

    [Fact]
    public async Task Spans_of_one_parent_are_one_request_without_a_trace()
    {
        var fit = await Cli.Run("fit", CaseFiles.Path("logs", "otel_parent.jsonl"), "--format", "json", "-q");
        using var json = JsonDocument.Parse(fit.Output);

        // 140 requests of 2 calls.
        Assert.Equal((140.0, 2.0), (json.RootElement.GetProperty("requests").GetDouble(),
            json.RootElement.GetProperty("runs").GetProperty("calls_per_run").GetDouble()));
    }

    [Fact]
    public async Task Anthropics_tokens_are_priced_at_the_hour_and_searches_beside_them()
    {
        var scenario = CaseFiles.Path("logs", "track_anth.yaml");
        var run = await Cli.Run("run", scenario, "-o", Path.Combine(folder, "out"), "-q");
        Assert.True(run.Exit == 0, run.Error);
        var track = await Cli.Run("track", CaseFiles.Path("logs", "anthropic_usage_1h_standard.json"), "--against",
            Path.Combine(folder, "out"), "--format", "json", "-q");
        using var json = JsonDocument.Parse(track.Output);

        // A day: 0.30 + 0.15 + 6.00 for an hour + 0.75 out, and 100 searches for a dollar; 14 days.
        Assert.Equal(100.80 + 14, json.RootElement.GetProperty("actual").GetDouble(), 0.01);
    }

    [Fact]
    public async Task Sums_of_a_day_are_priced_at_the_lowest_tier_and_it_is_said()
    {
        var scenario = Path.Combine(folder, "gemini.yaml");
        await File.WriteAllTextAsync(scenario, "start: 2026-11-01\nmonths: 1\nrequests: { input: 5_000, output: 400 }\ntraffic: { requests_per_day: 1_000, counts: fixed }\nprices: { as_of: 2026-11-22 }\ndesigns: { d: { model: google/gemini-2.5-pro } }\n");
        await Cli.Run("run", scenario, "-o", Path.Combine(folder, "out"), "-q");
        var track = await Cli.Run("track", CaseFiles.Path("logs", "daily_totals_gemini.csv"), "--against",
            Path.Combine(folder, "out"), "--format", "json", "-q");
        using var json = JsonDocument.Parse(track.Output);

        // 5 million in at 1.25 and 400,000 out at 10: $10.25 on each of 14 days.
        Assert.Equal(14 * 10.25, json.RootElement.GetProperty("actual").GetDouble(), 0.01);
    }

    private async Task<double> CostOfRequest(string log)
    {
        var scenario = Path.Combine(folder, "fitted.yaml");
        var fit = await Cli.Run("fit", log, "-o", scenario, "-q");
        Assert.True(fit.Exit == 0, fit.Error);
        var run = await Cli.Run("run", scenario, "--format", "json", "-o", Path.Combine(folder, "out"), "-q");
        Assert.True(run.Exit == 0, run.Error);
        using var json = JsonDocument.Parse(run.Output);
        return json.RootElement.GetProperty("designs")[0].GetProperty("per_request").GetProperty("cost").GetDouble();
    }
}
