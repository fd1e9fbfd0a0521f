using System.Globalization;
using CostSim.Documents;
using CostSim.Files;
using CostSim.Tokens;
using FsCheck;
using FsCheck.Fluent;

namespace CostSim.Tests.Documents;

/// <summary>What every chunker guarantees, over random documents of several scripts; a new kind gets these for nothing.</summary>
public sealed class ChunkerContractTests
{
    // Sixteen tokens hold the longest character of the samples, eleven UTF-16 units of two tokens each only from 22 on.
    private static readonly string[] Sized =
    [
        "kind: window, size: 24", "kind: window, size: 40, overlap: 15", "kind: recursive, size: 24", "kind: recursive, size: 40, overlap: 20",
        "kind: recursive, size: 30, separators: ['. ', ' ']", "kind: sentence, size: 24", "kind: sentence, size: 40, overlap: 39", "kind: paragraph, size: 32",
        "kind: heading, size: 32, overlap: 4", "kind: heading, size: 32, level: 1, path: true", "kind: code, size: 24",
        "kind: table, size: 24", "kind: semantic, size: 32, breaks: 20%, overlap: 8",
    ];

    public static TheoryData<string> Examples => [.. Chunkers.All.Select(kind => kind.Example), .. Sized.Select(s => $"{{ {s} }}")];

    [Theory, MemberData(nameof(Examples))]
    public void Chunks_cover_the_whole_document_and_each_goes_further(string settings) => ForRandomDocuments(settings, (document, chunks) =>
    {
        var covered = 0;
        foreach (var chunk in chunks)
        {
            Assert.InRange(chunk.Start, 0, covered);
            Assert.True(chunk.End > covered);
            covered = chunk.End;
        }

        Assert.Equal(document.Text.Length, covered);
    });

    [Theory, MemberData(nameof(Examples))]
    public void A_chunk_encoded_alone_with_its_header_has_its_tokens_and_keeps_the_limit(string settings)
    {
        var limit = SampleText.Chunker(settings).Limit;
        ForRandomDocuments(settings, (document, chunks) =>
        {
            foreach (var chunk in chunks)
            {
                Assert.Equal(new SampleTokenizer().Count(chunk.TextOf(document.Text)), chunk.Tokens);
                Assert.True(limit is null || chunk.Tokens <= limit);
            }
        });
    }

    [Theory, MemberData(nameof(Examples))]
    public void The_limit_holds_for_an_exact_tokenizer_too(string settings)
    {
        var (chunker, tokenizer) = (SampleText.Chunker(settings), Tokenizers.Get("o200k_base"));
        Prop.ForAll(SampleText.Random, text =>
        {
            foreach (var chunk in chunker.Cut(new TokenizedDocument(SampleText.Marked(text), tokenizer)))
                Assert.True(chunker.Limit is null || tokenizer.Count(chunk.TextOf(text)) <= chunker.Limit);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithReplay(20270101, 1));
    }

    [Theory, MemberData(nameof(Examples))]
    public void Cuts_fall_between_characters_as_a_person_sees_them(string settings) => ForRandomDocuments(settings, (document, chunks) =>
    {
        var starts = StringInfo.ParseCombiningCharacters(document.Text).Append(document.Text.Length).ToHashSet();
        Assert.All(chunks, chunk => Assert.True(starts.Contains(chunk.Start) && starts.Contains(chunk.End)));
    });

    [Theory, MemberData(nameof(Examples))]
    public void An_overlap_keeps_its_limit(string settings)
    {
        var overlap = settings.Contains("overlap: ", StringComparison.Ordinal)
            ? int.Parse(settings.Split("overlap: ")[1].Split(' ', ',')[0], CultureInfo.InvariantCulture)
            : 0;
        ForRandomDocuments(settings, (document, chunks) =>
        {
            for (var i = 1; i < chunks.Count; i++)
                Assert.InRange(document.TokensUpTo(chunks[i - 1].End) - document.TokensUpTo(chunks[i].Start), 0, overlap);
        });
    }

    [Theory, InlineData("window"), InlineData("recursive"), InlineData("sentence"), InlineData("heading")]
    public void An_overlap_that_leaves_no_step_forward_is_refused_in_words(string kind)
    {
        var refused = Assert.Throws<InputException>(() => SampleText.Chunker($"{{ kind: {kind}, size: 512, overlap: 600 }}"));

        Assert.EndsWith("overlap: must be smaller than size (512 tokens), but is 600 tokens", Assert.Single(refused.Errors).Message, StringComparison.Ordinal);
    }

    [Theory, InlineData("window"), InlineData("recursive"), InlineData("sentence")]
    public void A_character_over_the_limit_is_refused_with_its_place(string kind)
    {
        var chunker = SampleText.Chunker($"{{ kind: {kind}, size: 3 }}");

        var refused = Assert.Throws<InputException>(() => chunker.Cut(SampleText.Tokenized("ab 👩‍👩‍👧")));

        // The family has 8 UTF-16 units, each of two tokens here.
        Assert.Equal("sample.md: error: size: must be at least 16 tokens, because the character '👩‍👩‍👧' at offset 3 has that many alone, but is 3 tokens", refused.Message);
    }

    private static void ForRandomDocuments(string settings, Action<TokenizedDocument, IReadOnlyList<Chunk>> check)
    {
        var chunker = SampleText.Chunker(settings);
        Prop.ForAll(SampleText.Random, text =>
        {
            var document = SampleText.Tokenized(text);
            check(document, chunker.Cut(document));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithReplay(20270101, 1));
    }
}
