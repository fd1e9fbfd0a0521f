using CostSim.Documents;

namespace CostSim.Tests.Documents;

public sealed class QuestionBootstrapTests
{
    [Fact]
    public void Sixty_perfect_answers_still_leave_up_to_five_percent_missed()
    {
        var doubt = Of(60, documents: 1).Of([.. Enumerable.Repeat(1.0, 60)]);

        // The rule of three: 1 - 3/60 is the lower end of a one-sided 95 %; two-sided the share of the pseudo-question, beta(1, 60),
        // passes 1 - 0.025^(1/60) = 0.0596.
        Assert.InRange(doubt.Low, 1 - 0.0596 - 0.008, 1 - 0.0596 + 0.008);
        Assert.InRange(doubt.High, 0.999, 1);
    }

    [Fact]
    public void The_interval_of_half_found_is_about_two_standard_errors_wide()
    {
        var doubt = Of(400, documents: 1).Of([.. Enumerable.Range(0, 400).Select(i => i % 2 == 0 ? 1.0 : 0.0)]);

        // sqrt(0.25 / 400) = 0.025.
        Assert.InRange(doubt.High - doubt.Low, 0.09, 0.106);
    }

    [Fact]
    public void Differences_are_paired_so_a_small_one_on_every_question_is_clear()
    {
        var bootstrap = Of(100, documents: 1);
        double[] first = [.. Enumerable.Range(0, 100).Select(i => i % 2 == 0 ? 0.9 : 0.1)];

        Assert.False(bootstrap.OfDifference([.. first.Select(f => f + 0.02)], first).HoldsZero);
        Assert.True(bootstrap.OfDifference(first, [.. first.Reverse()]).HoldsZero);
    }

    [Fact]
    public void Questions_of_many_documents_are_drawn_with_their_documents()
    {
        double[] byDocument = [.. Enumerable.Range(0, 120).Select(i => i / 10 % 2 == 0 ? 1.0 : 0.0)];

        var (alone, clustered) = (Of(120, documents: 1), Of(120, documents: 12));

        Assert.False(alone.ByDocument);
        Assert.True(clustered.ByDocument);
        // Ten questions of a document share its fate: the interval is some sqrt(10) times as wide.
        Assert.True(Width(clustered.Of(byDocument)) > 2 * Width(alone.Of(byDocument)));
    }

    private static double Width(Doubt doubt) => doubt.High - doubt.Low;

    private static QuestionBootstrap Of(int questions, int documents) =>
        new([.. Enumerable.Range(0, questions).Select(i => new Question($"{i}", "?", $"{i * documents / questions}", []))], 42);
}
