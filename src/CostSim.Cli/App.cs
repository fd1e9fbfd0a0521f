using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using CostSim.Cli.Commands;
using CostSim.Settings;

namespace CostSim.Cli;

/// <summary>The verbs, and how their ends become exit codes: 0 fine, 1 could not answer, 2 wrong usage, 3 a limit passed, 4 inconclusive, 130 interrupted.</summary>
public static class App
{
    public const int Fine = 0;
    public const int CouldNotAnswer = 1;
    public const int WrongUsage = 2;
    public const int LimitPassed = 3;
    public const int Inconclusive = 4;
    public const int Interrupted = 130;

    /// <summary>Each verb is a file in Commands and a line here.</summary>
    private static RootCommand Root()
    {
        var root = new RootCommand("Simulates what an LLM application will cost in production, and how sure that is.")
        {
            InitCommand.Create(),
            RunCommand.Create(),
            MergeCommand.Create(),
            CheckCommand.Create(),
            ReportCommand.Create(),
            ExplainCommand.Create(),
            MeasureCommand.Create(),
            FitCommand.Create(),
            TrackCommand.Create(),
            CapacityCommand.Create(),
            PricesCommand.Create(),
            SchemaCommand.Create(),
            CompletionCommand.Create(),
        };
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new Help((HelpAction)help.Action!);
        root.SetAction(Introduce);
        return root;
    }

    // Costsim alone is no mistake: it says what to try first.
    private static int Introduce(ParseResult parsed)
    {
        var output = parsed.InvocationConfiguration.Output;
        output.WriteLine("CostSim says what an LLM application will cost in production, how sure that is,\nand which design to build. Three commands to try first:\n");
        foreach (var line in Help.Examples[""])
            output.WriteLine("  " + line);
        output.WriteLine("\n'costsim --help' lists all verbs, 'costsim VERB --help' their options.");
        return Fine;
    }

    // A misspelt verb or option: the nearest one of the command that was reached.
    private static string Suggestion(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var known = command.Subcommands.Select(c => c.Name).Concat(command.Options.Select(o => o.Name)).ToList();
        // An option that is not known may have been taken for the scenario, and its value for what is too much.
        var doubtful = parsed.Tokens.Select(t => t.Value).Where(t => t.StartsWith('-') && !known.Contains(t)).Concat(parsed.UnmatchedTokens);
        var nearest = doubtful.Select(t => Spelling.Nearest(t, known)).FirstOrDefault(n => n is not null);
        return nearest is null ? $" ('{command.Name} --help' lists what there is)" : $" Did you mean '{nearest}'?";
    }

    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        var parsed = Root().Parse(args);
        var console = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TimeSpan.FromSeconds(5),
        };
        if (parsed.Errors.Count > 0 && parsed.Action is ParseErrorAction)
        {
            foreach (var problem in parsed.Errors)
                await error.WriteLineAsync($"error: {problem.Message}{Suggestion(parsed)}").ConfigureAwait(false);
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
        catch (InputException refused)
        {
            foreach (var problem in refused.Errors)
                await error.WriteLineAsync(problem.ToString()).ConfigureAwait(false);
            return CouldNotAnswer;
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            await error.WriteLineAsync($"error: {broken.Message}").ConfigureAwait(false);
            return CouldNotAnswer;
        }
    }
}
