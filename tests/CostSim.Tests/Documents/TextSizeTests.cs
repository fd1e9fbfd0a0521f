using CostSim.Documents;

namespace CostSim.Tests.Documents;

public sealed class TextSizeTests
{
    [Theory]
    [InlineData("", 0, 0, 0)]
    [InlineData("Don't pay 1,000 - ever!", 23, 23, 4)]
    [InlineData("café\u00A0noir", 9, 11, 2)]
    // Ten ideographs and one word in Latin letters; the full stop is no word.
    [InlineData("劳动合同法 GDPR 第三十九条。", 17, 39, 11)]
    [InlineData("😀 ok", 4, 7, 1)]
    public void Characters_bytes_and_words_are_counted_as_people_count(string text, int characters, int bytes, int words) =>
        Assert.Equal(new TextSize(characters, bytes, words), TextSize.Of(text));
}
