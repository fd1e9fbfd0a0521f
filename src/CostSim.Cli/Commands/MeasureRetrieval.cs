using System.Globalization;
using CostSim.Documents;
using CostSim.Reports;

namespace CostSim.Cli.Commands;

/// <summary>
/// Writes what searches find: a row for each document or group and one for all, for each way of cutting, searching and k.
/// </summary>
internal static class MeasureRetrieval
{
    private const ulong Seed = 42;

    // More documents than these are a list nobody reads; the other formats write all.
    private const int ShownAtMost = 12;

    private sealed record Variant(string Chunker, Named<IRetriever> Retriever, int K, IReadOnlyList<ChunkedDocument> Documents,
        IReadOnlyList<QuestionScore> Scores)
    {
        public int Chunks { get; } = Documents.Sum(d => d.Chunks.Count);

        /// <summary>What could be found at best is not a choice: it is listed next to the others and not compared with them.</summary>
        public bool IsBound => Retriever.Value is OracleRetriever;

        public double Recall { get; } = Scores.Average(s => s.Quality.Recall);

        public double Tokens { get; } = Scores.Average(s => (double)s.Tokens.Value);
    }

    public static void Write(ChunkMeasurement asked, IReadOnlyList<Question> questions,
        IReadOnlyList<(string Name, IReadOnlyList<ChunkedDocument> Chunks)> chunkings, Table statistics, TextWriter output)
    {
        if (questions.Count == 0)
            throw new Files.InputException(Files.Location.Of(asked.Questions!), "has no written question; write at least one");
        var variants = (from chunking in chunkings
                        let evaluation = new RetrievalEvaluation(chunking.Chunks, asked.Metrics)
                        from retriever in asked.Retrievers
                        let ranked = retriever.Value.Rank(chunking.Chunks, questions, asked.K.Max())
                        from k in asked.K
                        select new Variant(chunking.Name, retriever, k, chunking.Chunks, evaluation.Score(questions, ranked, k))).ToList();
        var bootstrap = new QuestionBootstrap(questions, Seed);
        switch (asked.Format)
        {
            case "text":
                WriteText(asked, questions, variants, bootstrap, statistics, output);
                break;
            case "json":
                MeasureChunks.WriteJson(output, ("retrieval", Rows(asked, questions, variants, bootstrap)), ("statistics", statistics));
                break;
            default:
                MeasureChunks.Write(Rows(asked, questions, variants, bootstrap), asked.Format, output);
                break;
        }
    }

    private static Table Rows(ChunkMeasurement asked, IReadOnlyList<Question> questions, IReadOnlyList<Variant> variants,
        QuestionBootstrap bootstrap)
    {
        var parts = Parts(asked, questions);
        var rows = from v in variants
                   from part in parts
                   let scores = part.Questions.Select(q => v.Scores[q]).ToList()
                   let figures = Figures(scores)
                   let doubt = part.IsAll ? bootstrap.Of([.. v.Scores.Select(s => s.Quality.Recall)]) : (Doubt?)null
                   select new Row(
                   [
                       part.Name, part.IsAll ? v.Chunks : default(Cell), v.K, .. figures.Select(f => (Cell)f.Mean),
                       .. figures.Select(f => (Cell)f.Deviation), part.Questions.Count,
                       scores.Average(s => (double)s.Tokens.Value), 100 * scores.Average(s => s.Quality.Recall >= 0.999 ? 1.0 : 0),
                       v.Chunker, v.Retriever.Name,
                       100 * doubt?.Low, 100 * doubt?.High, part.IsAll && !v.IsBound ? (IsOnFrontier(v, variants) ? "yes" : "no") : null,
                   ]);
        string[] names = ["recall", "precision", "iou", "precision_omega"];
        return new Table("retrieval", "Retrieval, in percent",
            [
                new Column(asked.ByGroup ? "group" : "corpus", asked.ByGroup ? "group" : "corpus", Unit.Text),
                new("chunks", "chunks", Unit.Count), new("k", "k", Unit.Count),
                .. names.Select(n => new Column(n, n, Unit.Number)), .. names.Select(n => new Column(n + "_sd", n + " sd", Unit.Number)),
                new("questions", "questions", Unit.Count),
                new("mean_tokens", "tokens", Unit.Count), new("full_recall", "full recall", Unit.Number),
                new("chunker", "chunker", Unit.Text), new("retriever", "retriever", Unit.Text),
                new("recall_p2_5", "recall from", Unit.Number), new("recall_p97_5", "to", Unit.Number),
                new("frontier", "frontier", Unit.Text),
            ],
            [.. rows]);
    }

    private static void WriteText(ChunkMeasurement asked, IReadOnlyList<Question> questions, IReadOnlyList<Variant> variants,
        QuestionBootstrap bootstrap, Table statistics, TextWriter output)
    {
        List<string> lines = [.. MeasureChunks.Lines(statistics), ""];
        lines.AddRange(TextTable.Lines(variants.Count == 1 ? ByPart(asked, questions, variants[0]) : Compared(variants, bootstrap)));
        lines.AddRange(Notes(questions, variants, bootstrap).SelectMany(n => TextTable.Wrap(n)));
        output.Write(string.Join('\n', lines) + "\n");
    }

    private static Table ByPart(ChunkMeasurement asked, IReadOnlyList<Question> questions, Variant variant)
    {
        var parts = Parts(asked, questions);
        return new Table("retrieval", "",
            [new("part", asked.ByGroup ? "group" : "corpus", Unit.Text), new("questions", "questions", Unit.Count), .. FigureColumns],
            [.. parts.Skip(parts.Count <= ShownAtMost + 1 ? 0 : parts.Count - 1)
                .Select(p => new Row([p.Name, p.Questions.Count, .. Shown([.. p.Questions.Select(q => variant.Scores[q])])], p.IsAll))]);
    }

    private static Table Compared(IReadOnlyList<Variant> variants, QuestionBootstrap bootstrap)
    {
        var best = Best(variants);
        List<(Column Column, Func<Variant, Cell> Value)> columns =
        [
            (new("chunker", "chunker", Unit.Text), v => v.Chunker), (new("retriever", "retriever", Unit.Text), v => v.Retriever.Name),
            (new("k", "k", Unit.Count), v => v.K),
            (new("recall", "recall", Unit.Share), v => v.Recall),
            (new("precision", "precision", Unit.Share), v => v.Scores.Average(s => s.Quality.Precision)),
            (new("tokens", "tokens", Unit.Count), v => v.Tokens),
            (new("frontier", "", Unit.Text), v => !v.IsBound && IsOnFrontier(v, variants) ? "*" : ""),
            (new("difference", "recall lost", Unit.Text), v => Difference(best, v, bootstrap)),
        ];
        columns.RemoveAll(c => c.Column.Key is "chunker" or "retriever" or "k" && variants.Select(v => c.Value(v)).Distinct().Count() == 1);
        return new Table("retrieval", "", [.. columns.Select(c => c.Column)],
            [.. variants.Select(v => new Row([.. columns.Select(c => c.Value(v))], v == best))]);
    }

    private static Variant Best(IReadOnlyList<Variant> variants) =>
        variants.Where(v => !v.IsBound).DefaultIfEmpty(variants[0]).MaxBy(v => v.Recall)!;

    private static readonly Column[] FigureColumns =
        [new("recall", "recall", Unit.Share), new("precision", "precision", Unit.Share), new("iou", "IoU", Unit.Share),
            new("omega", "omega", Unit.Share), new("tokens", "tokens", Unit.Count), new("full", "found all", Unit.Share)];

    private static IEnumerable<Cell> Shown(IReadOnlyList<QuestionScore> scores) =>
        [.. Figures(scores).Select(f => (Cell)(f.Mean / 100)), scores.Average(s => (double)s.Tokens.Value),
            scores.Average(s => s.Quality.Recall >= 0.999 ? 1.0 : 0)];

    private static string Difference(Variant best, Variant other, QuestionBootstrap bootstrap)
    {
        if (ReferenceEquals(best, other) || other.IsBound)
            return other.IsBound ? "the bound" : "the best";
        var doubt = bootstrap.OfDifference([.. best.Scores.Select(s => s.Quality.Recall)], [.. other.Scores.Select(s => s.Quality.Recall)]);
        return doubt.HoldsZero
            ? "not clear"
            : string.Create(CultureInfo.InvariantCulture, $"{100 * doubt.Low:0.0} to {100 * doubt.High:0.0}");
    }

    private static IEnumerable<string> Notes(IReadOnlyList<Question> questions, IReadOnlyList<Variant> variants,
        QuestionBootstrap bootstrap)
    {
        var best = Best(variants);
        var doubt = bootstrap.Of([.. best.Scores.Select(s => s.Quality.Recall)]);
        var missed = best.Scores.Count(s => s.Quality.Recall == 0);
        yield return string.Create(CultureInfo.InvariantCulture,
            $"recall {(variants.Count > 1 ? "of the best " : "")}from {questions.Count:#,0} questions: {100 * doubt.Low:0.0} to "
            + $"{100 * doubt.High:0.0} % (95 %, bootstrap over questions{(bootstrap.ByDocument ? " and documents" : "")}); for "
                + $"{missed:#,0} of them nothing of the evidence was found.");
        if (variants.Count > 1)
            yield return "*: no other finds as much with fewer tokens. Recall lost: points below the best, 95 % of a paired bootstrap; not "
                + "clear: no significant difference.";
        else
            yield return "omega: precision if exactly the chunks that hold evidence were found.";
        var found = from v in variants
                    from note in RetrievalNotes.Of(v.Retriever.Value, v.K, v.Documents, questions)
                    select (Variant: $"{v.Chunker}, {v.Retriever.Name}", Note: note);
        foreach (var alike in found.GroupBy(n => n.Note))
            yield return $"{string.Join("; ", alike.Select(n => n.Variant).Distinct())}: {alike.Key}.";
        yield return "Questions that were written from the excerpts flatter a search by words.";
    }

    private static bool IsOnFrontier(Variant variant, IReadOnlyList<Variant> variants) =>
        !variants.Any(v => v != variant && !v.IsBound && v.Recall >= variant.Recall && v.Tokens <= variant.Tokens
            && (v.Recall > variant.Recall || v.Tokens < variant.Tokens));

    private static IReadOnlyList<Spread> Figures(IReadOnlyList<QuestionScore> scores) =>
    [
        Spread.Of([.. scores.Select(s => 100 * s.Quality.Recall)]), Spread.Of([.. scores.Select(s => 100 * s.Quality.Precision)]),
        Spread.Of([.. scores.Select(s => 100 * s.Quality.Iou)]), Spread.Of([.. scores.Select(s => 100 * s.PrecisionOmega)]),
    ];

    private sealed record Part(string Name, IReadOnlyList<int> Questions, bool IsAll);

    private static IReadOnlyList<Part> Parts(ChunkMeasurement asked, IReadOnlyList<Question> questions)
    {
        var groups = asked.Documents.GroupBy(d => d.Name).ToDictionary(g => g.Key, g => g.First().Group);
        var order = asked.Documents.Select((d, i) => (d.Name, i)).GroupBy(d => d.Name).ToDictionary(d => d.Key, d => d.First().i);
        var parts = questions.Index().GroupBy(q => PartOf(q.Item))
            .OrderBy(p => p.Min(q => order.GetValueOrDefault(q.Item.Document ?? "", int.MaxValue)))
            .Select(p => new Part(p.Key, [.. p.Select(q => q.Index)], false));
        return [.. parts, new Part("ALL", [.. Enumerable.Range(0, questions.Count)], true)];

        string PartOf(Question question) => asked.ByGroup
            ? question.Group ?? groups.GetValueOrDefault(question.Document ?? "") ?? ""
            : question.Document is { } name ? Path.GetFileNameWithoutExtension(name) : "several";
    }
}
