using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CostSim.Tokens;
using CostSim.Units;

namespace CostSim.Tests.Tokens;

public sealed class VocabularyTests
{
    [Theory]
    [InlineData("o200k_base", "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d")]
    [InlineData("cl100k_base", "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7")]
    [InlineData("p50k_base", "94b5ca7dff4d00767bc256fdd1b27e5b17361d7b8a5f968547f9f23eb70d2069")]
    [InlineData("r50k_base", "306cd27f03c1a714eca7108e03d66b7dc042abe8c258b44c199a7ed9838dd930")]
    public void The_embedded_vocabulary_is_the_published_file(string name, string sha256)
    {
        var vocabulary = ((BytePairTokenizer)Tokenizers.Get(name)).Vocabulary.Bytes;
        var file = new StringBuilder();
        // 50256 is a special token, which the published files leave out.
        for (var id = 0; id < vocabulary.Count; id += id == 50_255 && name == "p50k_base" ? 2 : 1)
            file.Append(CultureInfo.InvariantCulture, $"{Convert.ToBase64String(vocabulary.Token(id))} {id}\n");

        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(file.ToString()))));
    }

    [Fact]
    public void An_unknown_tokenizer_is_refused_with_the_nearest_name()
    {
        var refused = Assert.Throws<RuleException>(() => Tokenizers.Get("o200k-base"));

        Assert.Equal("unknown tokenizer 'o200k-base'; did you mean 'o200k_base'?", refused.Rule);
    }

    [Fact]
    public void The_pinned_categories_are_those_of_this_runtime()
    {
        var different = Enumerable.Range(0, 0x110000).Where(c => CharacterClasses.Of(c) != Expected(c)).Select(c => $"U+{c:X4}");

        Assert.Empty(different);
    }

    private static int Expected(int codePoint) => CharUnicodeInfo.GetUnicodeCategory(codePoint) switch
    {
        _ when codePoint is '\r' or '\n' => CharacterClasses.Space | CharacterClasses.Newline,
        _ when codePoint < 0x10000 && char.IsWhiteSpace((char)codePoint) => CharacterClasses.Space,
        UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter => CharacterClasses.Letter | CharacterClasses.Upper,
        UnicodeCategory.LowercaseLetter => CharacterClasses.Letter | CharacterClasses.Lower,
        UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => CharacterClasses.Letter | CharacterClasses.Upper | CharacterClasses.Lower,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark =>
            CharacterClasses.Rest | CharacterClasses.Upper | CharacterClasses.Lower,
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => CharacterClasses.Number,
        _ => CharacterClasses.Rest,
    };
}
