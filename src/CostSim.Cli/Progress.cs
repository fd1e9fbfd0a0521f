using System.Diagnostics;

namespace CostSim.Cli;

/// <summary>
/// Says on standard error what goes on, once work has taken more than a second. On a terminal one line that is wiped at the end.
/// </summary>
internal sealed class Progress(TextWriter standardError, bool quiet) : IDisposable
{
    private readonly TextWriter error = SafeOutput.Raw(standardError);
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly bool live = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";
    private readonly Lock gate = new();
    private TimeSpan last;
    private int width;

    /// <summary>Names a stage; with a count, how far it is.</summary>
    public void Say(string stage, int done = 0, int of = 0)
    {
        if (quiet || clock.Elapsed < TimeSpan.FromSeconds(1) || !live)
            return;
        lock (gate)
        {
            if (clock.Elapsed - last < TimeSpan.FromMilliseconds(100) && (done < of || of == 0) && last > TimeSpan.Zero)
                return;
            last = clock.Elapsed;
            var text = SafeOutput.Plain(of > 0 ? $"{stage}: {done} of {of}" : stage.EndsWith(" left", StringComparison.Ordinal)
                ? stage
                : $"{stage} ...");
            error.Write("\r" + text.PadRight(width));
            width = text.Length;
        }
    }

    /// <summary>Wipes the line.</summary>
    public void Done()
    {
        lock (gate)
        {
            if (width > 0)
                error.Write("\r" + new string(' ', width) + "\r");
            width = 0;
        }
    }

    public void Dispose() => Done();
}
