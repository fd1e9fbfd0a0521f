using CostSim.Answers;
using CostSim.Engine;
using CostSim.Files;
using CostSim.Scenarios;

namespace CostSim.Cli;

/// <summary>The trials of one scenario in shards: works one out, or reads what another process worked out.</summary>
internal static class TrialShards
{
    // What says where trials are worked out, and on how many threads, is none of their identity.
    private static readonly string[] Places = ["--shard", "--output", "-o", "--threads"];

    /// <summary>Works out one shard into a folder; one that is there already is left as it is.</summary>
    public static int Write(System.CommandLine.ParseResult parsed, ScenarioFile file, Scenario scenario, SpendOptions options,
        (int Shard, int Shards) part, string folder, TextWriter stdout, CancellationToken stop)
    {
        var head = new TrialShardHead(ToolVersion.Text, scenario.Name, Identity(file, scenario, options), scenario.Seed, part.Shard,
            part.Shards, CommandWords.Without(parsed, Places, ["--quiet", "-q"]), Environment.CurrentDirectory);
        var path = Path.Combine(folder, TrialShardFile.NameOf(part.Shard, part.Shards));
        if (File.Exists(path))
        {
            if (TrialShardFile.Read(path) is not { } there
                || (there with { Arguments = [], Folder = "" }) != (head with { Arguments = [], Folder = "" }))
                throw new InputException(Location.Of(path), "is another shard, or damaged; delete it, or write elsewhere with -o");
            stdout.WriteLine(FormattableString.Invariant($"shard {part.Shard} of {part.Shards}: is there already, {path}"));
            return App.Fine;
        }

        var trials = 0;
        TrialShardFile.Write(path, head, to => trials = Simulation.RunShard(scenario, options, part.Shard, part.Shards, to, stop));
        stdout.WriteLine(FormattableString.Invariant($"shard {part.Shard} of {part.Shards}: {trials:#,0} trials in {path}"));
        return App.Fine;
    }

    /// <summary>The options with the shards' blocks in place of trials. Throws where they are of another state of the scenario.</summary>
    public static SpendOptions Joined(TrialShardHead head, IReadOnlyList<string> files, ScenarioFile file, Scenario scenario,
        SpendOptions options) => Identity(file, scenario, options) == head.Hash
        ? options with { Shards = [.. files.Select(TrialShardFile.Blocks)] }
        : throw new InputException(Location.Of(Path.GetDirectoryName(files[0])!),
            $"the scenario {scenario.Name}, its files or its prices have changed since these shards were worked out; bring them back, or "
            + $"run the shards again");

    private static string Identity(ScenarioFile file, Scenario scenario, SpendOptions options) => RunIdentity.Of(file, scenario,
        string.Join(' ', scenario.Designs.Select(d => d.Name)),
        FormattableString.Invariant($"{options.Trials} {options.BudgetUsdPerMonth:R} {options.BudgetWithPeople}"));
}
