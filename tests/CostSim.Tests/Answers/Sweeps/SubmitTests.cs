using System.Diagnostics;

namespace CostSim.Tests.Answers;

/// <summary>Array jobs against programs that stand in for Slurm: <c>sbatch</c> runs the tasks of the script at once, and loses one the first time.</summary>
public sealed class SubmitTests : IDisposable
{
    private readonly SmallScenario scenario = new();

    private string Bin => Path.Combine(scenario.Folder, "bin");

    public void Dispose() => scenario.Dispose();

    [Fact]
    public void A_submitted_sweep_is_watched_its_lost_task_submitted_again_and_the_shards_merged_to_the_bytes_of_one_run()
    {
        if (OperatingSystem.IsWindows())
            return;
        Program("sbatch", """
            list=$(echo "$2" | cut -d= -f2)
            echo "$list" >> "$0.calls"
            for task in $(echo "$list" | sed 's/0-2/0 1 2/'); do
              if [ "$task" = 1 ] && [ ! -f "$0.lost" ]; then touch "$0.lost"; continue; fi
              SLURM_ARRAY_TASK_ID=$task sh "$3" > "$0.log" 2>&1
            done
            echo 77
            """);
        Program("squeue", "echo 'slurm_load_jobs error: Invalid job id specified' >&2; exit 1");

        var cluster = Run("--submit", "slurm", "--array", "3", "-o", scenario.Out);
        var one = Path.Combine(scenario.Folder, "one");
        Run("-o", one);

        Assert.Equal("", cluster.Error.Replace("slurm job 77: tasks 0-2\n", "", StringComparison.Ordinal).Replace("slurm job 77: again tasks 1\n", "", StringComparison.Ordinal));
        Assert.Equal(0, cluster.Exit);
        Assert.Equal("0-2\n1\n", File.ReadAllText(Path.Combine(Bin, "sbatch.calls")));
        Assert.Equal(File.ReadAllBytes(Path.Combine(one, "sweep.csv")), File.ReadAllBytes(Path.Combine(scenario.Out, "sweep.csv")));
    }

    [Fact]
    public void Without_slurm_the_error_names_the_program_and_the_way_out()
    {
        Directory.CreateDirectory(Bin);

        var answer = Run("--submit", "slurm", "--array", "3", "-o", scenario.Out);

        Assert.Equal(1, answer.Exit);
        Assert.Contains("needs the program sbatch", answer.Error, StringComparison.Ordinal);
        Assert.Contains("--submit script", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_alone_does_each_task_by_the_same_command_line()
    {
        var answer = await Cli.Run("run", scenario.Folder, "--store", "off", "--set", "scenario=it's", "--vary", "traffic.requests_per_day=100,200", "--resume", "--submit", "script", "--nodes", "8", "-o", scenario.Out);

        var script = File.ReadAllText(Path.Combine(scenario.Out, "shards", "job.sh"));
        Assert.Equal(0, answer.Exit);
        Assert.Contains("#SBATCH --array=0-7\n", script, StringComparison.Ordinal);
        Assert.Contains("#SBATCH --exclusive\n", script, StringComparison.Ordinal);
        Assert.Contains($" run {scenario.Folder} --store off --set 'scenario=it'\\''s' --vary traffic.requests_per_day=100,200 --shard auto/8 -o ", script, StringComparison.Ordinal);
        Assert.DoesNotContain("--resume", script, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--submit", "slurm")]
    [InlineData("--array", "3")]
    [InlineData("--submit", "script", "--array", "2", "--nodes", "2")]
    [InlineData("--submit", "script", "--array", "2", "--shard", "1/2")]
    public async Task Options_of_an_array_job_stand_together_or_not_at_all(params string[] options)
    {
        var answer = await scenario.Run(["--vary", "traffic.requests_per_day=1,2", .. options]);

        Assert.Equal(2, answer.Exit);
    }

    private void Program(string name, string body)
    {
        Directory.CreateDirectory(Bin);
        var path = Path.Combine(Bin, name);
        File.WriteAllText(path, $"#!/bin/sh\n{body}\n".ReplaceLineEndings("\n"));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    // As a process: what is on the path differs. The stand-ins come first, and Slurm itself is out of sight.
    private Cli.Answer Run(params string[] options)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "costsim.dll"), "run", scenario.Folder, "--store", "off", "--vary", "designs.rag.context.k=1,2", "--vary", "traffic.requests_per_day=10,20,30", .. options])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var dotnet = Path.GetDirectoryName(Environment.ProcessPath)!;
        var without = Environment.GetEnvironmentVariable("PATH")!.Split(':').Where(folder => !File.Exists(Path.Combine(folder, "sbatch")));
        foreach (var program in new[] { "sh", "cut", "echo", "sed", "touch", "dotnet" }.Where(p => File.Exists($"/usr/bin/{p}") && !File.Exists(Path.Combine(Bin, p))))
            File.CreateSymbolicLink(Path.Combine(Bin, program), $"/usr/bin/{program}");
        start.Environment["PATH"] = string.Join(':', [Bin, dotnet, .. without]);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Cli.Answer(process.ExitCode, output, error.Result);
    }
}
