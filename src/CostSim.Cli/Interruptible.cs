using System.CommandLine;

namespace CostSim.Cli;

/// <summary>Verbs that may take long.</summary>
internal static class Interruptible
{
    /// <summary>
    /// Runs the verb on a thread of its own: an interruption that it does not hear in time, while it waits for a file or works out one
    /// large thing, then ends the program all the same.
    /// </summary>
    public static void SetInterruptible(this Command command, Func<ParseResult, CancellationToken, int> run) =>
        command.SetAction((parsed, stop) => Task.Run(() => run(parsed, stop), CancellationToken.None));
}
