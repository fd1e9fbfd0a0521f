using System.Text;
using CostSim.Files;
using CostSim.Tokens;

namespace CostSim.Tests.Tokens;

public sealed class TokenizerFileTests
{
    // Metaspace and byte fallback, as Llama 2 has them: tokens 0 to 255 are the bytes, then characters and two merges.
    private const string Metaspace =
        """
        { "model": { "type": "BPE", "byte_fallback": true, "vocab": { BYTES, "\u2581": 256, "h": 257, "i": 258, "hi": 259, "\u2581hi": 260 },
                     "merges": ["h i", "\u2581 hi"] },
          "normalizer": { "type": "Sequence", "normalizers": [{ "type": "Prepend", "prepend": "\u2581" }, { "type": "Replace", "pattern": { "String": " " }, "content": "\u2581" }] },
          "pre_tokenizer": null }
        """;

    [Fact]
    public void A_metaspace_model_falls_back_to_bytes()
    {
        var tokenizer = Read(Metaspace);

        // "_hi" | "_hi" | "_" | the two bytes of e acute.
        Assert.Equal([260, 260, 256, 0xC3, 0xA9], tokenizer.Encode("hi hi \u00E9"));
        Assert.Equal(5, tokenizer.Count("hi hi \u00E9").Value);
    }

    [Fact]
    public void Token_ends_are_places_in_the_text_as_it_was()
    {
        // The prefix that the normaliser adds is not part of the text; the first byte of a character ends where it starts.
        Assert.Equal([2, 5, 6, 6, 7], Read(Metaspace).Tokenize("hi hi \u00E9").TokenEnds);
    }

    [Fact]
    public void A_byte_level_model_splits_by_its_pattern()
    {
        // Merges join a and b, and b and 1: but digits are apart, so the second never happens.
        var tokenizer = Read(ByteLevel("""{ "type": "Digits", "individual_digits": true }""", """["a b", "b 1"]""", """, "ab": 256, "b1": 257"""));

        Assert.Equal([256, '1', '1', 256], tokenizer.Encode("ab11ab").ToArray());
    }

    [Fact]
    public void A_token_that_merging_misses_is_found_only_where_the_file_says_so()
    {
        var file = ByteLevel("""{ "type": "Split", "pattern": { "Regex": "x" }, "behavior": "Isolated" }""", "[]", """, "cat": 256""");

        Assert.Equal(['c', 'a', 't'], Read(file).Encode("cat").ToArray());
        Assert.Equal([256], Read(file.Replace("\"BPE\"", "\"BPE\", \"ignore_merges\": true", StringComparison.Ordinal)).Encode("cat"));
    }

    [Fact]
    public void Added_tokens_are_found_first_and_special_ones_are_ordinary_text()
    {
        var file = ByteLevel("""{ "type": "Digits" }""", "[]", "")[..^1]
            + """, "added_tokens": [{ "id": 300, "content": "ab", "special": false }, { "id": 301, "content": "abc", "special": false }, { "id": 302, "content": "x", "special": true }] }""";

        Assert.Equal([301, 300, 'x'], Read(file).Encode("abcabx").ToArray());
    }

    [Theory]
    [InlineData("MergedWithPrevious", "a-|b-|-|c")]
    [InlineData("MergedWithNext", "a|-b|-|-c")]
    [InlineData("Isolated", "a|-|b|-|-|c")]
    [InlineData("Contiguous", "a|-|b|--|c")]
    [InlineData("Removed", "a|b|c")]
    public void A_split_does_with_its_match_what_it_is_told(string behavior, string expected)
    {
        const string text = "a-b--c";
        var split = TextSplits.Literal("-", Enum.Parse<SplitBehavior>(behavior), inverted: false);

        Assert.Equal(expected, string.Join('|', split(new TextPart(new SourcedText(text, null), 0, text.Length), true).Select(part => part.Span.ToString())));
    }

    [Fact]
    public void Everything_that_is_not_supported_is_named_at_once()
    {
        var refused = Assert.Throws<InputException>(() => Read(
            """{ "model": { "type": "WordLevel", "vocab": {} }, "normalizer": { "type": "ByteLevel" }, "pre_tokenizer": { "type": "UnicodeScripts" } }"""));

        Assert.Contains(refused.Errors, e => e.ToString() == "tiny.json: error: model 'WordLevel' is not supported; supported are BPE, WordPiece and Unigram");
        Assert.Contains(refused.Errors, e => e.Message.StartsWith("normalizer 'ByteLevel' is not supported", StringComparison.Ordinal));
        Assert.Contains(refused.Errors, e => e.Message.StartsWith("pre-tokenizer 'UnicodeScripts' is not supported", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_is_no_json_is_refused_with_its_line()
    {
        var refused = Assert.Throws<InputException>(() => Read("{\n  \"model\": oops\n}"));

        Assert.Equal(2, refused.Errors.Single().At.Line);
    }

    private static ITokenizer Read(string json) => TokenizerFile.Read("tiny.json", new MemoryStream(Encoding.UTF8.GetBytes(
        json.Replace("BYTES", string.Join(", ", Enumerable.Range(0, 256).Select(b => $"\"<0x{b:X2}>\": {b}")), StringComparison.Ordinal))));

    // A vocabulary of all bytes under their own numbers, as GPT-2 writes them.
    private static string ByteLevel(string preTokenizer, string merges, string more)
    {
        var printable = Enumerable.Range(0, 256).Where(b => b is >= '!' and <= '~' or >= 0xA1 and <= 0xAC or >= 0xAE).ToHashSet();
        var hidden = 0x100;
        var letters = Enumerable.Range(0, 256).Select(b => $"\"\\u{(printable.Contains(b) ? b : hidden++):X4}\": {b}");
        var model = $"{{ \"type\": \"BPE\", \"vocab\": {{ {string.Join(", ", letters)}{more} }}, \"merges\": {merges} }}";
        var bytes = """{ "type": "ByteLevel", "add_prefix_space": false, "use_regex": false }""";
        return $"{{ \"model\": {model}, \"pre_tokenizer\": {{ \"type\": \"Sequence\", \"pretokenizers\": [{preTokenizer}, {bytes}] }} }}";
    }
}
