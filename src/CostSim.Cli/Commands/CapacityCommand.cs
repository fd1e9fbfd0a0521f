using System.CommandLine;

namespace CostSim.Cli.Commands;

/// <summary><c>costsim capacity</c>: what limits do to a design's requests, and what a service level needs of them.</summary>
internal sealed class CapacityCommand
{
    private readonly Option<string?> replay = new("--replay") { Description = "Play the arrivals of a CSV file, exactly, against the policy of --limits", HelpName = "CSV" };
    private readonly Option<string?> limits = new("--limits") { Description = "The policy of --replay with its parameters", HelpName = "YAML" };
    private readonly Option<string> format = new("--format", "-f") { Description = "What goes to standard output", DefaultValueFactory = _ => "text" };
    private readonly Option<string?> output = new("--output", "-o") { Description = "File of the results in place of standard output", HelpName = "PATH" };

    public static Command Create() => new CapacityCommand().Build();

    private Command Build()
    {
        var command = new Command("capacity", "What rate limits, queues and outages do to the requests, and what a service level needs") { replay, limits, format, output };
        format.AcceptOnlyFromAmong("text", "json", "jsonl", "csv");
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var (stdout, stderr) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        if (Wrong(parsed) is { } usage)
        {
            stderr.WriteLine($"error: {usage}");
            return App.WrongUsage;
        }

        return CapacityReplay.Run(parsed.GetValue(replay)!, parsed.GetValue(limits)!, parsed.GetValue(format)!, parsed.GetValue(output), stdout);
    }

    private string? Wrong(ParseResult parsed) => (parsed.GetValue(replay), parsed.GetValue(limits)) switch
    {
        (null, not null) => "--limits stands without --replay; name the arrivals, as in --replay arrivals.csv --limits limits.yaml",
        (not null, null) => "--replay needs the limits to play against, as in --replay arrivals.csv --limits limits.yaml",
        _ => null,
    };
}
