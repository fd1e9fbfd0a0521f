using System.Globalization;
using CostSim.Documents;

namespace CostSim.Tests.Documents;

/// <summary>Holds retrieval figures against the reference answers beside the repository.</summary>
public sealed class PublishedFiguresTests
{
    [SharedTheory, InlineData("token"), InlineData("recursive-chroma")]
    public void Precision_omega_is_the_expected_one_to_one_decimal(string splitter)
    {
        var (documents, questions) = PublishedCorpora.Chroma;
        var rows = PublishedCorpora.Rows("corpora/chroma-eval/precision-omega-expected.csv").Where(r => r["splitter"] == splitter).ToList();
        Assert.NotEmpty(rows);
        foreach (var row in rows)
        {
            var chunked = Chunk(documents, splitter, row);
            var asked = Asked(questions, row["corpus"]);
            foreach (var (mode, column) in new[] { (MetricsMode.ChromaCompat, "omega_chroma_compat"), (MetricsMode.Exact, "omega_exact_strict") })
            {
                var omega = Spread.Of([.. new RetrievalEvaluation(chunked, mode).Score(asked, [.. asked.Select(_ => Array.Empty<Hit>())], 5).Select(s => 100 * s.PrecisionOmega)]);

                Assert.Equal(Number(row, column + "_mean"), omega.Mean, 0.0006);
                Assert.Equal(Number(row, column + "_std"), omega.Deviation, 0.0006);
            }
        }
    }

    [SharedTheory, InlineData(WordForm.Unicode61, "unicode61"), InlineData(WordForm.Porter, "porter unicode61")]
    internal void BM25_over_the_three_corpora_has_the_figures_of_the_baseline(WordForm form, string tokenizer)
    {
        var (documents, questions) = PublishedCorpora.Chroma;
        var rows = PublishedCorpora.Rows("corpora/chroma-eval/bm25-baseline.csv").Where(r => r["fts5_tokenizer"] == tokenizer).ToList();
        Assert.Equal(128, rows.Count);
        foreach (var chunking in rows.GroupBy(r => (r["splitter"], r["size"], r["overlap"])))
        {
            var chunked = Chunk(documents, chunking.Key.Item1, chunking.First());
            var ranked = new Bm25(Scope.Corpus, form).Rank(chunked, questions, 20);
            foreach (var row in chunking)
                AssertFigures(row, chunked, questions, ranked);
        }
    }

    [SharedTheory, InlineData(WordForm.Unicode61, "unicode61"), InlineData(WordForm.Porter, "porter unicode61")]
    internal void BM25_within_each_NDA_has_the_figures_of_the_baseline(WordForm form, string tokenizer)
    {
        var (documents, questions) = PublishedCorpora.Ndas;
        var rows = PublishedCorpora.Rows("corpora/contracts/contractnli/bm25-baseline.csv").Where(r => r["fts5_tokenizer"] == tokenizer).ToList();
        Assert.Equal(12, rows.Count);
        foreach (var chunking in rows.GroupBy(r => (r["splitter"], r["size"], r["overlap"])))
        {
            var chunked = Chunk(documents, "token", chunking.First());
            var ranked = new Bm25(Scope.Document, form).Rank(chunked, questions, 10);
            foreach (var row in chunking)
                AssertFigures(row, chunked, questions, ranked);
        }
    }

    private static void AssertFigures(Dictionary<string, string> row, IReadOnlyList<ChunkedDocument> chunked, IReadOnlyList<Question> questions, IReadOnlyList<IReadOnlyList<Hit>> ranked)
    {
        var mode = row.GetValueOrDefault("offset_mode") == "chroma-first" ? MetricsMode.ChromaCompat : MetricsMode.Exact;
        var wanted = questions.Zip(ranked).Where(q => row.GetValueOrDefault("corpus", "ALL") is "ALL" || Name(q.First) == row["corpus"]).ToList();
        var scores = new RetrievalEvaluation(chunked, mode).Score([.. wanted.Select(w => w.First)], [.. wanted.Select(w => w.Second)], (int)Number(row, "k"));

        Assert.Equal((int)Number(row, "questions"), scores.Count);
        foreach (var (column, figures) in new[] { ("recall", scores.Select(s => s.Quality.Recall)), ("precision", scores.Select(s => s.Quality.Precision)), ("iou", scores.Select(s => s.Quality.Iou)) })
        {
            var spread = Spread.Of([.. figures.Select(f => 100 * f)]);
            Assert.Equal(Number(row, column + "_mean"), spread.Mean, 0.006);
            Assert.Equal(Number(row, column + "_std"), spread.Deviation, 0.006);
        }

        Assert.Equal(Number(row, "mean_tokens_retrieved"), scores.Average(s => (double)s.Tokens.Value), 0.06);
        Assert.Equal(Number(row, "full_recall_pct"), 100 * scores.Average(s => s.Quality.Recall >= 0.999 ? 1.0 : 0), 0.006);
    }

    private static List<ChunkedDocument> Chunk(IReadOnlyList<TokenizedDocument> documents, string splitter, Dictionary<string, string> row) =>
        [.. documents.Select(d => ChunkedDocument.Of(d, PublishedCorpora.Chunker(splitter, (int)Number(row, "size"), (int)Number(row, "overlap"))))];

    private static List<Question> Asked(IReadOnlyList<Question> questions, string corpus) =>
        [.. questions.Where(q => corpus.StartsWith("ALL", StringComparison.Ordinal) || Name(q) == corpus)];

    private static string Name(Question question) => question.Document!.Split('.')[0];

    private static double Number(Dictionary<string, string> row, string column) => double.Parse(row[column], CultureInfo.InvariantCulture);
}
