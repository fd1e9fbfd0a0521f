using System.Text.Json;
using CostSim.Scenarios;

namespace CostSim.Tests.Commands;

public sealed class InitCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("costsim-init-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task What_init_writes_runs_at_once_and_measures_recall()
    {
        var written = await Cli.Run("init", folder);
        var answer = await Cli.Run("run", folder, "--trials", "64", "--format", "json", "-o", "-", "--store", "off");

        Assert.Equal((0, 0), (written.Exit, answer.Exit));
        using var forecast = JsonDocument.Parse(answer.Output);
        // All 12 questions are measured: whole documents hold every excerpt.
        var recall = forecast.RootElement.GetProperty("designs")[0].GetProperty("recall");
        Assert.Equal((1.0, 12), (recall.GetProperty("mean").GetDouble(), recall.GetProperty("questions").GetInt32()));
        Assert.StartsWith("# yaml-language-server: $schema=costsim.schema.json\n", await File.ReadAllTextAsync(Path.Combine(folder, "scenario.yaml")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Own_documents_get_drafts_that_are_in_the_documents_and_count_for_nothing_until_written()
    {
        var own = Path.Combine(Shared.Repository, "scenarios", "contract-qa", "documents");
        await Cli.Run("init", folder, "--documents", own, "--store", "off");
        var path = Path.Combine(folder, "questions.jsonl");
        var drafts = await File.ReadAllLinesAsync(path);

        Assert.Equal(40, drafts.Length);
        // Drawn across the folders of the documents, not from the first alone.
        Assert.True(drafts.Select(d => JsonDocument.Parse(d).RootElement.GetProperty("document").GetString()!.Split('/')[0]).Distinct().Count() >= 4);

        var unwritten = await Cli.Run("run", folder, "--trials", "64", "-v", "--design", "full-context", "--design", "rag", "-o", "-", "--store", "off");
        Assert.Contains("! 40 drafted questions are not written yet and count for nothing", unwritten.Output, StringComparison.Ordinal);
        Assert.Contains("\nCheapest", unwritten.Output, StringComparison.Ordinal);
        Assert.Contains("\nNot \"build\", because quality is not measured", unwritten.Output, StringComparison.Ordinal);

        // Once written, an excerpt is found where it was drawn.
        await File.WriteAllLinesAsync(path, drafts.Select((d, i) => i < 30 ? d.Replace("\"question\":\"\"", $"\"question\":\"What about {i}?\"", StringComparison.Ordinal) : d));
        var run = await Cli.Run("run", folder, "--trials", "64", "--design", "rag", "--format", "json", "-o", "-", "--store", "off");
        Assert.Equal(0, run.Exit);
        Assert.Contains("\"questions\": 30", run.Output, StringComparison.Ordinal);
        Assert.Contains("10 drafted questions are not written yet", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_written_over()
    {
        var path = Path.Combine(folder, "questions.jsonl");
        await File.WriteAllTextAsync(path, "mine");

        var answer = await Cli.Run("init", folder);

        Assert.Equal(1, answer.Exit);
        Assert.Contains("questions.jsonl: error: exists already, and nothing is written over; name another folder, or move it away", answer.Error, StringComparison.Ordinal);
        Assert.Equal(["questions.jsonl"], Directory.GetFileSystemEntries(folder).Select(Path.GetFileName));
        Assert.Equal("mine", await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task Documents_that_are_not_there_are_an_error_and_nothing_is_written()
    {
        var answer = await Cli.Run("init", folder, "--documents", Path.Combine(folder, "nowhere"));

        Assert.Equal(1, answer.Exit);
        Assert.Contains("nowhere", answer.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public async Task Files_that_cannot_be_read_are_named_and_left_out_so_that_the_scenario_runs_at_once()
    {
        var own = Directory.CreateDirectory(Path.Combine(folder, "my docs")).FullName;
        await File.WriteAllTextAsync(Path.Combine(own, "terms & <b>fees.md"), "The fee is 5 ringgit a month for each seat. It is payable in advance.\n");
        await File.WriteAllTextAsync(Path.Combine(own, "empty.txt"), "");
        await File.WriteAllBytesAsync(Path.Combine(own, "noise.txt"), [1, 0, 2, 0, 3]);
        var target = Path.Combine(folder, "mine");

        var written = await Cli.Run("init", target, "--documents", own, "--store", "off");
        var answer = await Cli.Run("run", target, "--trials", "64", "-o", "-", "--store", "off");

        Assert.Equal((0, 0, ""), (written.Exit, answer.Exit, answer.Error));
        Assert.Contains("2 files cannot be read and will be left out", written.Output, StringComparison.Ordinal);
        Assert.Contains("- empty.txt: is empty", written.Output, StringComparison.Ordinal);
        Assert.Contains("- noise.txt: ", written.Output, StringComparison.Ordinal);
        Assert.All(written.Output.Split('\n').Where(l => !l.Contains(folder, StringComparison.Ordinal)), line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public void A_path_that_yaml_would_misread_is_quoted() =>
        Assert.Contains("documents: ['../my: docs']", Starter.For("../my: docs", "", skips: false).Single(f => f.Path == "scenario.yaml").Text, StringComparison.Ordinal);
}
