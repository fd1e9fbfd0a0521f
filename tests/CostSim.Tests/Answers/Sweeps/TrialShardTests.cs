namespace CostSim.Tests.Answers;

public sealed class TrialShardTests : IDisposable
{
    private readonly SmallScenario scenario = new();

    public void Dispose() => scenario.Dispose();

    private string Shards => Path.Combine(scenario.Folder, "shards");

    private Task<Cli.Answer> Shard(string part, params string[] more) => Cli.Run(["run", scenario.Folder, "--store", "off", "--trials", "8000", "--shard", part, "-o", Shards, .. more]);

    [Fact]
    public async Task Trials_in_shards_merge_to_every_byte_of_one_run()
    {
        await scenario.Run("--trials", "8000");
        for (var part = 1; part <= 3; part++)
            Assert.Equal(0, (await Shard($"{part}/3", "--threads", $"{part}")).Exit);
        var merged = Path.Combine(scenario.Folder, "merged");

        var answer = await Cli.Run("merge", Shards, "-o", merged, "-q");

        Assert.Equal((0, ""), (answer.Exit, answer.Error));
        var files = Directory.GetFiles(scenario.Out, "*", SearchOption.AllDirectories);
        Assert.True(files.Length > 15);
        foreach (var file in files)
            Assert.True(File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(merged, Path.GetRelativePath(scenario.Out, file)))), file);
    }

    [Fact]
    public async Task A_shard_of_trials_is_made_once()
    {
        await Shard("2/3");
        var file = Path.Combine(Shards, "shard-2-of-3.trials");
        var made = File.ReadAllBytes(file);

        var again = await Shard("2/3");

        Assert.Contains("is there already", again.Output, StringComparison.Ordinal);
        Assert.Equal(made, File.ReadAllBytes(file));
        Assert.Single(Directory.GetFiles(Shards));
    }

    [Fact]
    public async Task Missing_foreign_torn_and_outdated_shards_are_named()
    {
        await Shard("1/2");
        var missing = await Cli.Run("merge", Shards, "-o", scenario.Out);
        await Shard("2/2", "--seed", "8");
        var foreign = await Cli.Run("merge", Shards, "-o", scenario.Out);
        var second = Path.Combine(Shards, "shard-2-of-2.trials");
        File.Delete(second);
        await Shard("2/2");
        scenario.Write("prompts/system.md", "Answer shortly.");
        var outdated = await Cli.Run("merge", Shards, "-o", scenario.Out);
        File.WriteAllBytes(second, File.ReadAllBytes(second)[..^1]);
        var torn = await Cli.Run("merge", Shards, "-o", scenario.Out);

        Assert.All(new[] { missing, foreign, outdated, torn }, a => Assert.Equal(1, a.Exit));
        Assert.Contains("missing is shard 2 of 2; run it with --shard 2/2", missing.Error, StringComparison.Ordinal);
        Assert.Contains("is foreign: it has seed", foreign.Error, StringComparison.Ordinal);
        Assert.Contains("have changed since these shards were worked out", outdated.Error, StringComparison.Ordinal);
        Assert.Contains("shard-2-of-2.trials: error: is damaged", torn.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(scenario.Out));
    }
}
