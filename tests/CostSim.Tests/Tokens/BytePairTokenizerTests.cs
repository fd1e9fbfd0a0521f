using CostSim.Tokens;

namespace CostSim.Tests.Tokens;

public sealed class BytePairTokenizerTests
{
    [Theory]
    [InlineData("o200k_base", 1)]
    [InlineData("o200k_base", 2)]
    [InlineData("cl100k_base", 3)]
    [InlineData("cl100k_base", 4)]
    public void Seeded_texts_give_the_ids_of_the_plain_twin(string name, ulong seed)
    {
        var (tokenizer, twin, texts) = (Tokenizers.Get(name), new ReferenceTokenizer(name), new SeededText(seed));
        for (var i = 0; i < 1_000; i++)
        {
            var text = texts.Next(most: 40);
            var expected = twin.Encode(text);
            Assert.Equal(expected, tokenizer.Encode(text));
            Assert.Equal(expected.Count, tokenizer.Count(text).Value);
        }
    }

    [Theory]
    [InlineData("o200k_base", 5)]
    [InlineData("cl100k_base", 6)]
    public void Vectors_find_the_pieces_that_a_walk_by_character_finds(string name, ulong seed)
    {
        var (fast, plain, texts) = (Tokenizers.Get(name), Tokenizers.Load(name, vectors: false), new SeededText(seed));
        for (var i = 0; i < 8_000; i++)
        {
            var text = i % 4 == 0 ? texts.Next(most: 120) : texts.NextAscii(most: 120);
            if (fast.Count(text) != plain.Count(text))
                Assert.Equal((text, plain.Encode(text)), (text, fast.Encode(text)));
            else
                Assert.Equal(plain.Encode(text), fast.Encode(text));
        }
    }

    [Theory]
    [InlineData("o200k_base", 7)]
    [InlineData("cl100k_base", 8)]
    public void Long_pieces_merge_as_the_plain_twin_merges_them(string name, ulong seed)
    {
        var (tokenizer, twin, texts) = (Tokenizers.Get(name), new ReferenceTokenizer(name), new SeededText(seed));
        for (var i = 0; i < 50; i++)
        {
            var text = texts.NextWord(least: 100, most: 900);
            Assert.Equal(twin.Encode(text), tokenizer.Encode(text));
        }
    }

    [Fact]
    public void Token_ends_are_utf16_offsets()
    {
        var text = Tokenizers.Get("o200k_base").Tokenize("Hello, World!");

        // Hello | , | _World | !
        Assert.Equal([5, 6, 12, 13], text.TokenEnds);
    }

    [Fact]
    public void A_token_that_ends_inside_a_character_ends_where_that_character_starts()
    {
        var text = Tokenizers.Get("o200k_base").Tokenize("a\U0001F9FFb");

        // U+1F9FF is F0 9F A7 BF, and no token holds all four bytes: 'a' ends at 1, its parts at 1 but for the last, at 3.
        Assert.Equal(1, text.TokenEnds[0]);
        Assert.Equal(1, text.TokenEnds[1]);
        Assert.Equal([3, 4], text.TokenEnds.TakeLast(2));
    }

    [Fact]
    public void An_empty_text_has_no_tokens()
    {
        var tokenizer = Tokenizers.Get("cl100k_base");

        Assert.Equal(0, tokenizer.Count("").Value);
        Assert.Empty(tokenizer.Encode(""));
        Assert.Empty(tokenizer.Tokenize("").TokenEnds);
    }
}
