using CostSim.Prompts;
using CostSim.Units;
using static CostSim.Tests.Prompts.ContextKindsTests;

namespace CostSim.Tests.Prompts;

public sealed class SelfRouteTests
{
    // One question whose evidence the only chunk taken holds, one whose evidence it lacks.
    private static readonly CostSim.Documents.Document Document = Sample.Document("a.md", $"{Sample.Words(50, "find")} {Sample.Words(50, "miss")}");
    private static readonly CostSim.Documents.Question[] Questions = [Sample.Question("q1", "find", Document, Sample.Words(50, "find")), Sample.Question("q2", "find", Document, Sample.Words(40, "miss"))];

    private static Population Route(string rest) =>
        Assemble($"{{ kind: self-route, {rest}, first: {{ kind: top-chunks, k: 1, chunker: {{ kind: window, size: 50 }} }} }}", [Document], Questions);

    [Fact]
    public void A_typed_share_falls_back_whatever_was_found()
    {
        var requests = Route("declines: 20%");

        // Recall 1 and 0 before; 20 % of both see the whole document.
        Assert.Equal([1, 0.2], requests.Evidence.Select(e => Math.Round(e!.Value.Recall, 12)));
        // 100 + 50 + 1 in the first call; those that decline write 10 tokens and send 100 + 100 + 1.
        Assert.Equal([151, 151 + 201], requests.Requests[0].Ways.Select(w => w.Input.Value));
        Assert.Equal(1.2, requests.Mean(w => w.Calls.Count), 12);
    }

    [Fact]
    public void What_it_notices_falls_back_and_the_rest_stays_missed()
    {
        var requests = Route("notices: 80%, false_alarms: 5%");

        Assert.Equal([0, 1], requests.Lacking.Select(m => Math.Round(m, 12)));
        // The one that was found falls back in 5 %, the one that was missed in 80 %, and stays missed in 20 %.
        Assert.Equal([1, 0.8], requests.Evidence.Select(e => Math.Round(e!.Value.Recall, 12)));
        Assert.Equal(1 + ((0.05 + 0.8) / 2), requests.Mean(w => w.Calls.Count), 12);
    }

    [Fact]
    public void Without_evidence_a_share_must_be_typed()
    {
        var refused = Assert.Throws<RuleException>(() => Assemble("{ kind: self-route, notices: 80% }", [Document], []));

        Assert.Contains("declines: 10% to 30%", refused.Message, StringComparison.Ordinal);
    }
}
