using CostSim.Engine;
using CostSim.Results;

namespace CostSim.Tests.Billing;

public sealed class UncertainWaysTests
{
    private const string First = "first: { kind: top-chunks, k: 1, chunker: { kind: window, size: 50 } }";

    private static DesignResult Run(string context, string answer = "100")
    {
        var document = Sample.Document("a.md", $"{Sample.Words(50, "find")} {Sample.Words(1_950, "miss")}");
        var scenario = new Sample($$"""
            months: 1
            start: 2027-01-01
            documents: [documents]
            questions: questions.jsonl
            traffic: { requests_per_day: 1_000, counts: poisson }
            prices: { inline: { input_usd_per_mtok: 2, output_usd_per_mtok: 10 } }
            designs: { one: { context: {{context}}, answer: {{answer}} } }
            simulation: { trials: 4_096, seed: 7 }
            """)
        {
            Documents = [document],
            Questions = [Sample.Question("q1", "find", document, Sample.Words(50, "find")), Sample.Question("q2", "find", document, Sample.Words(40, "miss"))],
        }.Read();
        return Simulation.Run(scenario, new SpendOptions { Seed = scenario.Seed, Trials = scenario.Trials, Threads = 2 }).Designs[0];
    }

    // Answered from chunks: 51 in and 100 out, 1.102 thousandths. Declined: 51 + 2,001 in, 10 + 100 out, 5.204.
    private static double ShareThatFallsBack(DesignResult design) => ((design.Spend.Bill.Total.Mean / 31_000) - 0.001102) / (0.005204 - 0.001102);

    [Fact]
    public void An_uncertain_share_that_falls_back_keeps_its_mean_and_moves_the_bill()
    {
        var design = Run($"{{ kind: self-route, declines: 10% to 30%, {First} }}");

        // A beta with 5 % below 0.1 and 5 % above 0.3 has its mean near 0.19.
        Assert.InRange(ShareThatFallsBack(design), 0.185, 0.20);
        // Four standard errors: 0.061 / sqrt(4,096) each.
        Assert.InRange(ShareThatFallsBack(design) - (design.CallsPerRequest - 1), -0.004, 0.004);
        // A sd of 0.061 on the share, times 0.004102 dollars and 31,000 requests, is $7.8; by chance alone requests would move it by $0.3.
        Assert.InRange(design.Spend.Bill.Total.StandardDeviation, 7.0, 8.6);
    }

    [Fact]
    public void What_is_noticed_with_uncertain_probabilities_costs_its_mean()
    {
        var design = Run($"{{ kind: self-route, notices: 70% to 90%, false_alarms: 2% to 8%, {First} }}");

        // Half the questions are found, half missed: (N + F) / 2 fall back, and (1 - N) / 2 stay missed.
        Assert.InRange(ShareThatFallsBack(design), 0.41, 0.44);
        // Two questions weighed anew move the share by 0.22 in a trial: 0.0034 a standard error.
        Assert.InRange(ShareThatFallsBack(design) - (design.CallsPerRequest - 1), -0.0136, 0.0136);
        Assert.InRange(design.Recall!.Mean, 0.89, 0.92);
    }

    [Fact]
    public void Answers_sent_again_move_with_their_unknown_mean()
    {
        var known = Run("{ kind: history, turns: 5 }").Spend.Bill.Total;
        var unknown = Run("{ kind: history, turns: 5 }", "{ mean: 90 to 110, cv: 0.01 }").Spend.Bill.Total;

        // Five turns send 0 to 4 exchanges of 101: 202 + 1 in, 100 out: 0.406 + 1 thousandths, of which the answers' mean moves 0.4 + 1.
        Assert.Equal(0.001406, known.Mean / 31_000, 6);
        var spread = Math.Log(110.0 / 90) / (2 * 1.6448536) * 1.4 / 1.406;
        Assert.InRange(unknown.StandardDeviation / unknown.Mean, spread * 0.97, spread * 1.06);
    }
}
