using CostSim.Cli;

namespace CostSim.Tests;

/// <summary>Runs the command line without a process.</summary>
internal static class Cli
{
    public sealed record Answer(int Exit, string Output, string Error);

    public static async Task<Answer> Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = await App.RunAsync(args, output, error);
        return new Answer(exit, output.ToString(), error.ToString());
    }
}
