using CostSim.Answers;
using CostSim.Files;
using CostSim.Forecasts;

namespace CostSim.Tests.Answers;

public sealed class OutputFolderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("costsim-").FullName;

    private string Target => Path.Combine(folder, "out");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Results_appear_only_when_they_are_moved_into_place()
    {
        using var output = new OutputFolder(Target);
        output.Write("designs.csv", "a\n");
        Assert.False(Directory.Exists(Target));

        output.MoveIntoPlace();

        Assert.Equal("a\n", File.ReadAllText(Path.Combine(Target, "designs.csv")));
    }

    [Fact]
    public void A_file_is_no_place_for_results()
    {
        File.WriteAllText(Target, "mine");

        Assert.Contains("is a file, and results need a folder; name one with -o", Assert.Throws<IOException>(() => new OutputFolder(Target)).Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Target));
    }

    [Fact]
    public void A_run_that_stops_half_way_leaves_the_old_results_and_nothing_else()
    {
        Run(("designs.csv", "old"));

        using (var output = new OutputFolder(Target))
            output.Write("designs.csv", "new");

        Assert.Equal("old", File.ReadAllText(Path.Combine(Target, "designs.csv")));
        Assert.Equal([Target], Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void What_an_earlier_run_wrote_goes_and_what_a_person_put_there_stays()
    {
        Run(("charts/old.svg", "old"), ("designs.csv", "old"));
        File.WriteAllText(Path.Combine(Target, "charts", "old.png"), "drawn from old.svg");
        File.WriteAllText(Path.Combine(Target, "notes.txt"), "mine");
        File.WriteAllText(Path.Combine(Target, "charts", "architecture.svg"), "mine");

        Run(("charts/fan.svg", "<svg/>"), ("designs.csv", "new"));

        Assert.Equal("mine", File.ReadAllText(Path.Combine(Target, "notes.txt")));
        Assert.Equal("new", File.ReadAllText(Path.Combine(Target, "designs.csv")));
        Assert.Equal(["architecture.svg", "fan.svg"], Directory.GetFiles(Path.Combine(Target, "charts")).Select(f => Path.GetFileName(f)).Order());
    }

    [Fact]
    public void Results_that_are_alone_in_their_folder_are_exchanged_with_the_new_ones_and_nothing_is_left()
    {
        Run(("charts/old.svg", "old"), ("designs.csv", "old"));

        Run(("designs.csv", "new"), ("months.csv", "new"));

        Assert.Equal([".costsim-files", "designs.csv", "months.csv"], Directory.GetFileSystemEntries(Target).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        Assert.Equal([Target], Directory.GetFileSystemEntries(folder));
    }

    [Theory]
    [InlineData("report.html")]
    [InlineData("designs.csv")]
    public void A_file_that_no_run_wrote_is_not_replaced(string name)
    {
        Directory.CreateDirectory(Target);
        File.WriteAllText(Path.Combine(Target, name), "mine");

        Assert.Contains($"{name} is there, and no run of costsim wrote it", Assert.Throws<IOException>(() => Run((name, "new"))).Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(Target, name)));
        Assert.Equal([Target], Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void A_link_in_the_place_of_a_result_is_not_replaced()
    {
        Run(("designs.csv", "old"));
        File.Delete(Path.Combine(Target, "designs.csv"));
        File.WriteAllText(Path.Combine(folder, "elsewhere.csv"), "mine");
        File.CreateSymbolicLink(Path.Combine(Target, "designs.csv"), Path.Combine(folder, "elsewhere.csv"));

        Assert.Throws<IOException>(() => Run(("designs.csv", "new")));

        Assert.Equal("mine", File.ReadAllText(Path.Combine(folder, "elsewhere.csv")));
    }

    [Fact]
    public void Results_of_a_version_without_a_list_are_replaced_but_nothing_beside_them_is_removed()
    {
        Directory.CreateDirectory(Path.Combine(Target, "charts"));
        File.WriteAllText(Path.Combine(Target, "designs.csv"), "old");
        File.WriteAllText(Path.Combine(Target, "forecast.json"), "{\n  \"format\": 1,\n}");
        File.WriteAllText(Path.Combine(Target, "charts", "any.svg"), "whose?");

        Run(("designs.csv", "new"), ("forecast.json", "{}"));

        Assert.Equal("new", File.ReadAllText(Path.Combine(Target, "designs.csv")));
        Assert.True(File.Exists(Path.Combine(Target, "charts", "any.svg")));
    }

    [Fact]
    public void A_run_and_a_sweep_in_one_folder_replace_their_own_files_only()
    {
        Run(("designs.csv", "run"), ("charts/fan.svg", "run"));
        Run(("sweep.json", "sweep"), ("charts/sweep-x.svg", "sweep"));

        Run(("designs.csv", "run again"));

        Assert.Equal(["sweep-x.svg"], Directory.GetFiles(Path.Combine(Target, "charts")).Select(f => Path.GetFileName(f)));
        Assert.Equal("run again", File.ReadAllText(Path.Combine(Target, "designs.csv")));
        Assert.Equal("sweep", File.ReadAllText(Path.Combine(Target, "sweep.json")));
    }

    [Fact]
    public void A_link_to_a_folder_stays_a_link_and_its_folder_gets_the_results()
    {
        var real = Directory.CreateDirectory(Path.Combine(folder, "real")).FullName;
        Directory.CreateSymbolicLink(Target, real);

        Run(("designs.csv", "one"));
        Run(("designs.csv", "two"));

        Assert.Equal("two", File.ReadAllText(Path.Combine(real, "designs.csv")));
        Assert.NotNull(new DirectoryInfo(Target).LinkTarget);
    }

    [Fact]
    public void What_a_killed_run_left_next_to_its_target_is_cleaned_away_and_the_folder_of_a_living_one_is_not()
    {
        var host = FileNames.Of(Environment.MachineName).Replace('.', '-');
        // No process has the largest number; this test's parent or init has number 1.
        var (dead, alive, others) = (Path.Combine(folder, $".out.{host}-2147483647.writing"), Path.Combine(folder, $".out.{host}-1.writing"), Path.Combine(folder, $".other.{host}-2147483647.writing"));
        foreach (var left in new[] { dead, alive, others })
            Directory.CreateDirectory(left);

        Run(("designs.csv", "new"));

        Assert.Equal((false, true, true), (Directory.Exists(dead), Directory.Exists(alive), Directory.Exists(others)));
    }

    [Theory]
    [InlineData("../evil.csv")]
    [InlineData("charts/../../evil.svg")]
    [InlineData("/tmp/evil.csv")]
    [InlineData("a/b/c.svg")]
    [InlineData("..")]
    [InlineData("x\n.csv")]
    public void A_name_that_leads_elsewhere_is_no_name_of_a_result(string name)
    {
        using var output = new OutputFolder(Target);

        Assert.Throws<IOException>(() => output.Create(name));
    }

    [Fact]
    public void A_reader_is_told_that_a_run_was_interrupted_between_two_files()
    {
        Directory.CreateDirectory(Target);
        File.WriteAllText(Path.Combine(Target, FolderManifest.OfRun), FolderManifest.OfUnfinished(["forecast.json"]));

        Assert.Contains("a run was interrupted while it put its files in place", Assert.Throws<CostSim.Files.InputException>(() => ForecastFile.Read(Target)).Message, StringComparison.Ordinal);
        // The list still says what belongs to the run, so that the next one goes on.
        Run(("forecast.json", "{}"));
        Assert.Equal("{}", File.ReadAllText(Path.Combine(Target, "forecast.json")));
    }

    private void Run(params (string Name, string Text)[] files)
    {
        using var output = new OutputFolder(Target);
        foreach (var (name, text) in files)
            output.Write(name, text);
        output.MoveIntoPlace();
    }
}
