using System.Globalization;
using System.Text.Json;
using CostSim.Files;

namespace CostSim.Tests.Answers;

public sealed class SweepTests
{
    private static readonly string[] Vary = ["--vary", "traffic.requests_per_day=100,2000", "--vary", "designs.rag.context.k=1,2"];

    private static List<Dictionary<string, string>> Rows(string csv)
    {
        var table = new CsvTable("sweep.csv", new StringReader(csv));
        return [.. table.Rows().Select(r => table.Columns.Zip(r.Fields).ToDictionary(f => f.First, f => f.Second))];
    }

    [Fact]
    public async Task A_row_is_what_a_run_of_that_design_with_those_values_says()
    {
        using var scenario = new SmallScenario();
        await scenario.Run(Vary);
        var swept = Rows(scenario.Result("sweep.csv")).Single(r => r["traffic.requests_per_day"] == "2000" && r["designs.rag.context.k"] == "2" && r["design"] == "rag");

        await scenario.Run("--set", "traffic.requests_per_day=2000", "--set", "designs.rag.context.k=2", "--design", "rag");

        var run = Rows(scenario.Result("designs.csv")).Single();
        Assert.All(run.Where(c => c.Key is not ("advice" or "regret_usd")), c => Assert.Equal(c.Value, swept[c.Key]));
    }

    [Fact]
    public async Task A_sweep_writes_a_row_for_each_point_and_design_a_json_and_charts()
    {
        using var scenario = new SmallScenario();

        // Two values that both move the cost of one design make a heat map.
        var answer = await scenario.Run("--vary", "traffic.requests_per_day=100,2000", "--vary", "designs.rag.context.chunker.size=20,40");

        Assert.Equal((0, ""), (answer.Exit, answer.Error));
        var rows = Rows(scenario.Result("sweep.csv"));
        Assert.Equal(8, rows.Count);
        Assert.Equal(4, rows.Select(r => r["point"]).Distinct().Count());
        Assert.All(rows.GroupBy(r => r["point"]), point => Assert.Single(point, r => r["advice"].Length > 0));
        Assert.Equal(8, JsonDocument.Parse(scenario.Result("sweep.json")).RootElement.GetProperty("rows").GetArrayLength());
        Assert.Equal(["sweep-frontier.svg", "sweep-heat-map.svg", "sweep-line.svg", "sweep-tornado.svg"], Directory.GetFiles(Path.Combine(scenario.Out, "charts"), "*.svg").Select(f => Path.GetFileName(f)).Order());
        Assert.False(File.Exists(Path.Combine(scenario.Out, "sweep.journal")));
        Assert.All(answer.Output.Split('\n').Where(l => !l.StartsWith("Sweep: ", StringComparison.Ordinal)), line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public async Task Shards_on_any_number_of_threads_merge_to_the_bytes_of_one_run()
    {
        using var scenario = new SmallScenario();
        await scenario.Run([.. Vary, "--threads", "2"]);
        var shards = Enumerable.Range(1, 3).Select(i => Path.Combine(scenario.Folder, $"s{i}")).ToList();
        for (var i = 0; i < 3; i++)
            Assert.Equal(0, (await Cli.Run(["run", scenario.Folder, "--store", "off", .. Vary, "--shard", $"{i + 1}/3", "-o", shards[i], "--threads", "1"])).Exit);
        var merged = Path.Combine(scenario.Folder, "merged");

        var answer = await Cli.Run(["merge", shards[2], shards[0], shards[1], "-o", merged]);

        Assert.Equal(0, answer.Exit);
        foreach (var file in Directory.GetFiles(scenario.Out, "*", SearchOption.AllDirectories))
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(merged, Path.GetRelativePath(scenario.Out, file))));
    }

    [Fact]
    public async Task Merge_names_every_shard_that_is_missing_foreign_or_torn()
    {
        using var scenario = new SmallScenario();
        var folder = Path.Combine(scenario.Folder, "shards");
        Task<Cli.Answer> Shard(string shard, string seed = "7") => Cli.Run(["run", scenario.Folder, "--store", "off", .. Vary, "--seed", seed, "--shard", shard, "-o", folder]);
        await Shard("1/4");
        await Shard("2/4");
        await Shard("3/4", seed: "8");

        var foreign = await Cli.Run(["merge", folder, "-o", scenario.Out]);
        File.Delete(Path.Combine(folder, "shard-3-of-4.sweep"));
        var missing = await Cli.Run(["merge", folder, "-o", scenario.Out]);
        var torn = Path.Combine(folder, "shard-2-of-4.sweep");
        File.WriteAllBytes(torn, File.ReadAllBytes(torn)[..^9]);
        var damaged = await Cli.Run(["merge", folder, "-o", scenario.Out]);

        Assert.Equal((1, 1, 1), (foreign.Exit, missing.Exit, damaged.Exit));
        Assert.Contains("shard-3-of-4.sweep: error: is foreign: it has seed 8, not 7", foreign.Error, StringComparison.Ordinal);
        Assert.Contains("missing are shards 3, 4 of 4; run each with --shard 3/4", missing.Error, StringComparison.Ordinal);
        Assert.Contains("shard-2-of-4.sweep: error: is damaged", damaged.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(scenario.Out));
    }

    [Fact]
    public async Task A_failed_point_is_a_row_with_its_error_and_the_exit_code_says_so()
    {
        using var scenario = new SmallScenario();

        var answer = await scenario.Run("--vary", "designs.rag.context.k=0,1", "--design", "rag");

        Assert.Equal(1, answer.Exit);
        var rows = Rows(scenario.Result("sweep.csv"));
        // The apostrophe keeps a spreadsheet from taking the text for a formula.
        Assert.Equal(["'--vary designs.rag.context.k=0: k: must be at least 1, but is 0", ""], rows.Select(r => r["error"]));
        Assert.Equal(["", "rag"], rows.Select(r => r["design"]));
        Assert.Contains("1 point failed and has its error in the table", answer.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("traffic.request_per_day=1,2", "did you mean 'requests_per_day'?")]
    [InlineData("designs.rga.context.k=1,2", "'rga' is not a design; did you mean 'rag'?")]
    [InlineData("traffic.requests_per_day=1..1_000_000_000:1", "makes 1,000,000,000 points, more than the 100,000 of --points-limit")]
    [InlineData("traffic.requests_per_day=9..1:1", "is an empty range")]
    [InlineData("currency=USD,MYR", "the currency cannot be varied")]
    public async Task A_sweep_that_cannot_be_is_refused_before_it_starts(string vary, string rule)
    {
        using var scenario = new SmallScenario();

        var answer = await scenario.Run("--vary", vary);

        Assert.Equal(1, answer.Exit);
        Assert.Contains(rule, answer.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(scenario.Out));
    }

    [Theory]
    [InlineData("--resume", "about a sweep")]
    [InlineData("--shard", "1/2", "--until", "1%", "shards need a fixed count")]
    [InlineData("--sample", "5", "ranges of --vary")]
    [InlineData("--vary", "a=1", "--shard", "3/2", "from 1 to 2")]
    [InlineData("--vary", "a=1", "--shard", "auto/2", "found no index")]
    [InlineData("--vary", "a=1", "--table", "drivers", "the tables sweep and months")]
    [InlineData("--vary", "a=1", "--format", "html", "no page of its own")]
    public async Task Options_that_do_not_go_together_are_wrong_usage(params string[] line)
    {
        using var scenario = new SmallScenario();

        var answer = await scenario.Run(line[..^1]);

        Assert.Equal(2, answer.Exit);
        Assert.Contains(line[^1], answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listed_points_are_read_from_a_file_and_doubles_are_named_by_line()
    {
        using var scenario = new SmallScenario();
        scenario.Write("points.csv", "traffic.requests_per_day,designs.rag.context.k\n100,1\n200,2\n100.0,1\n");
        var refused = await scenario.Run("--points", Path.Combine(scenario.Folder, "points.csv"));
        scenario.Write("ragged.csv", "traffic.requests_per_day,designs.rag.context.k\n100\n200,2,3\n300,\n");
        var ragged = await scenario.Run("--points", Path.Combine(scenario.Folder, "ragged.csv"));
        scenario.Write("points.csv", "traffic.requests_per_day,designs.rag.context.k\n100,1\n200,2\n");

        var answer = await scenario.Run("--points", Path.Combine(scenario.Folder, "points.csv"), "--design", "rag");

        Assert.Contains("points.csv:4: error: is the same point as line 2; keep it once", refused.Error, StringComparison.Ordinal);
        // All in one run.
        Assert.Equal(3, ragged.Error.TrimEnd().Split('\n').Length);
        foreach (var error in (string[])["ragged.csv:2: error: has 1 field, but the header names 2 columns", "ragged.csv:3: error: has 3 fields", "ragged.csv:4: error: has an empty value"])
            Assert.Contains(error, ragged.Error, StringComparison.Ordinal);
        Assert.Equal(0, answer.Exit);
        Assert.Equal(["100 1", "200 2"], Rows(scenario.Result("sweep.csv")).Select(r => $"{r["traffic.requests_per_day"]} {r["designs.rag.context.k"]}"));
    }

    [Fact]
    public async Task Rows_by_month_stream_to_standard_output_without_files()
    {
        using var scenario = new SmallScenario();

        var answer = await Cli.Run(["run", scenario.Folder, "--store", "off", .. Vary, "--design", "rag", "--table", "months", "--format", "csv", "-o", "-"]);

        var rows = Rows(answer.Output);
        Assert.Equal(["2027-01", "2027-02"], rows.Select(r => r["month"]).Distinct());
        Assert.Equal(8, rows.Count);
        Assert.Equal(0, answer.Exit);
    }

    [Fact]
    public async Task The_id_of_a_point_joins_two_sweeps()
    {
        using var scenario = new SmallScenario();
        var first = Rows((await Cli.Run("run", scenario.Folder, "--store", "off", "--design", "full", "--vary", "traffic.requests_per_day=100,2000", "--format", "csv", "-o", "-")).Output);

        var second = Rows((await Cli.Run("run", scenario.Folder, "--store", "off", "--design", "full", "--vary", "traffic.requests_per_day=2_000,300", "--format", "csv", "-o", "-")).Output);

        Assert.Equal(first[1]["point"], second[0]["point"]);
        Assert.Equal(first[1]["month_p50_usd"], second[0]["month_p50_usd"]);
        Assert.Equal(2_000, double.Parse(second[0]["traffic.requests_per_day"], CultureInfo.InvariantCulture));
    }
}
