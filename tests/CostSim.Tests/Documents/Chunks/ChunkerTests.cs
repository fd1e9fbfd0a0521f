using CostSim.Documents;
using CostSim.Files;
using CostSim.Units;

namespace CostSim.Tests.Documents;

/// <summary>Where each kind cuts, on texts small enough to see it. A token of the sample tokenizer is up to four letters with the space before.</summary>
public sealed class ChunkerTests
{
    [Theory]
    [InlineData("{ kind: window, size: 2 }", "aa bb cc dd", "aa bb| cc dd")]
    [InlineData("{ kind: window, size: 3, overlap: 1 }", "aa bb cc dd", "aa bb cc| cc dd")]
    [InlineData("{ kind: sentence, size: 7 }", "Aa bb. Cc dd. Ee ff gg hh ii.", "Aa bb. Cc dd. |Ee ff gg hh ii.")]
    [InlineData("{ kind: paragraph, size: 6 }", "aa bb\n\ncc\n\ndd ee ff", "aa bb\n\ncc\n\n|dd ee ff")]
    [InlineData("{ kind: recursive, size: 5 }", "aa bb cc dd ee ff\n\ngg hh", "aa bb cc dd |ee ff\n\ngg hh")]
    [InlineData("{ kind: recursive, size: 4, separators: [';'] }", "aa;bb;cc;dd", "aa;bb;|cc;dd")]
    [InlineData("{ kind: heading, size: 99 }", "before\n# A\naa\n## B\nbb\n# C\ncc", "before\n|# A\naa\n|## B\nbb\n|# C\ncc")]
    [InlineData("{ kind: heading, size: 99, level: 1 }", "before\n# A\naa\n## B\nbb\n# C\ncc", "before\n|# A\naa\n## B\nbb\n|# C\ncc")]
    [InlineData("{ kind: code, size: 16 }", "int f() {\n  a;\n}\n\nint g() {\n  b;\n\n  c;\n}\n", "int f() {\n  a;\n}\n\n|int g() {\n  b;\n\n  c;\n}\n")]
    public void It_cuts_where_its_kind_says(string settings, string text, string expected)
    {
        var document = SampleText.Tokenized(text);

        var chunks = SampleText.Chunker(settings).Cut(document);

        Assert.Equal(expected, string.Join('|', chunks.Select(c => text[c.Start..c.End])));
    }

    [Theory]
    [InlineData("{ kind: window, size: 2 }", "aa bb| cc dd")]
    [InlineData("paragraph", "aa bb cc dd")]
    [InlineData("{ by_group: { faq: paragraph }, kind: window, size: 3 }", "aa bb cc| dd")]
    public void A_library_user_writes_a_chunker_as_a_scenario_does(string settings, string expected)
    {
        var chunks = Chunkers.Parse(settings).Cut(SampleText.Tokenized("aa bb cc dd"));

        Assert.Equal(expected, string.Join('|', chunks.Select(c => "aa bb cc dd"[c.Start..c.End])));
    }

    [Theory]
    [InlineData("windw", "unknown chunker 'windw'; did you mean 'window'?")]
    [InlineData("{ kind: window, size: 0 }", "size: must be at least 1")]
    [InlineData("{ kind: window, sizes: 5 }", "sizes")]
    [InlineData("", "kind")]
    public void A_chunker_that_cannot_be_built_is_refused_with_the_reason(string settings, string reason) =>
        Assert.Contains(reason, Assert.Throws<InputException>(() => Chunkers.Parse(settings)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_path_of_headings_goes_before_a_chunk_and_counts()
    {
        var text = "# Fees\naa\n## Late\nbb bb bb bb bb bb bb bb bb bb bb bb";

        var chunks = SampleText.Chunker("{ kind: heading, size: 12, path: true }").Cut(SampleText.Tokenized(text));

        // "Fees" has nothing above it; "Late" has "Fees", and in its later chunks its own words are above too.
        Assert.Equal([null, "Fees\n", "Fees > Late\n", "Fees > Late\n"], chunks.Select(c => c.Header));
        Assert.Equal("Fees > Late\n" + text[chunks[3].Start..], chunks[3].TextOf(text));
        Assert.All(chunks, c => Assert.True(c.Tokens <= 12.Tokens));
    }

    [Fact]
    public void A_table_that_fits_stays_whole_and_one_that_does_not_repeats_its_first_row()
    {
        var text = "intro\n\n| a | b |\n| 1 | 2 |\n\nmiddle words\n\n| k | v |\n| c1 | d1 |\n| c2 | d2 |\n| c3 | d3 |\n";

        // Of the sample's tokens the first table has 18, the second 45 and each of its rows 11 or more.
        var chunks = SampleText.Chunker("{ kind: table, size: 32 }").Cut(SampleText.Tokenized(text));

        Assert.Contains("| a | b |\n| 1 | 2 |\n", text[chunks[0].Start..chunks[0].End], StringComparison.Ordinal);
        Assert.Equal("| k | v |\n", chunks[^1].Header);
        Assert.StartsWith("| c", text[chunks[^1].Start..], StringComparison.Ordinal);
    }

    [Fact]
    public void Meaning_breaks_where_the_words_change()
    {
        var text = "The fee is due. The fee is late. Cats eat fish. Cats eat mice.";

        var chunks = SampleText.Chunker("{ kind: semantic, size: 99, breaks: 34%, sentences: 1 }").Cut(SampleText.Tokenized(text));

        // One of three places: between fees and cats no word is shared.
        Assert.Equal(["The fee is due. The fee is late. ", "Cats eat fish. Cats eat mice."], chunks.Select(c => text[c.Start..c.End]));
    }

    [Fact]
    public void Each_group_of_documents_has_its_own_chunker()
    {
        var chunker = Grouped("{ by_group: { faq: paragraph, legal: { kind: window, size: 2 } }, kind: whole }", out _)!;
        var document = SampleText.Marked("aa bb cc");

        Assert.Equal(2, chunker.Cut(new TokenizedDocument(document with { Group = "legal" }, new SampleTokenizer())).Count);
        Assert.Single(chunker.Cut(new TokenizedDocument(document with { Group = "other" }, new SampleTokenizer())));
        Assert.Null(chunker.Limit);
    }

    [Fact]
    public void A_group_without_a_chunker_is_refused_by_name()
    {
        var chunker = Grouped("{ by_group: { faq: paragraph } }", out _)!;

        var refused = Assert.Throws<InputException>(() => chunker.Cut(new TokenizedDocument(SampleText.Marked("a") with { Group = "legal" }, new SampleTokenizer())));

        Assert.Equal("sample.md: error: by_group: has no chunker for group 'legal', only for faq; add it there, or give a kind next to by_group for all others", refused.Message);
    }

    [Fact]
    public void An_unknown_kind_of_a_group_has_its_place()
    {
        Grouped("{ by_group: { faq: paragrap } }", out var reading);

        Assert.Equal("chunker:1:20: error: kind: unknown chunker 'paragrap'; did you mean 'paragraph'?", Assert.Throws<InputException>(reading.Errors.ThrowIfAny).Message);
    }

    [Fact]
    public void Statistics_say_what_really_happened()
    {
        var document = SampleText.Tokenized("aa bb cc dd ee");
        var chunker = SampleText.Chunker("{ kind: window, size: 3, overlap: 1 }");

        var statistics = new ChunkStatistics([document], [ChunkedDocument.Of(document, chunker)], chunker.Limit);

        // "aa bb cc", " cc dd ee": 6 tokens for 5, one boundary with one token of overlap, 3 of 17 characters twice.
        Assert.Equal((2, 3, 0, 1, 0), (statistics.Count, statistics.MeanTokens, statistics.OverLimit, statistics.MeanOverlap, statistics.BoundariesWithoutOverlap.Value));
        Assert.Equal(3.0 / 17, statistics.Duplicated.Value, 12);
        Assert.Equal(6.0 / 5, statistics.IndexInflation, 12);
        Assert.Equal(3.Tokens, statistics.Tokens(new Percentile(95)));
    }

    private static IChunker? Grouped(string settings, out Reading reading)
    {
        reading = new Reading();
        return Chunkers.Build(new SettingsMap((MapNode)Yaml.Read("chunker", new StringReader(settings)), "", reading));
    }
}
