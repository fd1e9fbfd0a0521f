using System.CommandLine;
using System.CommandLine.Parsing;

namespace CostSim.Cli.Commands;

/// <summary>The options that give a sweep to a batch engine.</summary>
internal sealed class SubmitOptions
{
    private readonly Option<string?> submit =
        new("--submit")
        {
            Description =
            "Give the sweep to slurm, wait for it and merge; or only write the files of an array job: script, kubernetes or aws-batch",
            HelpName = "ENGINE"
        };
    private readonly Option<int?> array =
        new("--array") { Description = "With --submit: how many shards, each a task of the array job", HelpName = "N" };
    private readonly Option<int?> nodes =
        new("--nodes") { Description = "With --submit slurm or script: as many shards, each with a whole node", HelpName = "N" };
    private readonly Option<string?> image =
        new("--image")
        {
            Description = "With --submit kubernetes or aws-batch: the image, whose entry point is costsim",
            HelpName = "IMAGE"
        };
    private readonly Option<string?> volume =
        new("--volume")
        {
            Description = "With --submit kubernetes: the persistent volume claim of the current folder; aws-batch: its EFS file system",
            HelpName = "NAME"
        };
    private readonly Option<string?> queue = new("--queue") { Description = "With --submit aws-batch: the job queue", HelpName = "NAME" };
    private readonly Option<int?> retries =
        new("--retries")
        {
            Description = "With --submit kubernetes or aws-batch: how often a failed task is started again (default 3)",
            HelpName = "N"
        };

    private const int UsualRetries = 3;

    public void AddTo(Command command)
    {
        submit.AcceptOnlyFromAmong("slurm", "script", "kubernetes", "aws-batch");
        foreach (var option in new Option[] { submit, array, nodes, image, volume, queue, retries })
            command.Add(option);
        foreach (var count in new[] { array, nodes })
            count.Within(1, 10_000);
        retries.Within(0, 9);
        command.Validators.Add(r =>
        {
            if (r.GetResult(submit) is not null && (r.Children.OfType<OptionResult>().Any(o => o.Option.Name == "--shard")
                || !r.Children.OfType<OptionResult>().Any(o => o.Option.Name is "--vary" or "--points")))
                r.AddError("--submit gives a whole sweep to an array job; say what varies with --vary or --points, and leave --shard out");
            var counts = new[] { r.GetResult(array), r.GetResult(nodes) }.Count(c => c is not null);
            if (r.GetResult(submit) is null ? counts > 0 : counts != 1)
                r.AddError("--submit goes with one of --array N and --nodes N, the number of shards");
            if (WrongOfCluster(r) is { } wrong)
                r.AddError(wrong);
        });
    }

    private string? WrongOfCluster(CommandResult parsed)
    {
        var engine = parsed.GetValue(submit);
        if (engine is not ("kubernetes" or "aws-batch"))
            return new Option[] { image, volume, queue, retries }.FirstOrDefault(o => parsed.GetResult(o) is not null) is { } idle
                ? $"{idle.Name} goes with --submit kubernetes or aws-batch"
                : null;
        if (parsed.GetResult(nodes) is not null)
            return $"--nodes: whole nodes are Slurm's; take --array N with --submit {engine}";
        if (parsed.GetValue(image) is not { } from || parsed.GetValue(volume) is not { } on)
            return $"--submit {engine} needs --image and --volume: what runs, and where all tasks write";
        return ClusterFiles.Wrong(engine, new ClusterPlace(from, on, parsed.GetValue(queue), parsed.GetValue(retries) ?? UsualRetries),
            parsed.GetValue(array) ?? 2);
    }

    public bool IsAsked(ParseResult parsed) => parsed.GetValue(submit) is not null;

    /// <summary>Whether the job is only written, not submitted.</summary>
    public bool IsScriptOnly(ParseResult parsed) => parsed.GetValue(submit) == "script";

    /// <summary>The engine of a cluster whose files are written, and what it is told; null of a job of scripts.</summary>
    public (string Engine, ClusterPlace Place)? Cluster(ParseResult parsed) => parsed.GetValue(submit) is "kubernetes" or "aws-batch"
        ? (parsed.GetValue(submit)!, new ClusterPlace(parsed.GetValue(image)!, parsed.GetValue(volume)!, parsed.GetValue(queue),
            parsed.GetValue(retries) ?? UsualRetries))
        : null;

    /// <summary>The job that does a sweep by the same command line, but for where it is done.</summary>
    public ArrayJob Job(ParseResult parsed, string scenario, string folder)
    {
        // What says where the sweep is done is said anew for each task.
        var kept = CommandWords.Without(parsed,
            [submit.Name, array.Name, nodes.Name, image.Name, volume.Name, queue.Name, retries.Name, "--output", "-o"], ["--resume"]);
        return new ArrayJob(scenario, kept, parsed.GetValue(array) ?? parsed.GetValue(nodes)!.Value,
            parsed.GetValue(nodes) is not null, folder);
    }
}
