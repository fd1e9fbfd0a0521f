using CostSim.Answers;

namespace CostSim.Cli;

/// <summary>Where an answer goes: into a pipe it is plain text of 80 columns; a terminal may be narrower, draw and colour.</summary>
internal sealed record Terminal(int Width, bool Draws, bool Colours)
{
    private const int Usual = 80;
    private const int Narrowest = 40;

    public static Terminal Plain { get; } = new(Usual, Draws: false, Colours: false);

    /// <summary>The terminal behind standard output; plain where another writer replaces it, or it is redirected.</summary>
    public static Terminal Of(TextWriter output)
    {
        if (Console.IsOutputRedirected || SafeOutput.Raw(output) != Console.Out
            || Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb")
            return Plain;
        return new Terminal(WidthOf(Console.WindowWidth), Draws: output.Encoding.WebName == "utf-8",
            Colours: string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));
    }

    /// <summary>Lines longer than 80 columns read badly however wide the window is; of unknown width (0) it has the usual one.</summary>
    internal static int WidthOf(int window) => window <= 0 ? Usual : Math.Clamp(window, Narrowest, Usual);

    public AnswerStyle Style(bool all) => new(Width, Draws, all);

    /// <summary>Prints a line: warnings yellow, the row of the design that is built bold.</summary>
    public void Write(TextWriter output, string line, string built)
    {
        if (Colours)
            SafeOutput.Raw(output).WriteLine(Show(SafeOutput.Plain(line), built));
        else
            output.WriteLine(line);
    }

    /// <summary>A line as the terminal shows it.</summary>
    public string Show(string line, string built) => (Colours, line) switch
    {
        (true, _) when line.StartsWith("! ", StringComparison.Ordinal) => $"\e[33m{line}\e[0m",
        (true, _) when line.StartsWith(built + "  ", StringComparison.Ordinal) => $"\e[1m{line}\e[0m",
        _ => line,
    };
}
