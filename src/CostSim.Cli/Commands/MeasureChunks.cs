using CostSim.Documents;
using CostSim.Reports;
using CostSim.Scenarios;
using CostSim.Tokens;
using CostSim.Units;

namespace CostSim.Cli.Commands;

/// <summary>What <c>measure --chunker</c> works on, and the form of its answer.</summary>
internal sealed record ChunkMeasurement(IReadOnlyList<Document> Documents, ITokenizer Tokenizer, IReadOnlyList<Named<IChunker>> Chunkers)
{
    /// <summary>A file of questions; null where only the chunks are asked for.</summary>
    public string? Questions { get; init; }

    public IReadOnlyList<Named<IRetriever>> Retrievers { get; init; } = [];

    public IReadOnlyList<int> K { get; init; } = [5];

    public MetricsMode Metrics { get; init; }

    public required string Format { get; init; }

    /// <summary>Rows by group of documents in place of by document.</summary>
    public bool ByGroup { get; init; }

    public bool WithText { get; init; }
}

/// <summary>Cuts documents and writes the chunks, or what a search over them finds.</summary>
internal static class MeasureChunks
{
    public static void Write(ChunkMeasurement asked, TextWriter output, TextWriter? warnings)
    {
        var documents = Parallelly(asked.Documents, d => new TokenizedDocument(d, asked.Tokenizer));
        var questions = asked.Questions is { } file ? QuestionsFile.Read(file, asked.Documents) : null;
        if (questions is { Unwritten: > 0 })
            warnings?.WriteLine($"warning: {asked.Questions}: {questions.Unwritten} questions are not written yet and are left out");
        var chunkings = asked.Chunkers.Select(c => (Chunker: c, Chunks: Parallelly(documents, d => ChunkedDocument.Of(d, c.Value))))
            .ToList();
        var statistics = Statistics(chunkings.Select(c =>
            (c.Chunker.Name, new ChunkStatistics(documents, c.Chunks, c.Chunker.Value.Limit))));
        if (questions is not null)
            MeasureRetrieval.Write(asked, questions.Questions,
                [.. chunkings.Select(c => (c.Chunker.Name, (IReadOnlyList<ChunkedDocument>)c.Chunks))], statistics, output);
        else if (asked.Format is "text")
            output.Write(string.Join('\n', Lines(statistics)) + "\n");
        else if (asked.Format is "md")
            Write(statistics, asked.Format, output);
        else if (asked.Format is "json")
            WriteJson(output, ("chunks", Chunks(asked, chunkings)), ("statistics", statistics));
        else
            PriceTables.Write(Chunks(asked, chunkings), asked.Format, output);
    }

    public static void Write(Table table, string format, TextWriter output)
    {
        if (format == "md")
            MarkdownReport.Write(table, output);
        else
            PriceTables.Write(table, format, output);
    }

    /// <summary>The chunkings for a terminal: what is nothing for all of them is left out.</summary>
    public static IEnumerable<string> Lines(Table statistics)
    {
        var overlap = statistics.Rows.Any(r => r.Cells[7].Number > 0);
        int[] shown = [.. Enumerable.Range(0, statistics.Columns.Count)
            .Where(i => i is not (>= 6 and <= 9) || (i == 6 ? statistics.Rows.Any(r => r.Cells[6].Number > 0) : overlap))];
        var table = statistics with
        {
            Columns = [.. shown.Select(i => statistics.Columns[i])],
            Rows = [.. statistics.Rows.Select(r => new Row([.. shown.Select(i => r.Cells[i])]))]
        };
        return [.. TextTable.Lines(table), .. overlap ? statistics.Notes.SelectMany(n => TextTable.Wrap(n)) : []];
    }

    /// <summary>Several tables as one object.</summary>
    public static void WriteJson(TextWriter output, params (string Name, Table Table)[] tables)
    {
        foreach (var (i, (name, table)) in tables.Index())
        {
            output.Write($"{(i == 0 ? "{" : ",\n")}\"{name}\": ");
            PriceTables.Write(table, "json", output);
        }

        output.Write("}\n");
    }

    private static Table Chunks(ChunkMeasurement asked, IReadOnlyList<(Named<IChunker> Chunker, ChunkedDocument[] Chunks)> chunkings)
    {
        var withHeader = chunkings.Any(c => c.Chunks.Any(d => d.Chunks.Any(chunk => chunk.Header is not null)));
        List<(Column Column, Func<Named<IChunker>, Document, int, Chunk, Cell> Value)> columns =
        [
            (new("path", "document", Unit.Text), (_, d, _, _) => d.Path),
            (new("chunk", "chunk", Unit.Count), (_, _, i, _) => i),
            (new("start", "start", Unit.Count), (_, _, _, c) => c.Start),
            (new("end", "end", Unit.Count), (_, _, _, c) => c.End),
            (new("tokens", "tokens", Unit.Count), (_, _, _, c) => c.Tokens.Value),
        ];
        if (chunkings.Count > 1)
            columns.Add((new("chunker", "chunker", Unit.Text), (k, _, _, _) => k.Name));
        if (withHeader)
            columns.Add((new("header", "header", Unit.Text), (_, _, _, c) => c.Header));
        if (asked.WithText)
            columns.Add((new("text", "text", Unit.Text), (_, d, _, c) => d.Text[c.Start..c.End]));
        var rows = from cut in chunkings
                   from d in cut.Chunks
                   from c in d.Chunks.Index()
                   select new Row(
            [.. columns.Select(column => column.Value(cut.Chunker, d.Document, c.Index, c.Item))]);
        return new Table("chunks", "Chunks", [.. columns.Select(c => c.Column)], [.. rows]);
    }

    private static Table Statistics(IEnumerable<(string Name, ChunkStatistics Statistics)> chunkings) => new("chunkings", "Chunkings",
        [
            new("chunker", "chunker", Unit.Text), new("chunks", "chunks", Unit.Count), new("mean_tokens", "mean", Unit.Number),
            new("p50_tokens", "p50", Unit.Count),
            new("p95_tokens", "p95", Unit.Count), new("max_tokens", "max", Unit.Count), new("over_limit", "over limit", Unit.Count),
            new("mean_overlap_tokens", "overlap", Unit.Number),
            new("without_overlap", "none at", Unit.Share), new("duplicated", "twice", Unit.Share),
            new("index_inflation", "index", Unit.Number),
        ],
        [.. chunkings.Select(c => new Row(
        [
            c.Name, c.Statistics.Count, c.Statistics.MeanTokens, c.Statistics.Tokens(new Percentile(50)).Value,
            c.Statistics.Tokens(new Percentile(95)).Value, c.Statistics.MaxTokens.Value,
            c.Statistics.OverLimit, c.Statistics.MeanOverlap, c.Statistics.BoundariesWithoutOverlap.Value, c.Statistics.Duplicated.Value,
            c.Statistics.IndexInflation,
        ]))])
    {
        Notes = ["overlap: tokens that neighbouring chunks share; none at: boundaries without any; twice: characters indexed again; index: "
            + "tokens of the chunks for each token of the documents."],
    };

    private static TResult[] Parallelly<T, TResult>(IReadOnlyList<T> items, Func<T, TResult> make)
    {
        var made = new TResult[items.Count];
        try
        {
            Parallel.For(0, items.Count, i => made[i] = make(items[i]));
        }
        catch (AggregateException several) when (several.InnerExceptions.OfType<Files.InputException>().ToList() is { Count: > 0 } refused)
        {
            throw new Files.InputException([.. refused.SelectMany(r => r.Errors).OrderBy(e => e.At.File, StringComparer.Ordinal)]);
        }

        return made;
    }
}
