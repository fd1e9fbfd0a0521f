using System.Diagnostics;

namespace CostSim.Tests.Answers;

/// <summary>Array engines tell a task its index by a variable of their own.</summary>
public sealed class ShardNumberTests : IDisposable
{
    private readonly SmallScenario scenario = new();

    public void Dispose() => scenario.Dispose();

    [Theory]
    [InlineData("SLURM_ARRAY_TASK_ID", "0", 1)]
    [InlineData("JOB_COMPLETION_INDEX", "1", 2)]
    [InlineData("AWS_BATCH_JOB_ARRAY_INDEX", "2", 3)]
    public void The_index_of_a_task_counts_from_0_and_its_shard_from_1(string variable, string index, int shard)
    {
        var (exit, output, _) = Run(variable, index);

        Assert.Equal(0, exit);
        Assert.StartsWith($"shard {shard} of 3: 1 point in ", output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(scenario.Out, $"shard-{shard}-of-3.sweep")));
    }

    [Fact]
    public void An_index_beyond_the_shards_is_wrong_usage_and_says_why()
    {
        var (exit, _, error) = Run("SLURM_ARRAY_TASK_ID", "3");

        Assert.Equal(2, exit);
        Assert.Contains("the array job's index is 3, but must be from 0 to 2", error, StringComparison.Ordinal);
    }

    // A process of its own: variables belong to the whole process.
    private (int Exit, string Output, string Error) Run(string variable, string index)
    {
        var start = new ProcessStartInfo("dotnet",
            [Path.Combine(AppContext.BaseDirectory, "costsim.dll"), "run", scenario.Folder, "--store", "off", "--design", "full", "--vary", "traffic.requests_per_day=1,2,3", "--shard", "auto/3", "-o", scenario.Out])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[variable] = index;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
