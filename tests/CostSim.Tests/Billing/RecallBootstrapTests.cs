using CostSim.Billing;
using CostSim.Documents;
using CostSim.Prompts;
using CostSim.Scenarios;
using CostSim.Units;

namespace CostSim.Tests.Billing;

public sealed class RecallBootstrapTests
{
    [Fact]
    public void Sixty_perfect_answers_leave_about_five_percent_that_may_be_missed()
    {
        var recall = Measure([.. Enumerable.Repeat(1.0, 60)])!;

        // The rule of three: 3 / 60. The 2.5 % point of Beta(60, 1) is 0.025^(1/60) = 0.9404.
        Assert.Equal(1, recall.Mean, 12);
        Assert.InRange(recall.Low, 0.93, 0.95);
        Assert.InRange(recall.High, 0.999, 1);
    }

    [Fact]
    public void A_target_that_the_interval_straddles_stays_open_and_says_how_many_questions_would_settle_it()
    {
        // 90 of 100 found against 0.88: s^2 = 0.09, distance 0.02, n = 1.96^2 0.09 / 0.02^2 = 865 (1.959964^2 = 3.841459).
        var recall = Measure([.. Enumerable.Repeat(1.0, 90), .. Enumerable.Repeat(0.0, 10)], 0.88)!;

        Assert.Equal(TargetState.Open, recall.Target);
        Assert.Equal(865 - 100, recall.QuestionsToSettle);
        Assert.Equal(10, recall.Missed);
    }

    [Theory]
    [InlineData(0.70, TargetState.Met)]
    [InlineData(0.99, TargetState.Failed)]
    internal void A_target_far_from_the_measure_is_settled(double target, TargetState state)
    {
        var recall = Measure([.. Enumerable.Repeat(1.0, 90), .. Enumerable.Repeat(0.0, 10)], target)!;

        Assert.Equal(state, recall.Target);
        Assert.Null(recall.QuestionsToSettle);
    }

    private static RecallMeasure? Measure(double[] recalls, double? target = null) => RecallBootstrap.Measure(
        [("design", MeasuredQuestion.Of([Population(recalls)], [1]))], target is { } atLeast ? new QualityTarget(new Share(atLeast), new Share(0.9)) : null, 42).Recalls[0];

    private static Population Population(double[] recalls) => new()
    {
        Weights = [.. recalls.Select(_ => 1.0 / recalls.Length)],
        Documents = [.. recalls.Select(_ => 0)],
        Requests = [.. recalls.Select(_ => new AssembledRequest([new RequestWay([], [])]))],
        Evidence = [.. recalls.Select(r => (RetrievalQuality?)new RetrievalQuality(r, r / 10, r / 10))],
    };
}
