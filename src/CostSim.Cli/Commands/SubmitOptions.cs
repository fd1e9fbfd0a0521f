using System.CommandLine;
using System.CommandLine.Parsing;

namespace CostSim.Cli.Commands;

/// <summary>The options that give a sweep to a batch engine.</summary>
internal sealed class SubmitOptions
{
    private readonly Option<string?> submit = new("--submit") { Description = "Give the sweep to slurm, wait for it and merge; or only write the script of an array job", HelpName = "slurm|script" };
    private readonly Option<int?> array = new("--array") { Description = "With --submit: how many shards, each a task of the array job", HelpName = "N" };
    private readonly Option<int?> nodes = new("--nodes") { Description = "With --submit: as many shards, each with a whole node", HelpName = "N" };

    public void AddTo(Command command)
    {
        submit.AcceptOnlyFromAmong("slurm", "script");
        foreach (var option in new Option[] { submit, array, nodes })
            command.Add(option);
        foreach (var count in new[] { array, nodes })
            count.Within(1, 10_000);
        command.Validators.Add(r =>
        {
            if (r.GetResult(submit) is not null && (r.Children.OfType<OptionResult>().Any(o => o.Option.Name == "--shard") || !r.Children.OfType<OptionResult>().Any(o => o.Option.Name is "--vary" or "--points")))
                r.AddError("--submit gives a whole sweep to an array job; say what varies with --vary or --points, and leave --shard out");
            var counts = new[] { r.GetResult(array), r.GetResult(nodes) }.Count(c => c is not null);
            if (r.GetResult(submit) is null ? counts > 0 : counts != 1)
                r.AddError("--submit goes with one of --array N and --nodes N, the number of shards");
        });
    }

    public bool IsAsked(ParseResult parsed) => parsed.GetValue(submit) is not null;

    /// <summary>Whether the job is only written, not submitted.</summary>
    public bool IsScriptOnly(ParseResult parsed) => parsed.GetValue(submit) == "script";

    /// <summary>The job that does a sweep by the same command line, but for where it is done.</summary>
    public ArrayJob Job(ParseResult parsed, string scenario, string folder)
    {
        // What says where the sweep is done is said anew for each task.
        var kept = CommandWords.Without(parsed, [submit.Name, array.Name, nodes.Name, "--output", "-o"], ["--resume"]);
        return new ArrayJob(scenario, kept, parsed.GetValue(array) ?? parsed.GetValue(nodes)!.Value, parsed.GetValue(nodes) is not null, folder);
    }
}
