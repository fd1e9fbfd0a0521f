using CostSim.Cli;

namespace CostSim.Tests.Capacity;

/// <summary>The command on the shipped scenario, and its refusals.</summary>
public sealed class CapacityCommandTests
{
    private static readonly string Scenario = Path.Combine(Shared.Repository, "scenarios", "support-capacity");

    // A tenth of the traffic, so that the test is quick.
    private static readonly string[] Small = ["--set", "traffic.requests_per_day=500", "--set", "limits={ rpm: 500, tpm: 40_000 }", "-q"];

    [Fact]
    public async Task The_answer_says_what_each_policy_serves_and_how_many_reviewers_are_needed()
    {
        var answer = await Cli.Run(["capacity", Scenario, .. Small]);

        Assert.Equal((0, ""), (answer.Exit, answer.Error));
        foreach (var policy in new[] { "retry", "queue", "shed", "fallback", "overnight" })
            Assert.Contains(policy, answer.Output, StringComparison.Ordinal);
        // 2 % of 500 answers.
        Assert.Contains("10 answers a day of 2 minutes each in a shift of 8 hours need", answer.Output.ReplaceLineEndings(" ").Replace("   ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.All(answer.Output.Split('\n'), line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public async Task Threads_do_not_change_a_byte()
    {
        var one = await Cli.Run(["capacity", Scenario, .. Small, "--format", "csv", "--threads", "1"]);
        var two = await Cli.Run(["capacity", Scenario, .. Small, "--format", "csv", "--threads", "2"]);

        Assert.StartsWith("design,policy,month,volume_percentile,quantity,value,limit,note", one.Output, StringComparison.Ordinal);
        Assert.Equal(one.Output, two.Output);
    }

    [Fact]
    public async Task The_largest_seed_has_other_luck_too()
    {
        var answer = await Cli.Run(["capacity", Scenario, .. Small, "--seed", "18446744073709551615", "--target", "429s <= 0.1%"]);

        Assert.InRange(answer.Exit, App.LimitPassed, App.Inconclusive);
    }

    [Fact]
    public async Task A_target_that_a_quota_reaches_says_the_smallest_and_exits_by_whether_the_present_one_does()
    {
        var missed = await Cli.Run(["capacity", Scenario, .. Small, "--set", "failures={ errors: 0% }", "--set", "limits={ tpm: 20_000 }", "--target", "429s <= 0.1%"]);
        var held = await Cli.Run(["capacity", Scenario, .. Small, "--set", "failures={ errors: 0% }", "--set", "limits={ tpm: 4_000_000 }", "--target", "429s <= 0.1%"]);

        Assert.Equal((3, 0), (missed.Exit, held.Exit));
        Assert.Contains("Smallest for \"429s <= 0.1%\"", missed.Output, StringComparison.Ordinal);
        Assert.Contains("tpm", held.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_nothing_reaches_says_the_best_there_is()
    {
        // The first token alone takes 600 ms.
        var answer = await Cli.Run(["capacity", Scenario, .. Small, "--target", "p50 <= 100ms"]);

        Assert.Equal(3, answer.Exit);
        Assert.Contains("reaches: at P50 p50", answer.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("limits={ tmp: 5 }", "unknown key 'tmp' in limits")]
    [InlineData("limits={ tpm: 0 }", "tpm: must be above 0")]
    [InlineData("limits=openai/tier-9", "limits: 'openai/tier-9' names")]
    [InlineData("policies.retry={ refuse: queue }", "unknown key 'refuse' in policies.retry")]
    [InlineData("policies.retry={ switch: { to: producton, above: 80% } }", "to: 'producton' is not a design; did you mean 'production'?")]
    [InlineData("limits={ tpm: 10 }", "not even one request of production can be served")]
    public async Task Wrong_limits_are_refused_with_the_rule(string change, string said)
    {
        var answer = await Cli.Run("capacity", Scenario, "--set", change, "-q");

        Assert.Equal(1, answer.Exit);
        Assert.Contains(said, answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("p95 < 4s", "is not a target")]
    [InlineData("p96 <= 4s", "is not a figure of a service level")]
    [InlineData("429s <= 4s", "is not a share")]
    public async Task A_target_that_cannot_be_read_is_refused(string target, string said)
    {
        var answer = await Cli.Run("capacity", Scenario, "--target", target, "-q");

        Assert.Equal(1, answer.Exit);
        Assert.Contains(said, answer.Error, StringComparison.Ordinal);
    }
}
