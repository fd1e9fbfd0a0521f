using System.CommandLine;
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
    private static RootCommand Root() => new("Simulates what an LLM application will cost in production, and how sure that is.")
    {
        MeasureCommand.Create(),
        RunCommand.Create(),
        PricesCommand.Build(),
    };

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
                await error.WriteLineAsync($"error: {problem.Message}").ConfigureAwait(false);
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
