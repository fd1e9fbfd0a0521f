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

    [ShellFact("bash")]
    public Task Bash_completes_a_verb() => Completes("bash", script =>
        $"costsim() {{ dotnet '{Tool}' \"$@\"; }}\n{script}\nCOMP_LINE='costsim mea' COMP_POINT=11; COMP_WORDS=(costsim mea) COMP_CWORD=1; _costsim; echo \"${{COMPREPLY[@]}}\"");

    // Up to the cursor only: what stands behind it has been typed already.
    [ShellFact("zsh")]
    public Task Zsh_completes_a_verb() => Completes("zsh", script =>
        $"compdef() {{ }}; _files() {{ }}; compadd() {{ print -l -- \"${{(P@)2}}\"; }}; costsim() {{ dotnet '{Tool}' \"$@\"; }}\n{script}\nLBUFFER='costsim mea' BUFFER='costsim mea --json'; _costsim");

    [ShellFact("fish")]
    public Task Fish_completes_a_verb() => Completes("fish", script =>
        $"function costsim; dotnet '{Tool}' $argv; end\n{script}\ncomplete -C 'costsim mea'");

    private static string Tool => Path.Combine(AppContext.BaseDirectory, "costsim.dll");

    private static async Task Completes(string shell, Func<string, string> program)
    {
        var script = (await Cli.Run("completion", shell)).Output;
        using var process = Process.Start(new ProcessStartInfo(shell, ["-c", program(script)]) { RedirectStandardOutput = true })!;
        Assert.Equal("measure", (await process.StandardOutput.ReadToEndAsync()).Trim());
    }

    private sealed class ShellFactAttribute : FactAttribute
    {
        public ShellFactAttribute(string shell) => Skip =
            (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, shell))) ? null : $"needs {shell}, which is absent here";
    }
}
