using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using CostSim.Cli.Commands;

namespace CostSim.Cli;

/// <summary>
/// The verbs, and how their ends become exit codes: 0 fine, 1 could not answer, 2 wrong usage, 3 a limit passed, 4 inconclusive, 130
/// interrupted.
/// </summary>
public static class App
{
    public const int Fine = 0;
    public const int CouldNotAnswer = 1;
    public const int WrongUsage = 2;
    public const int LimitPassed = 3;
    public const int Inconclusive = 4;
    public const int Interrupted = 130;

    /// <summary>Each verb is a file in Commands and a line here.</summary>
    internal static RootCommand Root()
    {
        var root = new RootCommand("Simulates what an LLM application will cost in production, and how sure that is.")
        {
            InitCommand.Create(),
            RunCommand.Create(),
            TuneCommand.Create(),
            MergeCommand.Create(),
            CheckCommand.Create(),
            ReportCommand.Create(),
            ExplainCommand.Create(),
            MeasureCommand.Create(),
            FitCommand.Create(),
            TrackCommand.Create(),
            CloseCommand.Create(),
            CapacityCommand.Create(),
            PricesCommand.Create(),
            SchemaCommand.Create(),
            CompletionCommand.Create(),
            LicencesCommand.Create(),
        };
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new Help((HelpAction)help.Action!);
        root.SetAction(Introduce);
        return root;
    }

    // Costsim alone is not a mistake: it says what to try first.
    private static int Introduce(ParseResult parsed)
    {
        var output = parsed.InvocationConfiguration.Output;
        output.WriteLine("CostSim says what an LLM application will cost in production, how sure that is,\nand which design to build. "
            + "Three commands to try first; init writes a scenario\nto start from, for your own documents with --documents PATH:\n");
        foreach (var line in Help.Examples[""])
            output.WriteLine("  " + line);
        output.WriteLine("\n'costsim --help' lists all verbs, 'costsim VERB --help' their options.");
        return Fine;
    }

    /// <summary>
    /// Runs a command line. It never throws: what goes wrong is said on <paramref name="standardError"/>, and is an exit code.
    /// </summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter standardOutput, TextWriter standardError)
    {
        var parsed = Root().Parse(args);
        // The annotations of 'check' are commands to a workflow on purpose; it escapes what it puts into them.
        using var output = new SafeOutput(standardOutput, parsed.Tokens.Any(t => t.Value == "github") ? false : null);
        using var error = new SafeOutput(standardError);
        var console = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TimeSpan.FromSeconds(5),
        };
        // Help and the version are given on any command line.
        if (parsed.Action is null or ParseErrorAction || parsed.Action == parsed.CommandResult.Command.Action)
        {
            var problems = UsageErrors.Of(parsed);
            foreach (var problem in problems)
                await error.WriteLineAsync($"error: {problem}").ConfigureAwait(false);
            if (problems.Count > 0 && !problems.Any(p => p.Contains("did you mean", StringComparison.Ordinal)))
                await error.WriteLineAsync($"'{UsageErrors.Path(parsed.CommandResult.Command)} --help' shows options and examples.")
                    .ConfigureAwait(false);
            if (problems.Count > 0)
                return WrongUsage;
        }

        try
        {
            return await parsed.InvokeAsync(console).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return Interrupted;
        }
        catch (Exception failed)
        {
            foreach (var line in Failures.Of(failed, parsed))
                Say(error, line);
            return CouldNotAnswer;
        }
    }

    // Standard error may be closed, or full.
    private static void Say(TextWriter error, string line)
    {
        try
        {
            error.WriteLine(line);
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException or UnauthorizedAccessException)
        {
            // The exit code says it too.
        }
    }
}
