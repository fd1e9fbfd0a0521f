using System.Diagnostics;

namespace CostSim.Tests.Commands;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("bash", "complete -o default -F _costsim costsim")]
    [InlineData("zsh", "compdef _costsim costsim")]
    [InlineData("fish", "complete -c costsim")]
    [InlineData("pwsh", "Register-ArgumentCompleter -Native -CommandName costsim")]
    public async Task Each_shell_gets_a_script_that_registers_the_tool(string shell, string registers)
    {
        var answer = await Cli.Run("completion", shell);

        Assert.Equal(0, answer.Exit);
        Assert.Contains(registers, answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_shell_is_wrong_usage() => Assert.Equal(2, (await Cli.Run("completion", "tcsh")).Exit);

    [Theory]
    [InlineData("costsim me", 10, "measure")]
    [InlineData("costsim run --fo", 16, "--format")]
    [InlineData("costsim run --format ", 21, "json")]
    public async Task The_tool_itself_says_what_fits(string line, int at, string word) =>
        Assert.Contains(word, (await Cli.Run($"[suggest:{at}]", line)).Output.Split('\n', StringSplitOptions.TrimEntries));

    [Fact]
    public async Task Bash_completes_a_verb_with_the_script()
    {
        if (!File.Exists("/bin/bash"))
            return;
        var script = (await Cli.Run("completion", "bash")).Output;
        var start = new ProcessStartInfo("/bin/bash", ["-c",
            $"costsim() {{ dotnet '{Path.Combine(AppContext.BaseDirectory, "costsim.dll")}' \"$@\"; }}\n{script}\nCOMP_LINE='costsim mea' COMP_POINT=11; COMP_WORDS=(costsim mea) COMP_CWORD=1; _costsim; echo \"${{COMPREPLY[@]}}\""])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        Assert.Equal("measure", (await process.StandardOutput.ReadToEndAsync()).Trim());
    }
}
