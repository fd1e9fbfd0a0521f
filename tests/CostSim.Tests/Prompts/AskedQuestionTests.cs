using CostSim.Prompts;

namespace CostSim.Tests.Prompts;

public sealed class AskedQuestionTests
{
    private static readonly CostSim.Documents.Document First = Sample.Document("a.md", "one two three");
    private static readonly CostSim.Documents.Document Second = Sample.Document("b.md", "four five six");

    [Fact]
    public void A_document_shares_its_part_of_the_requests_among_its_questions_and_one_without_gets_a_stand_in()
    {
        var questions = new[] { Sample.Question("q1", "one?", First, "one"), Sample.Question("q2", "two?", First, "two") };

        var asked = AskedQuestion.Spread([First, Second], questions, [0.75, 0.25]);

        Assert.Equal([("q1", 0, 0.375), ("q2", 0, 0.375), (null, 1, 0.25)], asked.Select(a => (a.Question?.Id, a.Document, a.Weight)));
    }

    [Fact]
    public void Where_the_questions_tell_the_popularity_they_weigh_alike_and_other_documents_nothing()
    {
        var questions = new[] { Sample.Question("q1", "one?", First, "one"), Sample.Question("q2", "six?", Second, "six"), Sample.Question("q3", "two?", First, "two") };

        var asked = AskedQuestion.Spread([First, Second], questions, null);

        Assert.Equal([0, 1, 0], asked.Select(a => a.Document));
        Assert.All(asked, a => Assert.Equal(1.0 / 3, a.Weight, 12));
    }
}
