using System.CommandLine;

namespace CostSim.Cli.Commands;

/// <summary><c>costsim capacity</c>: what limits do to a design's requests, and what a service level needs of them.</summary>
internal sealed class CapacityCommand
{
    private readonly ScenarioOptions scenario = new();
    private readonly Option<string?> target =
        new("--target")
        {
            Description = "The smallest quota, tier, units or GPUs for a service level, such as \"429s <= 0.1%, p95 <= 4s\"",
            HelpName = "LEVEL"
        };
    private readonly Option<string?> queue =
        new("--queue")
        {
            Description = "Theory next to a simulation of one queue, such as '{ kind: M/M/c, lambda: 8, mu: 1, c: 10 }'",
            HelpName = "QUEUE"
        };
    private readonly Option<int> customers = new("--customers")
    {
        Description = "Simulated customers of --queue",
        DefaultValueFactory = _ => 4_000_000,
        HelpName = "N"
    };
    private readonly Option<int> threads = new("--threads")
    {
        Description = "Threads; the results do not depend on them",
        DefaultValueFactory = _ => Environment.ProcessorCount,
        HelpName = "N"
    };
    private readonly Option<bool> quiet = new("--quiet", "-q") { Description = "No progress" };
    private readonly Option<string?> replay =
        new("--replay") { Description = "Play the arrivals of a CSV file, exactly, against the policy of --limits", HelpName = "CSV" };
    private readonly Option<string?> limits =
        new("--limits") { Description = "The policy of --replay with its parameters", HelpName = "YAML" };
    private readonly Option<string> format =
        new("--format", "-f") { Description = "Format of standard output", DefaultValueFactory = _ => "text" };
    private readonly Option<string?> output =
        new("--output", "-o") { Description = "File for the results instead of standard output", HelpName = "PATH" };

    public static Command Create() => new CapacityCommand().Build();

    private Command Build()
    {
        var command = new Command("capacity", "What rate limits, queues and outages do to the requests, and what a service level needs");
        scenario.AddTo(command);
        foreach (var option in new Option[] { target, queue, customers, replay, limits, format, output, threads, quiet })
            command.Add(option);
        customers.Within(1_000);
        threads.Validators.Add(r => { if (r.GetValueOrDefault<int>() < 1) { r.AddError("--threads must be 1 or more"); } });
        format.AcceptOnlyFromAmong("text", "json", "jsonl", "csv");
        command.SetInterruptible(Run);
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken stop)
    {
        var (stdout, stderr) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        if (Wrong(parsed) is { } usage)
        {
            stderr.WriteLine($"error: {usage}");
            return App.WrongUsage;
        }

        var (kind, path) = (parsed.GetValue(format)!, parsed.GetValue(output));
        if (parsed.GetValue(replay) is { } arrivals)
            return CapacityReplay.Run(arrivals, parsed.GetValue(limits)!, kind, path, stdout);
        if (parsed.GetValue(queue) is { } described)
            return CapacityQueue.Run(described, scenario.Seed(parsed) ?? 42, parsed.GetValue(customers), kind, stdout);
        using var progress = new Progress(stderr, parsed.GetValue(quiet));
        var read = scenario.Load(parsed, progress, stop);
        progress.Say("capacity");
        var exit = CapacityScenario.Run(read, parsed.GetValue(target), kind, path, parsed.GetValue(threads), stdout, stderr);
        progress.Done();
        return exit;
    }

    private string? Wrong(ParseResult parsed) => parsed.GetValue(queue) is not null && parsed.GetValue(replay) is not null
        ? "--queue and --replay are two questions; ask one at a time"
        : (parsed.GetValue(replay), parsed.GetValue(limits)) switch
        {
            (null, not null) => "--limits needs --replay; name the arrivals, as in --replay arrivals.csv --limits limits.yaml",
            (not null, null) => "--replay needs the limits to play against, as in --replay arrivals.csv --limits limits.yaml",
            _ => null,
        };
}
