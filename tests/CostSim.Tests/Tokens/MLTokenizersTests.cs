using CostSim.MLTokenizers;
using CostSim.Tokens;
using Microsoft.ML.Tokenizers;

namespace CostSim.Tests.Tokens;

public sealed class MLTokenizersTests
{
    private const string Text = "Payment is due within 30 days. \U0001F680\U0001F469\u200D\U0001F4BB \u5951\u7D04\u66F8 caf\u00E9\n\tx = 1;";

    private static readonly ITokenizer Own = Tokenizers.Get("o200k_base");

    private static readonly CostSimTokenizer Ours = new(Own);

    [Fact]
    public void Ids_counts_and_tokens_are_those_of_the_tokenizer_inside()
    {
        var tokens = Ours.EncodeToTokens(Text, out var normalized);

        Assert.Null(normalized);
        Assert.Equal(Own.Encode(Text), Ours.EncodeToIds(Text));
        Assert.Equal(Own.Encode(Text), tokens.Select(t => t.Id));
        Assert.Equal(Own.Count(Text).Value, Ours.CountTokens(Text));
        Assert.Equal(Text, string.Concat(tokens.Select(t => t.Value)));
        Assert.All(tokens, t => Assert.Equal(Text[t.Offset], t.Value));
    }

    [Fact]
    public void Ids_are_decoded_to_the_text_even_where_a_character_is_several_tokens()
    {
        Assert.Equal(Text, Ours.Decode(Own.Encode(Text)));
        var room = new char[Text.Length];
        Assert.Equal(System.Buffers.OperationStatus.Done, Ours.Decode(Own.Encode(Text), room, out var ids, out var written));
        Assert.Equal((Own.Encode(Text).Count, Text), (ids, new string(room, 0, written)));
        Assert.Equal(System.Buffers.OperationStatus.DestinationTooSmall, Ours.Decode(Own.Encode(Text), new char[3], out _, out _));
    }

    [Fact]
    public void A_cut_at_a_number_of_tokens_never_cuts_a_character()
    {
        for (var most = 1; most <= Own.Encode(Text).Count; most++)
        {
            var front = Ours.GetIndexByTokenCount(Text, most, out _, out var kept);
            Assert.InRange(kept, 0, most);
            Assert.Equal(kept, Own.Encode(Text.AsSpan(0, front)).Count);
            Assert.True(front == 0 || !char.IsHighSurrogate(Text[front - 1]));

            var back = Ours.GetIndexByTokenCountFromEnd(Text, most, out _, out var rest);
            Assert.InRange(rest, 0, most);
            Assert.True(back == Text.Length || !char.IsLowSurrogate(Text[back]));
        }

        Assert.Equal(Text.Length, Ours.GetIndexByTokenCount(Text, 1_000, out _, out _));
        Assert.Equal(0, Ours.GetIndexByTokenCountFromEnd(Text, 1_000, out _, out _));
    }

    [Fact]
    public void Any_tokenizer_of_the_package_counts_for_us()
    {
        ITokenizer foreign = new ForeignTokenizer("o200k by the package", TiktokenTokenizer.CreateForEncoding("o200k_base"));

        Assert.Equal(Own.Encode("Payment is due within 30 days."), foreign.Encode("Payment is due within 30 days."));
        Assert.Equal(Own.Count("Payment is due within 30 days.").Value, foreign.Count("Payment is due within 30 days.").Value);
        Assert.Equal(Own.Tokenize("Payment is due.").TokenEnds, foreign.Tokenize("Payment is due.").TokenEnds);
    }

    /// <summary>
    /// Why the package's o200k_base is not used: of 199 cases whose counts come from OpenAI's own tiktoken, ours has all, and version 2.0.1
    /// of the package misses some. Should a later version have all of them, this test fails and asks for a new look.
    /// </summary>
    [Fact]
    public void Side_by_side_ours_is_exact_and_the_package_is_not()
    {
        var package = TiktokenTokenizer.CreateForEncoding("o200k_base");
        var cases = OracleTests.Cases("o200k_base").Select(c => (c.Text, Count: c.Expected.GetProperty("count").GetInt32())).ToList();

        Assert.Equal(199, cases.Count);
        Assert.All(cases, c => Assert.Equal(c.Count, Own.Count(c.Text).Value));
        Assert.InRange(cases.Count(c => package.CountTokens(c.Text) != c.Count), 1, 10);
    }
}
