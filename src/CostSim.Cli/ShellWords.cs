using CostSim.Files;

namespace CostSim.Cli;

/// <summary>Words as a POSIX shell takes them, for scripts and for commands that a person is told to type.</summary>
internal static class ShellWords
{
    /// <summary>A word that the shell passes on as it is, whatever it holds.</summary>
    public static string Quoted(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or '=' or ',' or ':')
        ? word
        : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>
    /// A path for a script's comments and commands. Throws where it holds a control character: a line break would end a comment.
    /// </summary>
    public static string Path(string path) => path.Any(IsBreak)
        ? throw new InputException(Location.Of(SafeOutput.Plain(path)),
            "holds a line break or another control character, which cannot go into a job script; rename the folder, or name "
            + "another with -o")
        : Quoted(path);

    // The two separators of Unicode end a line for some readers.
    private static bool IsBreak(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';
}
