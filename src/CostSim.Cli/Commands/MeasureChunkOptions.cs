using System.CommandLine;
using System.CommandLine.Parsing;
using CostSim.Documents;
using CostSim.Files;

namespace CostSim.Cli.Commands;

/// <summary>A kind as the command line gave it, and what was built of it.</summary>
internal sealed record Named<T>(string Name, T Value);

/// <summary>What <c>measure</c> is asked about chunks: how to cut, and how to search for which questions.</summary>
internal sealed class MeasureChunkOptions
{
    private readonly Option<string[]> chunker =
        new("--chunker")
        {
            Description =
            "How documents are cut, such as recursive or '{ kind: recursive, size: 400, overlap: 200 }'; repeat it to compare",
            HelpName = "KIND"
        };
    private readonly Option<string?> questions =
        new("--questions")
        {
            Description = "With --chunker: questions with their evidence (.jsonl, or .csv with question,references,corpus_id)",
            HelpName = "FILE"
        };
    private readonly Option<string[]> retriever =
        new("--retriever")
        {
            Description = "How chunks are searched, such as '{ kind: bm25, scope: document }'; repeat it to compare",
            DefaultValueFactory = _ => ["bm25"],
            HelpName = "KIND"
        };
    private readonly Option<string[]> k =
        new("--k") { Description = "How many chunks a question gets; several compare", DefaultValueFactory = _ => ["5"], HelpName = "N,M" };
    private readonly Option<string> metrics =
        new("--metrics")
        {
            Description = "exact, or chroma-compat as the published chunking evaluation measures",
            DefaultValueFactory = _ => "exact",
            HelpName = "exact|chroma-compat"
        };

    public MeasureChunkOptions()
    {
        metrics.AcceptOnlyFromAmong("exact", "chroma-compat");
        k.Validators.Add(r =>
        {
            foreach (var number in Split(r.GetValueOrDefault<string[]>())
                .Where(n => !Numbers.TryWhole(n, out var whole) || whole is < 1 or > 10_000))
                r.AddError($"--k {number}: must be a whole number from 1 to 10,000");
        });
    }

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { chunker, questions, retriever, k, metrics })
            command.Add(option);
        command.Validators.Add(r =>
        {
            if (r.GetValue(questions) is not null && !IsAsked(r))
                r.AddError("--questions measures how chunks are found; say how documents are cut with --chunker");
        });
    }

    public bool IsAsked(ParseResult parsed) => parsed.GetValue(chunker) is { Length: > 0 };

    public bool IsAsked(CommandResult parsed) => parsed.GetValue(chunker) is { Length: > 0 };

    /// <summary>
    /// What is asked about these documents, in the order in which their paths were given; what an embeddings endpoint answers is kept in
    /// the store.
    /// </summary>
    public ChunkMeasurement Read(ParseResult parsed, MeasureOptions options, IReadOnlyList<Document> documents)
    {
        var connect = Embedders.KeptIn(options.Store(parsed).Folder);
        var (chunkers, retrievers) = (Chunkers.Using(connect), Retrievers.Using(connect));
        return new ChunkMeasurement(InOrder(documents, options.Sources(parsed).Paths), options.ReadTokenizers(parsed)[0],
            Build(chunker, parsed, map => Chunkers.Build(map, chunkers)))
        {
            Questions = parsed.GetValue(questions),
            Retrievers = Build(retriever, parsed, map => retrievers.Build(map)),
            K = [.. Split(parsed.GetValue(k)).Select(n => Numbers.TryWhole(n, out var whole) ? (int)whole : 1).Distinct().Order()],
            Metrics = parsed.GetValue(metrics) == "exact" ? MetricsMode.Exact : MetricsMode.ChromaCompat,
            Format = options.Format(parsed),
            ByGroup = options.Table(parsed) == "groups",
            WithText = options.WithText(parsed),
        };
    }

    // The order decides between chunks of equal score, so it is the caller's.
    private static IReadOnlyList<Document> InOrder(IReadOnlyList<Document> documents, IReadOnlyList<DocumentPath> paths)
    {
        var starts = paths.Select(p => p.Path.Replace('\\', '/').Split('*', '?')[0].TrimEnd('/')).ToList();
        return [.. documents.OrderBy(d =>
            starts.FindIndex(s => d.Path.StartsWith(s, StringComparison.Ordinal)) is var i and >= 0 ? i : int.MaxValue)];
    }

    private static IReadOnlyList<Named<T>> Build<T>(Option<string[]> option, ParseResult parsed, Func<SettingsMap, T?> build)
        where T : class
    {
        var reading = new Reading();
        var built = new List<Named<T>>();
        foreach (var value in parsed.GetValue(option) ?? [])
        {
            var map = reading.Errors.Try(Location.Of(option.Name), () => Map(option.Name, value, reading));
            if (map is not null && build(map) is { } thing)
                built.Add(new Named<T>(Short(map.Node), thing));
        }

        reading.Errors.ThrowIfAny();
        return built;
    }

    // "recursive 400/200, compat langchain": what differs between variants must fit into a column.
    private static string Short(MapNode map)
    {
        var size = map.Find("size") is { } tokens
            ? $" {tokens.Text}{(map.Find("overlap") is { Text: not "0" } overlap ? "/" + overlap.Text : "")}"
            : "";
        var others = map.Entries.Where(e => e.Key is not ("kind" or "size" or "overlap")).Select(e => $"{e.Key} {e.Value.Text}");
        return string.Join(", ", others.Prepend(map.Find("kind")?.Text + size)).TrimStart(',', ' ');
    }

    private static SettingsMap Map(string option, string value, Reading reading) => Yaml.Read(option, new StringReader(value)) switch
    {
        MapNode map => new SettingsMap(map, "", reading),
        ScalarNode name => SettingsMap.OfKind(name, "", reading),
        var other => throw new InputException(other.At,
            $"must be a kind such as recursive or '{{ kind: recursive, size: 400 }}', but is {other.Text}"),
    };

    private static IEnumerable<string> Split(string[]? lists) =>
        (lists ?? []).SelectMany(l => l.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
