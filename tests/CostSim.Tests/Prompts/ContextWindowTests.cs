using CostSim.Prompts;
using CostSim.Units;
using static CostSim.Tests.Prompts.ContextKindsTests;

namespace CostSim.Tests.Prompts;

public sealed class ContextWindowTests
{
    private static readonly CostSim.Documents.Document Document = Sample.Document("a.md", $"{Sample.Words(500)} {Sample.Words(500, "late")}");

    private static Population Assembled(string context, int window, bool truncates) => Assemble(context, [Document],
        [Sample.Question("q1", "word late", Document, Sample.Words(500)), Sample.Question("q2", "word late", Document, Sample.Words(500, "late"))], new ContextWindow(window.Tokens, truncates));

    [Fact]
    public void A_request_that_is_too_long_is_refused_with_what_to_do()
    {
        // 100 + 1,000 + 2 and an answer of 50 are 1,152.
        Assembled("whole-document", 1_152, false);
        var refused = Assert.Throws<RuleException>(() => Assembled("whole-document", 1_151, false));

        Assert.Contains("1 more than the 1,151 tokens of the model's context window", refused.Message, StringComparison.Ordinal);
        Assert.Contains("on_overflow: truncate", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_cut_off_is_lost_to_the_evidence()
    {
        // 902 leave 750 of 1,000 tokens: all of the first half, half of the second.
        var requests = Assembled("whole-document", 902, true);

        Assert.Equal(750, requests.Requests[0].Ways[0].Tokens(PromptPart.Context).Value);
        Assert.Equal(250, requests.Requests[0].Ways[0].Cut.Value);
        Assert.Equal(1, requests.Evidence[0]!.Value.Recall, 12);
        // The first space is not evidence: 250 x 5 - 1 of 500 x 5 - 1 characters.
        Assert.Equal(1_249.0 / 2_499, requests.Evidence[1]!.Value.Recall, 12);
        Assert.False(requests.Requests[0].Ways[0].HoldsDocument);
    }

    [Fact]
    public void The_oldest_turns_go_before_the_context()
    {
        // Turn 3 has 100 + 1,000 + 2 x 52 + 2 = 1,206 and an answer of 50: 50 too many for 1,206.
        var ways = Assembled("{ kind: history, turns: 3, context: whole-document }", 1_206, true).Requests[0].Ways;

        Assert.Equal([0, 52, 54], ways.Select(w => w.Tokens(PromptPart.History).Value));
        Assert.All(ways, w => Assert.True(w.HoldsDocument));
    }

    [Fact]
    public void A_prompt_that_is_too_long_without_any_context_is_refused() =>
        Assert.Contains("without any context", Assert.Throws<RuleException>(() => Assembled("whole-document", 120, true)).Message, StringComparison.Ordinal);
}
