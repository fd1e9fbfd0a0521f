using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CostSim.Files;
using CostSim.Tokens;

namespace CostSim.Tests.Tokens;

/// <summary>
/// Answers of the reference libraries, as tests/CostSim.Benchmarks/vocabulary/embedding.py makes them: Google's sentencepiece 0.1.97, npm
/// @huggingface/tokenizers 0.2.0 and tiktoken 1.0.22, on the texts of the tokenizer oracle.
/// </summary>
public sealed class EmbeddingTokenizerTests
{
    private static readonly string Folder = Path.Combine(Shared.Repository, "tests", "CostSim.Tests", "Oracles", "tokenizer", "embedding");

    public static TheoryData<string, string> Files => new()
    {
        { "unigram-nfkc", "unigram-nfkc.model" },
        { "unigram-bytes", "unigram-bytes.model" },
        { "bpe-bytes", "bpe-bytes.model" },
        { "bpe-unknown", "bpe-unknown.model" },
        { "wordpiece", "wordpiece.json" },
        { "unigram", "unigram.json" },
        { "gpt2", "" },
        { "r50k_base", "" },
        { "p50k_base", "" },
    };

    [Theory, MemberData(nameof(Files))]
    public void Ids_are_those_of_the_reference(string name, string file)
    {
        var tokenizer = file.Length == 0 ? Tokenizers.Get(name) : TokenizerSource.Get(Path.Combine(Folder, file));
        var answers = File.ReadLines(Path.Combine(Folder, "answers.csv")).Select(l => l.Split(',')).Where(l => l[0] == name).ToDictionary(l => l[1], l => (Count: int.Parse(l[2], null), Hash: l[3]));
        var texts = Texts();
        var wrong = answers.Where(a => tokenizer.Encode(texts[a.Key]) is var ids && (ids.Count != a.Value.Count || Hash(ids) != a.Value.Hash)).Select(a => a.Key).ToList();

        Assert.Equal(195, answers.Count);
        Assert.Empty(wrong);
        Assert.All(answers, a => Assert.Equal(a.Value.Count, tokenizer.Count(texts[a.Key]).Value));
    }

    [Theory, MemberData(nameof(Files))]
    public void Tokens_end_in_order_and_the_last_where_the_text_ends(string name, string file)
    {
        var tokenizer = file.Length == 0 ? Tokenizers.Get(name) : TokenizerSource.Get(Path.Combine(Folder, file));

        Assert.All(Texts().Values, text =>
        {
            var ends = tokenizer.Tokenize(text).TokenEnds;
            Assert.Equal(ends.Order(), ends);
            Assert.True(ends.Count == 0 || ends[^1] == text.Length);
        });
    }

    [Fact]
    public void A_text_cut_at_the_ends_of_its_tokens_is_whole()
    {
        var bert = TokenizerSource.Get(Path.Combine(Folder, "wordpiece.json"));

        // re | ##q... depends on the vocabulary; the ends do not: two words and a mark, the space belongs to what follows it.
        var ends = bert.Tokenize("a b!").TokenEnds;
        Assert.Equal([1, 3, 4], ends);
    }

    [Fact]
    public void The_tables_of_a_json_file_and_of_a_model_normalise_alike()
    {
        // The table of the .model, put into a tokenizer.json around the same pieces.
        var model = File.ReadAllBytes(Path.Combine(Folder, "unigram-nfkc.model"));
        var table = Table(model);
        var map = CharacterMap.Read(table)!;

        // NFKC of the ligature and the ring; tab and ideographic space become spaces; soft hyphens stay.
        Assert.Equal("fi\u00C5 a b", map.ByGraphemes(new SourcedText("\uFB01\u212B\ta\u3000b", null)).Text);
        // A grapheme of several characters is replaced as one: e and an acute accent compose.
        Assert.Equal("\u00E9x", map.ByGraphemes(new SourcedText("e\u0301x", null)).Text);
        Assert.Null(CharacterMap.Read(table.AsSpan(0, 100)));
    }

    [Fact]
    public void Capital_sigma_has_its_final_form_at_the_end_of_a_word_alone()
    {
        var lower = TextNormalizers.Lowercase();

        Assert.Equal("σίσυφος σ α'ς. \u03C3\u03C3", lower(new SourcedText("ΣΊΣΥΦΟΣ Σ Α'Σ. \u03A3\u03C3", null)).Text);
        Assert.Equal("i\u0307stanbul", lower(new SourcedText("\u0130STANBUL", null)).Text);
    }

    [Fact]
    public void Bert_reads_its_vocabulary_alone()
    {
        var bert = BertTokenizer.Read("vocab.txt", new StringReader("[PAD]\n[UNK]\n[CLS]\n[SEP]\nun\n##aff\n##able\n!\n"));

        // [CLS] un ##aff ##able ! [SEP]; a word with a part that is not there is one [UNK].
        Assert.Equal([2, 4, 5, 6, 7, 3], bert.Encode("UnAffable!"));
        Assert.Equal([2, 1, 3], bert.Encode("unaffables"));
        Assert.Equal([2, 3], bert.Encode(" \t"));
        Assert.Throws<InputException>(() => BertTokenizer.Read("vocab.txt", new StringReader("a\nb\n")));
    }

    [Fact]
    public void Chinese_characters_stand_alone_and_control_characters_vanish()
    {
        var bert = BertTokenizer.Read("vocab.txt", new StringReader("[UNK]\n[CLS]\n[SEP]\n中\n文\nab\n"));

        // U+20000 is of Extension B, which the reference spaces out too; it is unknown here.
        Assert.Equal([1, 3, 4, 5, 0, 0, 2], bert.Encode("中文a\u00ADb\U00020000\U00020000"));
    }

    [Fact]
    public void Added_tokens_keep_to_words_and_take_blanks_along()
    {
        // abc only as a word of its own; <tool> with the blanks on both sides, so that two unknown words are left.
        const string added =
            """
            [{ "id": 7, "content": "abc", "single_word": true, "special": false, "normalized": false },
             { "id": 8, "content": "<tool>", "lstrip": true, "rstrip": true, "special": false, "normalized": false },
             { "id": 9, "content": "LOUD", "special": false, "normalized": true }]
            """;
        var file = $$"""
            { "added_tokens": {{added}}, "normalizer": { "type": "Lowercase" }, "pre_tokenizer": { "type": "Split", "pattern": { "String": " " }, "behavior": "Isolated" },
              "model": { "type": "WordPiece", "unk_token": "[UNK]", "vocab": { "[UNK]": 0, " ": 1, "x": 2, "##a": 3, "##b": 4, "##c": 5 } } }
            """;
        var tokenizer = Read(file);

        Assert.Equal([7, 1, 2, 3, 4, 5], tokenizer.Encode("abc xabc"));
        Assert.Equal([2, 8, 2], tokenizer.Encode("x   <tool>  x"));
        // The token is normalised as the text is.
        Assert.Equal([9, 1, 9], tokenizer.Encode("loud LOUD"));
    }

    [Fact]
    public void A_start_token_alone_belongs_to_a_prompt_and_is_not_counted()
    {
        const string model = """ "model": { "type": "WordPiece", "vocab": { "[UNK]": 0, "a": 1 } } """;

        Assert.Equal(1, Read($$"""{ "post_processor": { "type": "TemplateProcessing", "single": [{ "SpecialToken": { "id": "<s>" } }, { "Sequence": { "id": "A" } }], "special_tokens": { "<s>": { "ids": [5] } } }, {{model}} }""").Count("a").Value);
        Assert.Equal(3, Read($$"""{ "post_processor": { "type": "RobertaProcessing", "cls": ["<s>", 5], "sep": ["</s>", 6] }, {{model}} }""").Count("a").Value);
    }

    [Fact]
    public void The_cases_that_were_once_refused_count_as_the_reference_does()
    {
        var folder = Path.Combine(Shared.Repository, "tests", "CostSim.Tests", "Cases", "tokenizers");
        var text = File.ReadAllText(Path.Combine(folder, "t.txt"));

        // By npm @huggingface/tokenizers 0.2.0, tokenize(text).length.
        Assert.Equal(20, TokenizerSource.Get(Path.Combine(folder, "wordpiece.json")).Count(text).Value);
        Assert.Equal(29, TokenizerSource.Get(Path.Combine(folder, "unigram.json")).Count(text).Value);
    }

    [Theory]
    [InlineData("tk1.json", "the id of token 'a' is 0.5; a whole number of 0 or more is wanted")]
    [InlineData("tk2.json", "merge 1 is 1; two tokens are wanted")]
    public void Hostile_files_are_refused_with_what_is_wrong(string file, string problem)
    {
        var refused = Assert.Throws<InputException>(() => TokenizerSource.Get(Path.Combine(Shared.Repository, "tests", "CostSim.Tests", "Cases", "tokenizers", file)));

        Assert.Equal(problem, refused.Errors[0].Message);
    }

    public static TheoryData<string> Broken => new()
    {
        """{ "model": [] }""",
        """{ "model": { "type": "Unigram", "vocab": [] } }""",
        """{ "model": { "type": "Unigram", "vocab": [["a", "b"]], "unk_id": 0 } }""",
        """{ "model": { "type": "Unigram", "vocab": [["a", -1]], "unk_id": 7 } }""",
        """{ "model": { "type": "WordPiece", "vocab": { "a": 99999999999 } } }""",
        """{ "model": { "type": "WordPiece", "vocab": { "a": 1 }, "unk_token": "?" } }""",
        """{ "added_tokens": [1, { "content": "x" }], "model": { "type": "WordPiece", "vocab": { "[UNK]": 1 } } }""",
        """{ "normalizer": { "type": "Precompiled", "precompiled_charsmap": "!!" }, "model": { "type": "WordPiece", "vocab": { "[UNK]": 1 } } }""",
        """{ "normalizer": { "type": "Replace", "pattern": { "Regex": "(" }, "content": "" }, "model": { "type": "WordPiece", "vocab": { "[UNK]": 1 } } }""",
        """{ "post_processor": { "type": "TemplateProcessing", "single": [{ "SpecialToken": { "id": "x" } }] }, "model": { "type": "WordPiece", "vocab": { "[UNK]": 1 } } }""",
        """{ "post_processor": { "type": "Other" }, "model": { "type": "WordPiece", "vocab": { "[UNK]": 1 } } }""",
        """{ "model": { "type": "BPE", "vocab": { "a": 1 }, "merges": ["a"] } }""",
        "\n\u0012\u0001",
    };

    [Theory, MemberData(nameof(Broken))]
    public void A_broken_file_is_an_error_that_names_it(string content)
    {
        var refused = Assert.Throws<InputException>(() => Read(content));

        Assert.All(refused.Errors, e => Assert.StartsWith("tiny: error: ", e.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void A_cut_model_file_is_refused_wherever_it_ends()
    {
        var model = File.ReadAllBytes(Path.Combine(Folder, "bpe-bytes.model"));

        Assert.All([1, 2, 3, 10, 17, 100, 5_000, model.Length - 1], length =>
            Assert.Throws<InputException>(() => TokenizerFile.Read("cut.model", new MemoryStream(model[..length]))));
    }

    private static ITokenizer Read(string content) => TokenizerFile.Read("tiny", new MemoryStream(Encoding.UTF8.GetBytes(content)));

    private static Dictionary<string, string> Texts()
    {
        var texts = File.ReadLines(Path.Combine(Folder, "..", "cases.jsonl")).Select(l => JsonDocument.Parse(l).RootElement)
            .Where(r => r.GetProperty("text").ValueKind == JsonValueKind.String).ToDictionary(r => r.GetProperty("name").GetString()!, r => r.GetProperty("text").GetString()!);
        texts["added-tokens"] = File.ReadAllText(Path.Combine(Shared.Repository, "tests", "CostSim.Tests", "Cases", "tokenizers", "t.txt"));
        return texts;
    }

    private static string Hash(IEnumerable<int> ids) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join(',', ids))));

    // The longest field of bytes in the file is the table: it begins with the length of its trie.
    private static byte[] Table(byte[] model)
    {
        var name = model.AsSpan().IndexOf("nmt_nfkc"u8) + "nmt_nfkc"u8.Length;
        var (length, shift, at) = (0, 0, name + 1);
        do
        {
            length |= (model[at] & 0x7F) << shift;
            shift += 7;
        }
        while (model[at++] >= 0x80);
        return model[at..(at + length)];
    }
}
