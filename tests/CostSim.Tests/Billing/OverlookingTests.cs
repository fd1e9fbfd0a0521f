using System.Globalization;
using System.Text.Json;

namespace CostSim.Tests.Billing;

/// <summary>The assumption that long contexts hide what they hold: off unless stated, and only with its source.</summary>
public sealed class OverlookingTests
{
    private static string With(string overlooked) => SmallScenario.Text.Replace("missed: 40% }", $"missed: 40%{overlooked} }}", StringComparison.Ordinal);

    [Fact]
    public async Task Evidence_in_a_long_context_goes_unused_by_the_share_that_is_stated()
    {
        using var scenario = new SmallScenario(With(", overlooked: { per_10k_tokens: 90%, source: a test }"));

        await scenario.Run();

        // 2 % where the evidence is used, 40 % where it is not: of the whole document a part 1 - 0.1^(tokens / 10,000) goes unused.
        var rows = scenario.Result("requests.csv").Split('\n');
        var heads = rows[0].Split(',').ToList();
        double At(string row, string column) => double.Parse(row.Split(',')[heads.IndexOf(column)], CultureInfo.InvariantCulture);
        var expected = rows.Where(r => r.StartsWith("full,", StringComparison.Ordinal)).Sum(r => At(r, "share_of_requests") * (0.02 + (0.38 * (1 - Math.Pow(0.1, At(r, "context_tokens") / 10_000)))));
        var full = JsonDocument.Parse(scenario.Result("forecast.json")).RootElement.GetProperty("designs")[0];
        Assert.Equal(expected, full.GetProperty("wrong_answers").GetProperty("share").GetDouble(), 1e-9);
        Assert.InRange(expected, 0.021, 0.4);
        // What is in the context is in the context: recall does not move.
        Assert.Equal(1, full.GetProperty("recall").GetProperty("mean").GetDouble());
        Assert.Contains("a test", scenario.Result("assumptions.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evidence_in_the_middle_of_a_context_goes_unused_by_the_share_that_is_stated()
    {
        const string lease = "The rent is 2,400 ringgit a month and is due on the first working day. The tenant repairs what breaks.";
        const string policy = "Staff fly economy on journeys under six hours. Receipts are kept for seven years and handed in each month.";
        using var scenario = new SmallScenario(With(", overlooked: { in_the_middle: 50%, source: a test }"));
        scenario.Write("documents/lease.md", lease);
        scenario.Write("documents/policy.txt", policy);

        await scenario.Run();

        // Of 1 in the middle and 0 at either end: where the middle of each excerpt stands in its document, both asked alike.
        var near = (Near(lease, "The rent is 2,400 ringgit a month") / 2) + (Near(policy, "Receipts are kept for seven years") / 2);
        var full = JsonDocument.Parse(scenario.Result("forecast.json")).RootElement.GetProperty("designs")[0];
        Assert.Equal(0.02 + (0.38 * 0.5 * near), full.GetProperty("wrong_answers").GetProperty("share").GetDouble(), 1e-9);
        Assert.InRange(near, 0.1, 0.9);

        static double Near(string document, string excerpt)
        {
            var place = (document.IndexOf(excerpt, StringComparison.Ordinal) + (excerpt.Length / 2.0)) / document.Length;
            return place < 0.5 ? 2 * place : 2 * (1 - place);
        }
    }

    [Fact]
    public async Task An_assumption_that_says_no_share_is_refused()
    {
        using var scenario = new SmallScenario(With(", overlooked: { source: a test }"));

        Assert.Contains("overlooked: must say how much goes unused: per_10k_tokens, in_the_middle, or both", (await scenario.Run()).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_figure_without_its_source_is_refused()
    {
        using var scenario = new SmallScenario(With(", overlooked: { per_10k_tokens: 1% }"));

        Assert.Contains("overlooked: must say where its figure comes from", (await scenario.Run()).Error, StringComparison.Ordinal);
    }
}
