using CostSim.Prompts;
using static CostSim.Tests.Prompts.ContextKindsTests;

namespace CostSim.Tests.Prompts;

/// <summary>System prompt 100 tokens, questions 2, answers 50: an exchange of 52 that is sent again.</summary>
public sealed class HistoryTests
{
    private static readonly CostSim.Documents.Document Document = Sample.Document("a.md", Sample.Words(1_000));
    private static readonly CostSim.Documents.Question Asked = Sample.Question("q1", "word word", Document, "word");

    private static Population History(string rest) => Assemble($"{{ kind: history, {rest} }}", [Document], [Asked]);

    private static IEnumerable<(long Input, double Share)> Turns(Population requests) =>
        requests.Requests[0].Ways.Zip(requests.Shares(0), (way, share) => (way.Calls[0].Input.Value, Math.Round(share, 9)));

    [Fact]
    public void Every_turn_sends_the_ones_before_it_again() =>
        Assert.Equal([(102, 0.25), (154, 0.25), (206, 0.25), (258, 0.25)], Turns(History("turns: 4")));

    [Fact]
    public void A_window_stops_growing() =>
        // The third and the fourth turn send two; the third begins as the second did, the fourth does not.
        Assert.Equal([(102, 0.2), (154, 0.2), (206, 0.2), (206, 0.4)], Turns(History("turns: 5, policy: window, keep: 2")));

    [Fact]
    public void Truncation_keeps_whole_turns_that_fit() =>
        // 110 tokens hold two exchanges of 52.
        Assert.Equal([(102, 0.2), (154, 0.2), (206, 0.2), (206, 0.4)], Turns(History("turns: 5, policy: truncate, tokens: 110")));

    [Fact]
    public void A_rolling_summary_takes_a_call_of_its_own_once_turns_leave()
    {
        var ways = History("turns: 4, policy: summary, keep: 1, tokens: 30").Requests[0].Ways;

        // Turn 2 sends one; turns 3 and 4 one and the summary. The call that writes the summary reads one exchange, later the old summary too.
        Assert.Equal([[102], [154, 52], [184, 82]], ways.Select(w => w.Calls.Select(c => c.Input.Value)));
        Assert.All(ways.Skip(1), w => Assert.Equal(30, w.Calls[1].Notes.Value));
    }

    [Fact]
    public void Later_turns_of_uneven_conversations_are_rarer()
    {
        // Conversations of 1 or 3 turns, half each: of 4 turns 2 are first, 1 second, 1 third.
        Assert.Equal([(102, 0.5), (154, 0.25), (206, 0.25)], Turns(History("turns: { choice: { values: [1, 3], shares: [0.5, 0.5] } }")));
    }

    [Fact]
    public void A_turn_begins_with_all_of_the_turn_before_until_turns_are_dropped()
    {
        var ways = History("turns: 5, policy: window, keep: 2").Requests[0].Ways;

        // 102 of turn 1, 154 of turn 2; once the window moves only the system prompt is the same.
        Assert.Equal([0, 102, 154, 100], ways.Select(w => w.Calls[0].Carried.Value));
    }

    [Fact]
    public void A_document_stands_before_the_history_and_retrieved_chunks_after_it()
    {
        var whole = History("turns: 2, context: whole-document").Requests[0].Ways[1].Calls[0];
        var chunks = History("turns: 2, context: { kind: top-chunks, k: 1, chunker: { kind: window, size: 100 } }").Requests[0].Ways[1].Calls[0];

        Assert.Equal([PromptPart.System, PromptPart.Tools, PromptPart.Context, PromptPart.History, PromptPart.Question], whole.Prompt.Select(p => p.Part));
        Assert.Equal([PromptPart.System, PromptPart.Tools, PromptPart.History, PromptPart.Context, PromptPart.Question], chunks.Prompt.Select(p => p.Part));
        // The whole first turn, 1,102; with chunks only the system prompt, since the first turn had no history.
        Assert.Equal((1_102, 100), (whole.Carried.Value, chunks.Carried.Value));
    }
}
