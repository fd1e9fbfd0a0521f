using System.Diagnostics;
using System.Text.RegularExpressions;
using CostSim.Cli;

namespace CostSim.Tests;

/// <summary>
/// Runs the commands of the README and of the pages under docs as a reader would, and compares their output with what the page shows.
/// <c>UPDATE_README=1</c> rewrites the pages.
/// </summary>
public sealed partial class ReadmeTests : IDisposable
{
    private const string Fence = "```text\n$ costsim ";

    private readonly string folder = Directory.CreateTempSubdirectory("costsim-readme-").FullName;

    public static TheoryData<string, string> Commands
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var page in Pages())
            {
                foreach (var (command, _) in Blocks(File.ReadAllText(page)))
                    data.Add(Path.GetRelativePath(Shared.Repository, page), command);
            }

            return data;
        }
    }

    public static TheoryData<string> AllPages => [.. Pages().Select(p => Path.GetRelativePath(Shared.Repository, p))];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory, MemberData(nameof(Commands))]
    public void A_page_shows_what_the_command_prints(string page, string command)
    {
        var path = Path.Combine(Shared.Repository, page);
        var text = File.ReadAllText(path);
        var block = Blocks(text).Single(b => b.Command == command);
        var printed = Run(command);
        if (command == "run scenarios/contract-qa")
            HoldPicture();

        if (Environment.GetEnvironmentVariable("UPDATE_README") == "1")
            File.WriteAllText(path, text.Replace(Fence + command + "\n" + block.Output, Fence + command + "\n" + printed, StringComparison.Ordinal));
        else
            Assert.Equal(printed, block.Output);
    }

    // Two commands of a newcomer, recorded as they print; UPDATE_README=1 records them again.
    [Fact]
    public void The_recorded_session_shows_what_the_tool_prints()
    {
        string[] session = ["init mine --documents scenarios/contract-qa/documents", "run mine"];
        var recorded = TerminalPicture.Of([.. session.Select(command => ($"costsim {command}", Run(command)))]);
        var shown = Path.Combine(Shared.Repository, "docs", "session.svg");

        if (Environment.GetEnvironmentVariable("UPDATE_README") == "1")
            File.WriteAllText(shown, recorded);
        else
            Assert.Equal(File.ReadAllText(shown), recorded);
    }

    [Theory, MemberData(nameof(AllPages))]
    public void Every_link_of_a_page_leads_somewhere(string page)
    {
        var path = Path.Combine(Shared.Repository, page);
        var broken = Link().Matches(File.ReadAllText(path)).Select(m => m.Groups[1].Value.Split('#')[0])
            .Where(to => to.Length > 0 && !to.Contains("://", StringComparison.Ordinal))
            .Where(to => !Path.Exists(Path.Combine(Path.GetDirectoryName(path)!, to)));

        Assert.Empty(broken);
    }

    [Theory, MemberData(nameof(AllPages))]
    public void Every_command_line_of_a_page_is_one_that_the_tool_accepts(string page)
    {
        var refused = from block in Fenced().Matches(File.ReadAllText(Path.Combine(Shared.Repository, page))).Select(m => m.Groups[2].Value)
                      from line in block.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n')
                      let command = line.StartsWith("$ ", StringComparison.Ordinal) ? line[2..] : line
                      where command.StartsWith("costsim ", StringComparison.Ordinal)
                      let errors = App.Root().Parse(Words().Matches(command.Split(" > ")[0].Split(" # ")[0].Split(" | ")[0]).Select(m => m.Value.Replace("'", "", StringComparison.Ordinal)).Skip(1).ToArray()).Errors
                      where errors.Count > 0
                      select $"{command}: {errors[0].Message}";

        Assert.Empty(refused);
    }

    [Fact]
    public void The_readme_fits_120_lines() =>
        Assert.InRange(File.ReadLines(Path.Combine(Shared.Repository, "README.md")).Count(), 1, 120);

    [Fact]
    public void The_test_command_of_the_readme_is_the_one_of_ci() =>
        Assert.Contains("dotnet test -c Release", File.ReadAllText(Path.Combine(Shared.Repository, ".ci", "run")), StringComparison.Ordinal);

    private static IEnumerable<string> Pages() =>
        Directory.EnumerateFiles(Path.Combine(Shared.Repository, "docs"), "*.md").Order(StringComparer.Ordinal).Prepend(Path.Combine(Shared.Repository, "README.md"));

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
        if (!Directory.Exists(Path.Combine(folder, "scenarios")))
            Directory.CreateSymbolicLink(Path.Combine(folder, "scenarios"), Path.Combine(Shared.Repository, "scenarios"));
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "costsim.dll"), .. Words().Matches(command).Select(m => m.Value.Replace("'", "", StringComparison.Ordinal))])
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

    [GeneratedRegex(@"(?:[^\s']|'[^']*')+")]
    private static partial Regex Words();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^```(text|console|sh|bash|)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fenced();
}
