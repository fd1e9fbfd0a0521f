using System.Diagnostics;

namespace CostSim.Tests;

/// <summary>Runs the README's commands as a reader would, and holds their output against what it shows.</summary>
public sealed class ReadmeTests : IDisposable
{
    private const string Fence = "```text\n$ costsim ";

    private static readonly string Readme = Path.Combine(Shared.Repository, "README.md");

    private readonly string folder = Directory.CreateTempSubdirectory("costsim-readme-").FullName;

    public static TheoryData<string> Commands => [.. Blocks(File.ReadAllText(Readme)).Select(b => b.Command)];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory, MemberData(nameof(Commands))]
    public void The_readme_shows_what_the_command_prints(string command)
    {
        var text = File.ReadAllText(Readme);
        var block = Blocks(text).Single(b => b.Command == command);
        var printed = Run(command);
        if (command == "run scenarios/contract-qa")
            HoldPicture();

        if (Environment.GetEnvironmentVariable("UPDATE_README") == "1")
            File.WriteAllText(Readme, text.Replace(Fence + command + "\n" + block.Output, Fence + command + "\n" + printed, StringComparison.Ordinal));
        else
            Assert.Equal(printed, block.Output);
    }

    [Fact]
    public void The_test_command_of_the_readme_is_the_one_of_ci() =>
        Assert.Contains("dotnet test -c Release", File.ReadAllText(Path.Combine(Shared.Repository, ".ci", "run")), StringComparison.Ordinal);

    private static IEnumerable<(string Command, string Output)> Blocks(string text)
    {
        for (var at = text.IndexOf(Fence, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Fence, at + 1, StringComparison.Ordinal))
        {
            var line = text.IndexOf('\n', at + Fence.Length);
            var end = text.IndexOf("```", line, StringComparison.Ordinal);
            yield return (text[(at + Fence.Length)..line], text[(line + 1)..end]);
        }
    }

    // The picture is a chart of the first command, as it was written.
    private void HoldPicture()
    {
        var (drawn, shown) = (Path.Combine(folder, "out", "contract-qa", "charts", "distribution.svg"), Path.Combine(Shared.Repository, "docs", "contract-qa.svg"));
        if (Environment.GetEnvironmentVariable("UPDATE_README") == "1")
            File.Copy(drawn, shown, overwrite: true);
        else
            Assert.Equal(File.ReadAllText(drawn), File.ReadAllText(shown));
    }

    private string Run(string command)
    {
        Directory.CreateSymbolicLink(Path.Combine(folder, "scenarios"), Path.Combine(Shared.Repository, "scenarios"));
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "costsim.dll"), .. command.Split(' ')])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result);
        return output;
    }
}
