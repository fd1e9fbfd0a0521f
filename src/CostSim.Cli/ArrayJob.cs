using System.Globalization;
using System.Text;
using CostSim.Answers;
using CostSim.Files;

namespace CostSim.Cli;

/// <summary>A sweep as an array job: its script, and which shards are not there yet.</summary>
/// <param name="Scenario">The scenario's name.</param>
/// <param name="Arguments">The command line without what says where it is done.</param>
/// <param name="Shards">Tasks of the job, counted from 0.</param>
/// <param name="WholeNodes">Whether each task has a node for itself.</param>
/// <param name="Folder">Where the results go; the shards lie in a folder below.</param>
internal sealed record ArrayJob(string Scenario, IReadOnlyList<string> Arguments, int Shards, bool WholeNodes, string Folder)
{
    public string ShardFolder => Path.Combine(Path.GetFullPath(Folder), "shards");

    public string ScriptPath => Path.Combine(ShardFolder, "job.sh");

    /// <summary>The tasks whose shards are missing, counted from 0.</summary>
    public IReadOnlyList<int> Missing() =>
        [.. Enumerable.Range(1, Shards).Except(SweepShards.Finished(ShardFolder, Shards)).Select(s => s - 1)];

    /// <summary>Writes the script, whole or not at all.</summary>
    public void Write() => WholeFile.Write(ScriptPath, Script());

    /// <summary>A shell script that any array engine can run; the comments are for Slurm.</summary>
    public string Script()
    {
        var name = string.Concat(Scenario.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-'));
        var (shards, here) = (ShellWords.Path(ShardFolder), ShellWords.Path(Environment.CurrentDirectory));
        // Slurm takes quotes as a shell does, and '%' for the beginning of a pattern.
        var log = ShellWords.Path(Path.Combine(ShardFolder.Replace("%", "%%", StringComparison.Ordinal), "task-%a.log"));
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture,
            $"#!/bin/sh\n# A sweep of {name} in {Shards} shards, by costsim {ToolVersion.Text}. A task that is run again goes on where it "
            + $"stopped.\n");
        text.Append(CultureInfo.InvariantCulture,
            $"#SBATCH --job-name=costsim-{name}\n#SBATCH --array=0-{Shards - 1}\n#SBATCH --ntasks=1\n#SBATCH --requeue\n#SBATCH "
            + $"--open-mode=append\n#SBATCH --output={log}\n");
        if (WholeNodes)
            text.Append("#SBATCH --exclusive\n");
        text.Append(CultureInfo.InvariantCulture, $"cd {here} || exit 1\n");
        text.Append(CultureInfo.InvariantCulture,
            $"exec {string.Join(' ', Program().Concat(Arguments).Select(ShellWords.Quoted))} --shard auto/{Shards} -o {shards}\n");
        return text.ToString();
    }

    /// <summary>Tasks as an array engine takes them: <c>0-3,7</c>.</summary>
    public static string Listed(IReadOnlyList<int> tasks)
    {
        var parts = new List<string>();
        for (var i = 0; i < tasks.Count; i++)
        {
            var first = i;
            while (i + 1 < tasks.Count && tasks[i + 1] == tasks[i] + 1)
                i++;
            parts.Add(first == i ? $"{tasks[i]}" : $"{tasks[first]}-{tasks[i]}");
        }

        return string.Join(',', parts);
    }

    // The tool itself, or the dotnet host with the tool's file.
    private static IEnumerable<string> Program()
    {
        var tool = Path.Combine(AppContext.BaseDirectory, "costsim.dll");
        var host = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "costsim" ? path : null;
        return host is not null ? [host] : File.Exists(tool) ? ["dotnet", tool] : ["costsim"];
    }
}
