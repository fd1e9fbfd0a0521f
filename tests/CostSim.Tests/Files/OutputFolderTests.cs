using CostSim.Files;

namespace CostSim.Tests.Files;

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
        Directory.CreateDirectory(Target);
        File.WriteAllText(Path.Combine(Target, "designs.csv"), "old");

        using (var output = new OutputFolder(Target))
            output.Write("designs.csv", "new");

        Assert.Equal("old", File.ReadAllText(Path.Combine(Target, "designs.csv")));
        Assert.Equal([Target], Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void Files_that_no_run_writes_stay_and_charts_that_the_run_no_longer_has_go()
    {
        Directory.CreateDirectory(Path.Combine(Target, "charts"));
        File.WriteAllText(Path.Combine(Target, "notes.txt"), "mine");
        File.WriteAllText(Path.Combine(Target, "charts", "old.svg"), "old");
        File.WriteAllText(Path.Combine(Target, "charts", "old.png"), "old");

        using (var output = new OutputFolder(Target))
        {
            output.Write("charts/fan.svg", "<svg/>");
            output.MoveIntoPlace();
        }

        Assert.True(File.Exists(Path.Combine(Target, "notes.txt")));
        Assert.Equal(["fan.svg"], Directory.GetFiles(Path.Combine(Target, "charts")).Select(f => Path.GetFileName(f)));
    }
}
