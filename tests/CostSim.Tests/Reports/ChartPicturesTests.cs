using System.Security.Cryptography;
using CostSim.Pictures;
using CostSim.Reports;
using CostSim.Reports.Drawing;

namespace CostSim.Tests.Reports;

/// <summary>Charts as PNG pictures.</summary>
public sealed class ChartPicturesTests
{
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G'];

    public static TheoryData<string> Kinds => [.. Charts.All.Select(k => k.Name)];

    [Theory]
    [InlineData("both", true, true)]
    [InlineData("svg", true, false)]
    [InlineData("png", false, true)]
    [InlineData("none", false, false)]
    public async Task A_run_writes_the_files_of_charts_that_are_asked_for(string kinds, bool svg, bool png)
    {
        using var scenario = new SmallScenario();
        var answer = await scenario.Run("--charts", kinds);

        Assert.Equal(0, answer.Exit);
        Assert.Equal("", answer.Error);
        var charts = Path.Combine(scenario.Out, "charts");
        var (drawings, pictures) = (Names("*.svg"), Names("*.png"));
        Assert.Equal((svg, png), (drawings.Count > 0, pictures.Count > 0));
        if (svg && png)
            Assert.Equal(drawings, pictures);
        Assert.All(pictures, p => Assert.Equal(Signature, File.ReadAllBytes(Path.Combine(charts, p + ".png"))[..4]));

        List<string?> Names(string pattern) => !Directory.Exists(charts) ? [] : [.. Directory.GetFiles(charts, pattern).Select(Path.GetFileNameWithoutExtension).Order()];
    }

    [Fact]
    public async Task A_stored_run_is_drawn_again_with_the_same_bytes()
    {
        using var scenario = new SmallScenario();
        Assert.Equal(0, (await scenario.Run()).Exit);
        var again = Path.Combine(scenario.Out, "again");

        Assert.Equal(0, (await Cli.Run("report", scenario.Out, "-o", again, "--png")).Exit);

        foreach (var picture in Directory.GetFiles(Path.Combine(scenario.Out, "charts"), "*.png"))
            Assert.Equal(File.ReadAllBytes(picture), File.ReadAllBytes(Path.Combine(again, "charts", Path.GetFileName(picture))));
    }

    [Fact]
    public async Task Pictures_without_a_folder_and_pictures_that_are_not_wanted_are_refused()
    {
        using var scenario = new SmallScenario();

        var (nowhere, both) = (await Cli.Run("run", scenario.Folder, "--png", "-o", "-"), await Cli.Run("run", scenario.Folder, "--png", "--charts", "svg"));

        Assert.Equal((2, 2), (nowhere.Exit, both.Exit));
        Assert.Contains("--png: pictures are files", nowhere.Error, StringComparison.Ordinal);
        Assert.Contains("--png: contradicts --charts svg", both.Error, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Every_chart_is_drawn_at_twice_its_size(string kind)
    {
        var chart = Charts.All.Single(k => k.Name == kind).Example(ExampleOf.Ordinary);
        var picture = PngChart.Render(chart, ChartFrame.File);

        Assert.Equal(Signature, picture[..4]);
        // Width and height stand at bytes 16 and 20 of a PNG, high byte first: 840 points and a margin of 20 on each side.
        Assert.Equal(2 * 880, (picture[18] << 8) + picture[19]);
        Assert.Equal(2 * (int)Math.Ceiling(ChartDrawing.Of(chart, ChartFrame.File).Height + 40), (picture[22] << 8) + picture[23]);
    }

    [Theory]
    [InlineData(1, 1, "design")]
    [InlineData(12, 1, "design")]
    [InlineData(1, 0, "design")]
    [InlineData(3, 1e12, "design")]
    [InlineData(3, 1e-6, "design")]
    [InlineData(2, 1, "\u5951\u7d04\u66f8")] // Chinese: "contract"
    [InlineData(2, 1, "\u0639\u0642\u062f")] // Arabic: "contract"
    [InlineData(2, 1, "\ud83d\ude80 e\u0301")] // a rocket, and a letter with a combining accent
    public void Few_many_nothing_huge_tiny_and_foreign_are_all_drawn(int count, double magnitude, string names)
    {
        foreach (var kind in Charts.All)
            Assert.Equal(Signature, PngChart.Render(kind.Example(new ExampleOf(count, magnitude, names)), ChartFrame.File)[..4]);
    }

    [Fact]
    public void A_character_without_a_glyph_is_drawn_as_its_code_point_and_not_lost()
    {
        byte[] Drawn(string name) => PngChart.Render(FunnelChart.Of([new WrongAnswers(name, 100, 10, 5)]), ChartFrame.File);

        // Two characters that the face lacks give two pictures, and neither is that of no character.
        Assert.NotEqual(Drawn("a \u5951"), Drawn("a \u7d04"));
        Assert.NotEqual(Drawn("a \u5951"), Drawn("a "));
    }

    [Fact]
    public void Pictures_have_the_same_bytes_in_every_run_and_on_any_number_of_threads()
    {
        var charts = Charts.All.Select(k => k.Example(ExampleOf.Ordinary)).ToList();
        string Hash(IEnumerable<byte[]> pictures) => string.Concat(pictures.Select(p => Convert.ToHexString(SHA256.HashData(p))));
        var once = Hash(charts.Select(c => PngChart.Render(c, ChartFrame.File)));

        for (var run = 0; run < 3; run++)
            Assert.Equal(once, Hash(charts.AsParallel().AsOrdered().WithDegreeOfParallelism(8).Select(c => PngChart.Render(c, ChartFrame.File))));
    }
}
