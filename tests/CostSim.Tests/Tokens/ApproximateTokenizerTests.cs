using CostSim.Tokens;
using CostSim.Units;

namespace CostSim.Tests.Tokens;

public sealed class ApproximateTokenizerTests
{
    private const string Prose = "The supplier shall deliver the goods within thirty days after the order, unless both sides agree in writing on a later date.";

    private static readonly ApproximateTokenizer Double = new("double", Tokenizers.Get("o200k_base"),
        [.. Enum.GetValues<ContentKind>().Select(kind => new ContentRatio(kind, kind == ContentKind.Prose ? 2 : 3, kind == ContentKind.Prose ? 1 : 2, 4, "by hand"))]);

    [Fact]
    public void A_count_is_the_nearest_count_times_the_ratio_of_its_content()
    {
        var known = Tokenizers.Get("o200k_base").Count(Prose).Value;

        Assert.Equal(new TokenEstimate(new TokenCount(2 * known), 0.5, 2), Double.Estimate(Prose));
        Assert.Equal(known * 2, Double.Count(Prose).Value);
    }

    [Fact]
    public void Ends_are_as_many_as_counted_and_the_last_is_the_end()
    {
        var text = string.Concat(Enumerable.Repeat(Prose + " ", 100)) + "\u4E2D\u6587\u5408\u540C\u7B2C\u4E00\u6761";

        var ends = Double.Tokenize(text).TokenEnds;

        Assert.Equal(Double.Count(text).Value, ends.Count);
        Assert.Equal(text.Length, ends[^1]);
        Assert.Equal(ends.Order(), ends);
    }

    [Theory]
    [InlineData(Prose, ContentKind.Prose)]
    [InlineData("Le co\u00FBt d'une requ\u00EAte d\u00E9pend du nombre de jetons ; l'\u00E9t\u00E9 dernier, il a doubl\u00E9.", ContentKind.Prose)]
    [InlineData("for (int i = 0; i < n; i++) { sum += prices[i] * counts[i]; }", ContentKind.Code)]
    [InlineData("{\"id\": 7, \"tags\": [\"a\", \"b\"], \"ok\": true}", ContentKind.Code)]
    [InlineData("\u6BCF\u6B21\u8BF7\u6C42\u7684\u8D39\u7528\u53D6\u51B3\u4E8E token \u6570\u91CF\u3002", ContentKind.EastAsian)]
    [InlineData("\u0421\u0442\u043E\u0438\u043C\u043E\u0441\u0442\u044C \u0437\u0430\u043F\u0440\u043E\u0441\u0430", ContentKind.OtherScript)]
    internal void The_kind_of_content_is_told_by_its_characters(string text, ContentKind kind) => Assert.Equal(kind, ContentKinds.Of(text));

    [Fact]
    public void Ids_of_a_closed_tokenizer_are_refused() => Assert.Throws<RuleException>(() => Tokenizers.Get("claude").Encode("a"));

    [Fact]
    public void Without_a_source_the_band_is_wide()
    {
        var all = new[] { "approximate", "claude", "claude-opus-4-7", "gemini" }.SelectMany(name => ((ApproximateTokenizer)Tokenizers.Get(name)).Ratios);

        Assert.All(all.Where(r => r.Source.Length == 0), r => Assert.InRange(r.High / r.Low, 1.8, 10));
    }
}
