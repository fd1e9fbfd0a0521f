using System.CommandLine;
using CostSim.Answers;

namespace CostSim.Cli.Commands;

/// <summary>
/// <c>costsim merge</c>: joins the shards of a sweep, or of the trials of one run, into what one process would have written, byte for byte.
/// </summary>
internal static class MergeCommand
{
    public static Command Create()
    {
        var folders = new Argument<string[]>("dirs")
        {
            Description = "Folders that --shard wrote to, or its files",
            Arity = ArgumentArity.OneOrMore
        };
        var output = new Option<string>("--output", "-o") { Description = "Folder of the results", Required = true, HelpName = "DIR" };
        var quiet = new Option<bool>("--quiet", "-q") { Description = "No progress" };
        var command = new Command("merge",
            "Join the shards of a sweep, or of a run's trials, into what one run would have written") { folders, output, quiet };
        var files = new ResultFileOptions();
        files.AddTo(command);
        command.SetAction(parsed => TrialShardFile.In(parsed.GetValue(folders)!) is { Count: > 0 } trials
            ? RunCommand.Join(TrialShardFile.Check(trials), trials, parsed.GetValue(output)!, parsed.GetValue(quiet),
                parsed.InvocationConfiguration)
            : Run(parsed.GetValue(folders)!, parsed.GetValue(output)!, parsed.InvocationConfiguration,
                parsed.GetValue(quiet), files.Of(parsed)));
        return command;
    }

    /// <summary>Joins and says what was found. Throws where a shard is missing or foreign.</summary>
    public static int Run(IReadOnlyList<string> folders, string output, FileChoices files, TextWriter stdout,
        TextWriter stderr, Progress progress)
    {
        using var shards = SweepShards.Open(folders);
        var summary = SweepFiles.Write(shards.Head, () => Told(shards.InOrder(), shards.Head.Points, progress), output, files, stderr);
        progress.Done();
        foreach (var line in new SweepWords(summary).Lines())
            stdout.WriteLine(line);
        stdout.WriteLine($"Sweep: {Path.Combine(output, "sweep.csv")}");
        return summary.Failed > 0 ? App.CouldNotAnswer : App.Fine;
    }

    private static int Run(IReadOnlyList<string> folders, string output, InvocationConfiguration console, bool quiet, FileChoices files)
    {
        using var progress = new Progress(console.Error, quiet);
        return Run(folders, output, files, console.Output, console.Error, progress);
    }

    private static IEnumerable<SweepRecord> Told(IEnumerable<SweepRecord> records, long of, Progress progress)
    {
        long done = 0;
        foreach (var record in records)
        {
            progress.Say(FormattableString.Invariant($"joining, {++done:#,0} of {of:#,0} points"));
            yield return record;
        }
    }
}
