using System.Diagnostics;
using CostSim.Cli;
using CostSim.Files;

namespace CostSim.Tests.Commands;

public sealed class ShellWordsTests
{
    public static TheoryData<string> Hostile { get; } =
    [
        "", " ", "a b", "$(touch evil)", "`touch evil`", "'", "''", "a'b", "\"", "\\", "\\'", "!!", "#x", "~", "*", "?", "[a]", "{a,b}", "a;b", "a&b", "a|b", "<x", ">x",
        "$HOME", "${IFS}", "é", "契約", "-n", "--", "a\nb", "a\tb", "'; touch evil; '", "%s%n", "x\\\ny", "😀",
    ];

    [UnixTheory, MemberData(nameof(Hostile))]
    public async Task A_shell_passes_every_word_on_as_it_is(string word)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"printf '%s' {ShellWords.Quoted(word)}"]) { RedirectStandardOutput = true })!;

        Assert.Equal(word, await shell.StandardOutput.ReadToEndAsync());
    }

    [Theory]
    [InlineData("/a\nrm -r b")]
    [InlineData("/a\rb")]
    [InlineData("/a\u001b[31m")]
    [InlineData("/a\u2028b")]
    public void A_path_with_a_line_break_or_another_control_character_does_not_go_into_a_script(string path) =>
        Assert.Contains("cannot go into a job script", Assert.Throws<InputException>(() => ShellWords.Path(path)).Message, StringComparison.Ordinal);
}
