using CostSim.Answers;
using CostSim.Results;
using CostSim.Scenarios;

namespace CostSim.Tests.Engine;

/// <summary>A break-even is a volume: how sure the traffic is does not move it, and it says which design is cheaper on which side.</summary>
public sealed class BreakEvenVolumeTests
{
    private const string Typed =
        """
        scenario: pocket
        start: 2027-01-01
        months: 12
        requests: { input: 2_000, output: 300 }
        designs:
          metered: { prices: { inline: { input_usd_per_mtok: 2.50, output_usd_per_mtok: 10 } } }
          fixed: { monthly: [{ name: index, usd: 70 }], prices: { inline: { input_usd_per_mtok: 1.25, output_usd_per_mtok: 10 } } }
        traffic: { requests_per_day: VOLUME }
        simulation: { trials: 1_024, seed: 7 }
        """;

    // A prompt that a cache holds the longer the more requests come, so that the cost of a request falls with the volume.
    private const string Cached =
        """
        scenario: cached
        start: 2027-01-01
        months: 12
        documents: [documents]
        prices: { as_of: 2026-11-01 }
        designs:
          long: { model: openai/gpt-4o, system: 4_000, context: whole-document, answer: 100 }
          short: { like: long, system: 500, monthly: [{ name: index, usd: 70 }] }
        traffic: { requests_per_day: VOLUME }
        simulation: { trials: 4_096, seed: 7 }
        """;

    [Theory]
    [InlineData("1_732")]
    [InlineData("200 to 20_000")]
    public void The_break_even_is_fixed_cost_over_the_difference_a_request(string volume)
    {
        var pair = Run(Typed, volume).Spend.Pairs.Single();

        // $70 in each of 12 months over 365 days; a request costs 2,000 x $1.25 a million less: 920.5 requests a day.
        const double pocket = 70.0 * 12 / 365 / (2_000 * 1.25e-6);
        Assert.Equal(pocket, pair.BreakEven.RequestsPerDay, pocket * 0.001);
        Assert.True(pair.BreakEven.FirstIsCheaperBelow);
    }

    [Fact]
    public void Doubt_about_the_volume_does_not_move_it_where_a_cache_bends_the_costs()
    {
        var (sure, unsure) = (At("300"), At("60 to 1_500"));

        Assert.InRange(unsure.P50, sure.P5 * 0.98, sure.P95 * 1.02);
        Assert.Equal(sure.P50, unsure.P50, sure.P50 * 0.02);

        static (double P5, double P50, double P95) At(string volume)
        {
            var result = Run(Cached, volume);
            return BreakEvenSentences.Volumes(result, result.Spend.Pairs.Single());
        }
    }

    [Theory]
    [InlineData("300", "Above 921 requests a day fixed is cheaper than metered.")]
    [InlineData("3_000", "Below 921 requests a day metered is cheaper than fixed.")]
    public void The_sentence_tells_the_far_side_in_any_order_of_the_designs(string volume, string sentence)
    {
        var lines = Typed.Split('\n').ToList();
        var fixedFirst = string.Join('\n', lines.Where(l => !l.StartsWith("  metered", StringComparison.Ordinal)).SelectMany(l => l.StartsWith("  fixed", StringComparison.Ordinal) ? [l, lines.First(m => m.StartsWith("  metered", StringComparison.Ordinal))] : new[] { l }));

        Assert.Equal([sentence], BreakEvenSentences.All(Run(Typed, volume)));
        Assert.Equal([sentence], BreakEvenSentences.All(Run(fixedFirst, volume)));
    }

    [Fact]
    public async Task The_chart_says_the_same_as_the_sentence()
    {
        using var scenario = new SmallScenario(Typed.Replace("VOLUME", "3_000", StringComparison.Ordinal).Replace("  metered:", "  zz:", StringComparison.Ordinal));

        var answer = await scenario.Run();

        Assert.True(answer.Exit == 0, answer.Error);
        Assert.Contains("Below 921 requests a day zz is cheaper, above it fixed", scenario.Result("charts/break-even.svg"), StringComparison.Ordinal);
    }

    private static Result Run(string text, string volume)
    {
        using var folder = new SmallScenario(text.Replace("VOLUME", volume, StringComparison.Ordinal));
        return Simulation.Run(ScenarioFile.Load(folder.Folder, new LoadOptions()));
    }
}
