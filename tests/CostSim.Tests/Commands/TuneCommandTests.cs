using System.Globalization;

namespace CostSim.Tests.Commands;

public sealed class TuneCommandTests : IDisposable
{
    // Six documents of forty sentences; the evidence of each question is one sentence, which its words find.
    private const string Scenario =
        """
        scenario: tuned
        start: 2027-01-01
        months: 1
        documents: [documents]
        questions: questions.jsonl
        prices: { as_of: 2026-11-01 }
        designs:
          # the whole document
          full: { model: openai/gpt-4o, context: whole-document, answer: 100 }
          rag:
            like: full
            context: { kind: top-chunks, k: 1, chunker: { kind: recursive, size: 32 }, retriever: bm25 }

          # something else
          last: { like: full, answer: 200 }
        traffic: { requests_per_day: 1_000 }
        quality: { at_least: 0.8 }
        simulation: { trials: 64, seed: 7 }
        """;

    private const string Grid = "{ kinds: [recursive], sizes: [32, 64], overlaps: [0], k: [1, 2, 4], retrievers: ['{ kind: bm25 }'], contexts: [top-chunks] }";

    private readonly string folder = Directory.CreateTempSubdirectory("costsim-tune-").FullName;

    public TuneCommandTests()
    {
        Directory.CreateDirectory(Path.Combine(folder, "documents"));
        var questions = new List<string>();
        for (var d = 0; d < 6; d++)
        {
            var sentences = Enumerable.Range(0, 40).Select(s => $"Clause {d}-{s} of the agreement covers item{d}x{s} and nothing else that matters here.").ToList();
            File.WriteAllText(Path.Combine(folder, "documents", $"d{d}.md"), string.Join("\n\n", sentences));
            for (var s = 0; s < 40; s += 10)
                questions.Add($$"""{"id": "q{{d}}-{{s}}", "question": "What covers item{{d}}x{{s}}?", "document": "d{{d}}.md", "references": ["{{sentences[s]}}"]}""");
        }

        File.WriteAllLines(Path.Combine(folder, "questions.jsonl"), questions);
        File.WriteAllText(Path.Combine(folder, "scenario.yaml"), Scenario);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_chosen_form_is_the_cheapest_of_those_that_reach_the_quality()
    {
        var answer = await Tune("--grid", Grid, "--format", "csv");

        Assert.Equal((0, ""), (answer.Exit, answer.Error));
        var rows = Rows(answer.Output);
        Assert.Equal(6, rows.Count);
        double Number(Dictionary<string, string> row, string column) => double.Parse(row[column], CultureInfo.InvariantCulture);
        var chosen = Assert.Single(rows, r => r["chosen"] == "yes");
        Assert.True(Number(chosen, "recall") >= 0.8, "the chosen form reaches the quality");
        Assert.All(rows.Where(r => r["quality"] == "met"), r => Assert.True(Number(r, "mean_month_with_people_usd") >= Number(chosen, "mean_month_with_people_usd") - 1e-9, "no form that meets it is cheaper"));
        Assert.Equal("yes", chosen["on_frontier"]);
        // On these questions, which differ in nothing but a number, the held out ones are found as often.
        Assert.InRange(Number(chosen, "recall_out_of_sample"), 0.8, 1);
    }

    [Fact]
    public async Task A_form_costs_and_finds_what_a_run_of_it_does()
    {
        await Tune("--grid", Grid, "--write");

        var run = await Cli.Run("run", folder, "--design", "rag-tuned", "--format", "csv", "-o", "-", "--store", "off", "-q");
        var form = Rows((await Tune("--grid", Grid, "--format", "csv")).Output).Single(r => r["chosen"] == "yes");
        var row = Rows(run.Output).Single();

        Assert.Equal(form["recall"], row["recall"]);
        Assert.Equal(double.Parse(form["mean_month_usd"], CultureInfo.InvariantCulture), double.Parse(row["total_mean_usd"], CultureInfo.InvariantCulture), 6);
    }

    [Fact]
    public async Task Written_into_the_scenario_every_other_line_stays()
    {
        var answer = await Tune("--grid", Grid, "--write");

        Assert.Equal(0, answer.Exit);
        var lines = File.ReadAllLines(Path.Combine(folder, "scenario.yaml"));
        var added = lines.Except(Scenario.Split('\n')).ToList();
        Assert.Equal(["  rag-tuned:", "    like: rag"], lines.SkipWhile(l => !l.StartsWith("  rag-tuned", StringComparison.Ordinal)).Take(2));
        Assert.Equal(Scenario.Split('\n').Length + 3, lines.Length);
        Assert.Equal(Scenario.Split('\n'), lines.Where(l => !added.Contains(l)));
        Assert.Contains("'rag-tuned' exists already", (await Tune("--grid", Grid, "--write")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Table_chart_and_yaml_are_files()
    {
        var output = Path.Combine(folder, "out");
        var answer = await Cli.Run("tune", folder, "--grid", Grid, "-o", output, "--store", "off", "-q");

        Assert.Equal((0, ""), (answer.Exit, answer.Error));
        Assert.Contains("The cheapest form that reaches it is", answer.Output, StringComparison.Ordinal);
        Assert.Contains("cross-validation", answer.Output, StringComparison.Ordinal);
        Assert.Equal(7, File.ReadAllLines(Path.Combine(output, "tune.csv")).Length);
        Assert.StartsWith("rag-tuned:\n  like: rag\n  context: {", File.ReadAllText(Path.Combine(output, "tune.yaml")), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(output, "charts", "tune-frontier.svg")), "the chart is there");
    }

    [Fact]
    public async Task The_same_bytes_on_one_thread_and_on_two() =>
        Assert.Equal((await Tune("--grid", Grid, "--format", "csv", "--threads", "1")).Output, (await Tune("--grid", Grid, "--format", "csv", "--threads", "2")).Output);

    [Theory]
    [InlineData("{ kinds: [recursive], sizes: [64], overlaps: [0], k: [2], retrievers: ['{ kind: bm25 }'], contexts: [top-chunks] }", "the grid has one form, which leaves nothing to choose")]
    [InlineData("{ kinds: [words] }", "kinds: 'words' is not known")]
    [InlineData("{ sizes: [0] }", "sizes: must be whole numbers of tokens")]
    [InlineData("{ overlaps: [1.5] }", "overlaps: must be shares of the size")]
    [InlineData("{ size: [64] }", "unknown key 'size'; did you mean 'sizes'?")]
    [InlineData("[64]", "must be keys and values")]
    public async Task A_grid_that_says_nothing_is_refused(string grid, string error)
    {
        var answer = await Tune("--grid", grid);

        Assert.Equal(1, answer.Exit);
        Assert.Contains(error, answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("questions: questions.jsonl\n", "", "tune needs questions with the excerpts that answer them")]
    [InlineData("quality: { at_least: 0.8 }\n", "", "tune needs a recall to reach; say '--at-least 90%'")]
    [InlineData("context: { kind: top-chunks, k: 1, chunker: { kind: recursive, size: 32 }, retriever: bm25 }", "context: map-reduce", "no design is one call with retrieved chunks")]
    public async Task What_cannot_be_tuned_is_said_with_the_remedy(string part, string without, string error)
    {
        File.WriteAllText(Path.Combine(folder, "scenario.yaml"), Scenario.ReplaceLineEndings("\n").Replace(part, without, StringComparison.Ordinal));

        var answer = await Tune();

        Assert.Equal(1, answer.Exit);
        Assert.Contains(error, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_form_reaches_the_quality_the_nearest_is_shown_and_nothing_written()
    {
        var before = File.ReadAllText(Path.Combine(folder, "scenario.yaml"));
        var answer = await Tune("--grid", "{ kinds: [recursive], sizes: [8], overlaps: [0], k: [1, 2], retrievers: ['{ kind: bm25 }'], contexts: [top-chunks] }", "--at-least", "99%", "--write");

        Assert.Equal(1, answer.Exit);
        Assert.Contains("No form reaches it.", answer.Output, StringComparison.Ordinal);
        Assert.Contains("no form reaches the quality, and nothing is written", answer.Error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(Path.Combine(folder, "scenario.yaml")));
    }

    [Fact]
    public async Task A_run_says_in_one_line_what_would_mend_a_design_that_fails()
    {
        // Each question now has its evidence in two clauses, of which one chunk holds one.
        File.WriteAllLines(Path.Combine(folder, "questions.jsonl"), Enumerable.Range(0, 6).SelectMany(d => Enumerable.Range(0, 10).Select(s =>
            $$"""{"id": "q{{d}}-{{s}}", "question": "What covers item{{d}}x{{s}} and item{{d}}x{{s + 20}}?", "document": "d{{d}}.md", "references": ["covers item{{d}}x{{s}} and", "covers item{{d}}x{{s + 20}} and"]}""")));
        var answer = await Cli.Run("run", folder, "-o", "-", "--store", "off", "-q");

        Assert.Matches(@"rag retrieves 0\.\d\d of the evidence; with k: \d+ it would retrieve (0\.[89]\d|1\.00)", answer.Output.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal).Replace("   ", " ", StringComparison.Ordinal));
    }

    private Task<Cli.Answer> Tune(params string[] more) => Cli.Run(["tune", folder, "-o", "-", "--store", "off", "-q", .. more]);

    private static List<Dictionary<string, string>> Rows(string csv)
    {
        var table = new CostSim.Files.CsvTable("tune.csv", new StringReader(csv));
        return [.. table.Rows().Select(r => table.Columns.Select((c, i) => (c, r.Fields[i])).ToDictionary(f => f.c, f => f.Item2))];
    }
}
