using CostSim.Documents;
using CostSim.Prompts;
using CostSim.Tokens;

namespace CostSim.Tests.Prompts;

public sealed class EvidencePlaceTests
{
    private static readonly Library Library = new([Sample.Document("a", new string('a', 100)), Sample.Document("b", new string('b', 100))], Tokenizers.Get("o200k_base"), 1);

    [Theory]
    [InlineData(0, 20, 0.2)]
    [InlineData(40, 60, 1)]
    [InlineData(80, 100, 0.2)]
    [InlineData(0, 100, 1)]
    public void The_middle_of_the_excerpt_is_its_place(int start, int end, double near) =>
        Assert.Equal(near, Near([new(0, 0, 100)], At("a", start, end)), 12);

    // b stands before a: the excerpt's middle is at (100 + 10) / 150 = 0.7333, so 2 x 0.2667 from the end.
    [Fact]
    public void Stretches_stand_in_the_order_in_which_they_are_sent() =>
        Assert.Equal(2 * 40.0 / 150, Near([new(1, 0, 100), new(0, 50, 100)], At("a", 50, 70)), 12);

    // Sent whole at the end as well, where it is seen: 20 characters of 200, their middle at 190.
    [Fact]
    public void Of_an_excerpt_that_is_sent_twice_the_place_nearer_an_end_counts() =>
        Assert.Equal(2 * 10.0 / 200, Near([new(1, 0, 80), new(0, 0, 20), new(1, 0, 80), new(0, 0, 20)], At("a", 0, 20)), 12);

    // 0.2 over 20 characters and 1 over 10: (20 x 0.2 + 10 x 1) / 30.
    [Fact]
    public void Excerpts_weigh_by_what_of_them_is_sent() =>
        Assert.Equal(14.0 / 30, Near([new(0, 0, 100)], At("a", 0, 20), At("a", 45, 55)), 12);

    [Fact]
    public void Evidence_that_is_not_known_may_stand_anywhere()
    {
        Assert.Equal(0.5, EvidencePlace.Of(null, new RequestWay([], [new(0, 0, 100)]), Library));
        Assert.Equal(0.5, Near([new(0, 0, 100)], At("b", 0, 20)));
        Assert.Equal(0.5, EvidencePlace.Of(Asked(At("a", 40, 60)), new RequestWay([], [new(0, 0, 100)]) { IsInParts = true }, Library));
    }

    private static double Near(IReadOnlyList<ContextRange> context, params Passage[] evidence) => EvidencePlace.Of(Asked(evidence), new RequestWay([], context), Library);

    private static Passage At(string document, int start, int end) => new(document, new TextRange(start, end));

    private static Question Asked(params Passage[] evidence) => new("q", "?", null, evidence);
}
