namespace CostSim.Tests;

/// <summary>The worked example: the shipped forecast against the shipped log, as docs/after-go-live.md shows it.</summary>
public sealed class FromLogToLandingTests : IDisposable
{
    private const string Fence = "```console\n$ costsim track scenarios/from-log-to-landing/usage-autumn.csv --against out/from-log-to-landing\n";

    private readonly string folder = Directory.CreateTempSubdirectory("costsim-landing-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_page_shows_what_track_says_of_the_example()
    {
        var example = Path.Combine(Shared.Repository, "scenarios", "from-log-to-landing");
        var run = await Cli.Run("run", example, "-o", folder);
        var track = await Cli.Run("track", Path.Combine(example, "usage-autumn.csv"), "--against", folder);

        Assert.True(run.Exit == 0, run.Error);
        Assert.Equal(3, track.Exit);
        var readme = Path.Combine(Shared.Repository, "docs", "after-go-live.md");
        var text = File.ReadAllText(readme);
        var start = text.IndexOf(Fence, StringComparison.Ordinal) + Fence.Length;
        var shown = text[start..text.IndexOf("```", start, StringComparison.Ordinal)];
        if (Environment.GetEnvironmentVariable("UPDATE_README") == "1")
            File.WriteAllText(readme, text.Replace(Fence + shown, Fence + track.Output, StringComparison.Ordinal));
        else
            Assert.Equal(track.Output, shown);
    }
}
