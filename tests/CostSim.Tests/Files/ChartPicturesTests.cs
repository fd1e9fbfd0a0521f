using CostSim.Files;

namespace CostSim.Tests.Files;

/// <summary>Charts as PNG, drawn by another program.</summary>
public sealed class ChartPicturesTests
{
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G'];

    [Fact]
    public async Task Each_chart_of_a_run_is_drawn_or_it_is_said_what_is_missing()
    {
        using var scenario = new SmallScenario();
        var (folder, answer) = (scenario.Out, await scenario.Run("--png"));

        Assert.Equal(0, answer.Exit);
        var charts = Directory.GetFiles(Path.Combine(folder, "charts"), "*.svg");
        var pictures = Directory.GetFiles(Path.Combine(folder, "charts"), "*.png");
        Assert.NotEmpty(charts);
        if (pictures.Length == 0)
        {
            Assert.Contains("librsvg2-bin", answer.Error, StringComparison.Ordinal);
            return;
        }

        Assert.Equal(charts.Select(Path.GetFileNameWithoutExtension).Order(), pictures.Select(Path.GetFileNameWithoutExtension).Order());
        Assert.All(pictures, p => Assert.Equal(Signature, File.ReadAllBytes(p)[..4]));
    }

    [Fact]
    public async Task Pictures_without_a_folder_are_refused()
    {
        using var scenario = new SmallScenario();
        var answer = await Cli.Run("run", scenario.Folder, "--png", "-o", "-");

        Assert.Equal(2, answer.Exit);
        Assert.Contains("--png", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chart_that_cannot_be_drawn_is_named()
    {
        var folder = Directory.CreateTempSubdirectory("costsim-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "charts"));
            File.WriteAllText(Path.Combine(folder, "charts", "broken.svg"), "no picture");

            Assert.Matches("broken\\.svg|rsvg-convert", ChartPictures.Draw(folder));
            Assert.Empty(Directory.GetFiles(Path.Combine(folder, "charts"), "*.png"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
