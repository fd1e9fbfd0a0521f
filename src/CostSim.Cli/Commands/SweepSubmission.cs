using System.Text.Json.Nodes;
using CostSim.Files;

namespace CostSim.Cli.Commands;

/// <summary>
/// Gives a sweep to an array engine: writes the job, submits what is missing, watches, submits again what was lost, merges.
/// </summary>
internal sealed class SweepSubmission(ArrayJob job, FileChoices files, Progress progress, TextWriter stdout, TextWriter stderr)
{
    // A shard that fails so often fails for a reason of its own.
    private const int MostTries = 3;

    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(15);

    private string IdPath => Path.Combine(job.ShardFolder, "slurm.job");

    /// <summary>Writes the script and says what to do with it.</summary>
    public int WriteOnly()
    {
        job.Write();
        stdout.WriteLine(FormattableString.Invariant($"An array job of {job.Shards} tasks, from 0: {job.ScriptPath}"));
        stdout.WriteLine($"Submit it with: sbatch {ShellWords.Path(job.ScriptPath)}");
        stdout.WriteLine($"Then: costsim merge {ShellWords.Path(job.ShardFolder)} -o {ShellWords.Path(job.Folder)}");
        return App.Fine;
    }

    /// <summary>Writes the files of a cluster and says what to do with them.</summary>
    public int WriteFiles(string engine, ClusterPlace place)
    {
        var files = new ClusterFiles(job, place);
        if (engine == "kubernetes")
        {
            var manifest = Write("job.yaml", YamlText.Of(files.Kubernetes()));
            stdout.WriteLine(FormattableString.Invariant($"An Indexed Job of {job.Shards} tasks: {manifest}"));
            stdout.WriteLine($"Submit it with: kubectl apply -f {ShellWords.Path(manifest)}");
        }
        else
        {
            var (definition, submitted) =
                (Write("job-definition.json", Indented(files.BatchDefinition())), Write("job.json", Indented(files.BatchJob())));
            stdout.WriteLine(FormattableString.Invariant($"An array job of {job.Shards} tasks: {definition}, {submitted}"));
            stdout.WriteLine($"Submit it with: aws batch register-job-definition --cli-input-json "
                + $"{ShellWords.Path("file://" + definition)}");
            stdout.WriteLine($"and: aws batch submit-job --cli-input-json {ShellWords.Path("file://" + submitted)}");
        }

        stdout.WriteLine($"Then, where the volume is mounted: costsim merge {ShellWords.Path(Path.Combine(job.Folder, "shards"))} -o "
            + $"{ShellWords.Path(job.Folder)}");
        return App.Fine;
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(job.ShardFolder, name);
        WholeFile.Write(path, text);
        return path;
    }

    private static string Indented(JsonObject document) => document.ToJsonString(new() { WriteIndented = true, NewLine = "\n" }) + "\n";

    public int Run(CancellationToken stop)
    {
        job.Write();
        for (var round = 0; job.Missing() is { Count: > 0 } missing; round++)
        {
            // A job of an earlier start that is still there is watched, not submitted twice.
            var id = round == 0 && File.Exists(IdPath) && File.ReadAllText(IdPath).Trim() is { Length: > 0 } known
                && SlurmQueue.IsThere(known) ? known : null;
            if (id is null)
            {
                if (round >= MostTries)
                    throw new InputException(Location.Of(job.ShardFolder),
                        $"after {MostTries} submissions there is no result of task {ArrayJob.Listed(missing)}; its log is "
                        + $"{Path.Combine(job.ShardFolder, $"task-{missing[0]}.log")}");
                id = SlurmQueue.Submit(job, missing);
                File.WriteAllText(IdPath, id + "\n");
                stderr.WriteLine($"slurm job {id}: {(round == 0 ? "tasks" : "again tasks")} {ArrayJob.Listed(missing)}");
            }

            Watch(id, stop);
        }

        progress.Done();
        File.Delete(IdPath);
        return MergeCommand.Run([job.ShardFolder], job.Folder, files, stdout, stderr, progress);
    }

    private void Watch(string id, CancellationToken stop)
    {
        for (var wait = FirstLook; SlurmQueue.IsThere(id); wait = wait * 1.5 < LongestLook ? wait * 1.5 : LongestLook)
        {
            progress.Say($"slurm job {id}, shards", job.Shards - job.Missing().Count, job.Shards);
            if (!stop.WaitHandle.WaitOne(wait))
                continue;
            progress.Done();
            stderr.WriteLine($"slurm job {id} goes on; the same command watches it again, scancel {id} ends it");
            stop.ThrowIfCancellationRequested();
        }
    }
}
