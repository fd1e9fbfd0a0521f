using System.Text.RegularExpressions;
using CostSim.Documents;
using FsCheck;
using FsCheck.Fluent;

namespace CostSim.Tests.Documents;

public sealed partial class Bm25Tests
{
    [Theory, InlineData(WordForm.Unicode61, "unicode61"), InlineData(WordForm.Porter, "porter unicode61")]
    internal void The_ranking_and_its_scores_are_those_of_FTS5(WordForm form, string tokenizer) =>
        Prop.ForAll(SampleText.Random, SampleText.Random, (text, question) =>
        {
            var document = ChunkedDocument.Of(SampleText.Tokenized(text), SampleText.Chunker("{ kind: recursive, size: 24 }"));
            using var twin = new FullTextSearch(FullTextSearch.Texts(document), tokenizer);

            var hits = new Bm25(Scope.Corpus, form).Rank([document], [Asked(question)], 10)[0];

            // The same chunks in the same order; scores to the last digits, which SQLite takes from the logarithm of the C library.
            var best = twin.Best(Query(question), 10);
            Assert.Equal(best.Select(b => b.Chunk), hits.Select(h => h.Chunk));
            Assert.All(best.Zip(hits), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 1e-12));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150).WithReplay(20270101, 1));

    [Fact]
    public void A_rare_word_counts_more_than_a_common_one()
    {
        var document = Chunked("the term the fee", "the notice period", "the law");

        var hits = new Bm25(Scope.Corpus).Rank([document], [Asked("the fee?")], 5)[0];

        // "the" is in 3 of 3 chunks: ln(0.5 / 3.5) < 0, so its weight is 1e-6. "fee" is in 1 of 3: ln(2.5 / 1.5) = 0.510826.
        // Lengths 4, 3, 2, mean 3. fee: 0.510826 * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 4 / 3)) = 1.123817 / 2.5 = 0.449527.
        Assert.Equal([0, 2, 1], hits.Select(h => h.Chunk));
        Assert.Equal(0.449527, hits[0].Score, 5);
    }

    [Fact]
    public void Words_of_a_phrase_with_an_underscore_must_stand_together()
    {
        var document = Chunked("net revenue", "revenue net", "net_revenue and more");

        var hits = new Bm25(Scope.Corpus).Rank([document], [Asked("net_revenue")], 5)[0];

        Assert.Equal([0, 2], hits.Select(h => h.Chunk));
    }

    [Fact]
    public void Within_its_document_a_question_finds_only_that_document()
    {
        var (first, second) = (Chunked("the fee is due", "nothing"), Chunked("fee fee fee") with { Document = SampleText.Marked("fee fee fee") with { Name = "b.md" } });

        var hits = new Bm25(Scope.Document).Rank([first, second], [Asked("fee"), Asked("fee") with { Document = "b.md" }], 5);

        Assert.Equal([new(0, 0)], hits[0].Select(h => (h.Document, h.Chunk)));
        Assert.Equal([new(1, 0)], hits[1].Select(h => (h.Document, h.Chunk)));
    }

    [Fact]
    public void Stems_find_other_forms_of_a_word()
    {
        var document = Chunked("termination of the agreement", "the law");

        Assert.Empty(new Bm25(Scope.Corpus).Rank([document], [Asked("terminated agreements")], 5)[0]);
        Assert.Equal([0], new Bm25(Scope.Corpus, WordForm.Porter).Rank([document], [Asked("terminated agreements")], 5)[0].Select(h => h.Chunk));
    }

    [Fact]
    public void Pairs_of_characters_find_words_of_scripts_without_spaces()
    {
        var document = Chunked("甲方应当支付费用", "合同终止");

        Assert.Empty(new Bm25(Scope.Corpus).Rank([document], [Asked("何时终止合同？")], 5)[0]);
        Assert.Equal([1], new Bm25(Scope.Corpus, WordForm.Pairs).Rank([document], [Asked("何时终止合同？")], 5)[0].Select(h => h.Chunk));
    }

    private static Question Asked(string text) => new("q", text, "sample.md", []);

    private static ChunkedDocument Chunked(params string[] chunks)
    {
        var (text, list) = ("", new List<Chunk>());
        foreach (var chunk in chunks)
        {
            list.Add(new Chunk(text.Length, text.Length + chunk.Length, default));
            text += chunk;
        }

        return new ChunkedDocument(SampleText.Marked(text), list);
    }

    private static IEnumerable<string> Query(string question) => Word().Matches(question.ToLowerInvariant()).Select(m => m.Value).Distinct();

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}_]+")]
    private static partial Regex Word();
}
