using System.Text.RegularExpressions;
using CostSim.Cli;

namespace CostSim.Tests;

/// <summary>Help keeps its word: its lines fit a terminal, and its examples run as they stand.</summary>
public sealed partial class HelpTests(HelpTests.Workplace workplace) : IClassFixture<HelpTests.Workplace>
{
    private static readonly string[] Verbs =
    [
        "", "init", "run", "merge", "check", "report", "explain", "measure", "fit", "track", "close", "capacity", "prices", "prices list", "prices show", "prices quote", "prices diff",
        "prices verify", "prices import", "schema", "completion", "licences", "tune",
    ];

    public static TheoryData<string> Names => [.. Verbs];

    // Watching never ends, the tables of other projects are not shipped with this one, and two are the README's, which are run for it.
    public static TheoryData<string> Examples => [.. Help.Examples.Values.SelectMany(e => e).Distinct()
        .Where(e => !e.Contains("--watch", StringComparison.Ordinal) && !e.StartsWith("costsim prices import", StringComparison.Ordinal))
        .Except(["costsim run scenarios/contract-qa", "costsim capacity scenarios/support-capacity"])];

    [Theory, MemberData(nameof(Names))]
    public async Task Help_of_every_verb_fits_80_columns_and_ends_with_examples(string verb)
    {
        var answer = await Cli.Run([.. verb.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Assert.Equal(0, answer.Exit);
        var (options, examples) = (answer.Output.Split("Examples:\n")[0], answer.Output.Split("Examples:\n")[1]);
        Assert.All(options.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, 80));
        // The name of a value is never broken in the middle of a word.
        Assert.DoesNotContain(options.Split('\n'), line => line.Length > 2 && line[..2] == "  " && (line[2] is '-' or '<') && line.TrimStart().Split("  ")[0] is var first && first.Contains('<', StringComparison.Ordinal) && !first.Contains('>', StringComparison.Ordinal));
        Assert.All(examples.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.StartsWith("  costsim ", line, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Examples))]
    public async Task Every_example_of_help_runs(string example)
    {
        var answer = await Cli.Run(workplace.Arguments(example));

        // 0 is fine; 3 and 4 are answers too, of a limit that is passed or open.
        Assert.True(answer.Exit is 0 or 3 or 4, $"{example}: {answer.Exit}\n{answer.Error}");
        Assert.Equal(example.Contains("track", StringComparison.Ordinal) && !example.Contains("--backtest", StringComparison.Ordinal) ? 3 : 0, answer.Exit is 4 ? 0 : answer.Exit);
    }

    /// <summary>A folder with what the examples speak of: the shipped scenarios, their results, a usage table.</summary>
    public sealed partial class Workplace : IAsyncLifetime
    {
        private readonly string folder = Directory.CreateTempSubdirectory("costsim-help-").FullName;

        public async Task InitializeAsync()
        {
            File.WriteAllText(Path.Combine(folder, "usage.csv"), "case_id,provider,model,at_utc,fresh_input_tokens,output_tokens\n1,openai,gpt-4o,2026-11-01T00:00:00Z,11500,400\n");
            foreach (var scenario in new[] { "contract-qa", "from-log-to-landing", "pilot-to-production" })
                Assert.Equal(0, (await Cli.Run(Arguments($"costsim run scenarios/{scenario}"))).Exit);
            Directory.CreateDirectory(Path.Combine(folder, "last-quarter"));
            File.Copy(Path.Combine(folder, "out", "contract-qa", "forecast.json"), Path.Combine(folder, "last-quarter", "forecast.json"));
            foreach (var part in new[] { "1", "2" })
                Assert.Equal(0, (await Cli.Run(Arguments($"costsim run scenarios/pilot-to-production --vary traffic.requests_per_day=100..10_000:log3 --shard {part}/2 -o shards/{part}"))).Exit);
        }

        public Task DisposeAsync()
        {
            Directory.Delete(folder, recursive: true);
            return Task.CompletedTask;
        }

        /// <summary>The words of a line as a shell would give them, with every path in this folder.</summary>
        internal string[] Arguments(string line)
        {
            var words = Words().Matches(line.Split(" > ")[0].Split(" >> ")[0]).Select(m => m.Value.Replace("'", "", StringComparison.Ordinal)).Skip(1).Select(Placed).ToList();
            if (words[0] == "run" && !words.Contains("-o"))
                words.AddRange(["-o", Path.Combine(folder, "out", Path.GetFileName(words[1]))]);
            return [.. words];
        }

        private string Placed(string word) => word switch
        {
            _ when word.StartsWith("scenarios/", StringComparison.Ordinal) => Path.Combine(Shared.Repository, word),
            _ when word.StartsWith("out/", StringComparison.Ordinal) || word.StartsWith("shards/", StringComparison.Ordinal) || word.StartsWith("last-quarter/", StringComparison.Ordinal) => Path.Combine(folder, word),
            "my-assistant" or "my-contracts" or "again" => Path.Combine(folder, word),
            _ when word.EndsWith(".html", StringComparison.Ordinal) || word.EndsWith(".md", StringComparison.Ordinal) || word.EndsWith(".csv", StringComparison.Ordinal) || word.EndsWith(".schema.json", StringComparison.Ordinal) || word.EndsWith(".xlsx", StringComparison.Ordinal) => Path.Combine(folder, word),
            _ => word,
        };

        [GeneratedRegex(@"(?:[^\s']|'[^']*')+")]
        private static partial Regex Words();
    }
}
