using CostSim.Tokens;

namespace CostSim.Tests.Tokens;

public sealed class NormalizationTests
{
    [Theory]
    [InlineData("e\u0301", "\u00E9")]
    [InlineData("\u1112\u1161\u11AB", "\uD55C")] // Hangul syllables compose by arithmetic.
    [InlineData("\u212B", "\u00C5")] // The Angstrom sign is the letter.
    [InlineData("a\u0323\u0307", "\u1EA1\u0307")] // The dot below composes, the dot above then has no partner.
    [InlineData("a\u0307\u0323", "\u1EA1\u0307")] // The same, after the marks are put in order.
    [InlineData("\u0958", "\u0915\u093C")] // Excluded from composition.
    [InlineData("\uFB01", "\uFB01")] // A ligature is only compatible.
    [InlineData("\U0001D15E", "\U0001D157\U0001D165")]
    public void Form_C_composes(string text, string expected) => Assert.Equal(expected, Normalization.Apply(text, compatible: false, compose: true));

    [Theory]
    [InlineData("\uFB01\u2460\uFF21", "fi1A")]
    [InlineData("\u1E9B\u0323", "\u1E69")] // Long s with dot above, dot below: one letter in the end.
    [InlineData("\u00BD", "1\u20442")]
    public void Form_KC_replaces_what_is_only_compatible(string text, string expected) => Assert.Equal(expected, Normalization.Apply(text, compatible: true, compose: true));

    [Fact]
    public void Form_D_takes_apart()
    {
        Assert.Equal("e\u0301", Normalization.Apply("\u00E9", compatible: false, compose: false));
        Assert.Equal("\u1112\u1161\u11AB", Normalization.Apply("\uD55C", compatible: false, compose: false));
    }
}
