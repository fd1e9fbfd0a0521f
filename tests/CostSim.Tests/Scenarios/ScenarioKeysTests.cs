using CostSim.Documents;
using CostSim.Files;
using CostSim.Prices;
using CostSim.Scenarios;
using CostSim.Scenarios.Keys;
using CostSim.Tests.Documents;

namespace CostSim.Tests.Scenarios;

/// <summary>The table of keys against the readers: what one knows the other knows.</summary>
public sealed class ScenarioKeysTests
{
    private const string Measured =
        """
        documents: [documents]
        questions: questions.jsonl
        prices: { as_of: 2026-11-01 }
        traffic: { requests_per_day: 1_000 }
        latency: { ttft_ms: 600 }
        designs: { other: { model: openai/gpt-4o, context: whole-document }, x: { like: other } }
        simulation: { trials: 16 }
        """;

    private const string Typed =
        """
        prices: { as_of: 2026-11-01 }
        traffic: { requests_per_day: 1_000 }
        designs: { x: { model: openai/gpt-4o } }
        simulation: { trials: 16 }
        """;

    // Keys of which each excludes others, or that need one beside them: the section in which they stand.
    internal static readonly Dictionary<string, (string Section, string Value)> Beside = new()
    {
        ["documents.paths"] = ("documents", "{ paths: [documents] }"),
        ["documents.sample_of"] = ("documents", "{ paths: [documents] }"),
        ["documents.on_error"] = ("documents", "{ paths: [documents] }"),
        ["documents.as"] = ("documents", "{ paths: [documents] }"),
        ["documents.group_by"] = ("documents", "{ paths: [documents] }"),
        ["documents.tokens_per_page"] = ("documents", "{ paths: [documents], on_error: estimate }"),
        ["documents.path"] = ("documents", "{ path: documents }"),
        ["documents.group"] = ("documents", "{ path: documents }"),
        ["documents.paths.path"] = ("documents", "{ paths: { path: documents } }"),
        ["documents.paths.group"] = ("documents", "{ paths: { path: documents } }"),
        ["prices.change[].per_year"] = ("prices.change", "[{ per_year: 0% }]"),
        ["prices.change[].step"] = ("prices.change", "[{ per_year: 0% }]"),
        ["designs.*.cache.hit_rate"] = ("designs.x.cache", "{ hit_rate: 10% }"),
        ["designs.*.cache.share"] = ("designs.x.cache", "{ hit_rate: 10% }"),
        ["designs.*.cache.write_share"] = ("designs.x.cache", "{ hit_rate: 10%, share: 50% }"),
        ["designs.*.cache.write_1h"] = ("designs.x.cache", "{ hit_rate: 10%, share: 50% }"),
        ["designs.*.tool_choice"] = ("designs.x", "{ like: other, model: anthropic/claude-sonnet-4-6, tools: 300 }"),
        ["designs.*.vector_store"] = ("designs.x", Stored("")),
        ["designs.*.vector_store.price"] = ("designs.x", Stored(", vector_store: { price: pinecone/serverless }")),
        ["designs.*.vector_store.dimensions"] = ("designs.x", Stored(", vector_store: { price: pinecone/serverless }")),
        ["designs.*.vector_store.metadata_bytes"] = ("designs.x", Stored(", vector_store: { price: pinecone/serverless }")),
        ["designs.*.reranker"] = ("designs.x", "{ like: other, context: rerank }"),
        ["prices.inline"] = ("designs.x", "{ context: whole-document }"),
        ["traffic.as"] = ("traffic", "{ log: requests.csv }"),
        ["traffic.sessions.gap.gamma"] = ("traffic.sessions", "{ requests: 3, gap: { gamma: { mean: 2m } } }"),
        ["traffic.sessions.gap.gamma.mean"] = ("traffic.sessions", "{ requests: 3, gap: { gamma: { mean: 2m } } }"),
        ["traffic.sessions.gap.gamma.cv"] = ("traffic.sessions", "{ requests: 3, gap: { gamma: { mean: 2m } } }"),
        ["questions.file"] = ("questions", "{ file: questions.csv }"),
        ["questions.columns"] = ("questions", "{ file: questions.csv }"),
        ["questions.columns.question"] = ("questions", "{ file: questions.csv, columns: { id: number } }"),
        ["questions.columns.references"] = ("questions", "{ file: questions.csv, columns: { id: number } }"),
        ["questions.columns.document"] = ("questions", "{ file: questions.csv, columns: { id: number } }"),
        ["questions.columns.id"] = ("questions", "{ file: questions.csv, columns: { id: number } }"),
        ["questions.columns.group"] = ("questions", "{ file: questions.csv, columns: { id: number } }"),
        ["evaluation.results.file"] = ("evaluation", "{ cases: 10, results: { file: answers.csv } }"),
        ["evaluation.results.columns"] = ("evaluation", "{ cases: 10, results: { file: answers.csv } }"),
        ["evaluation.results.columns.question"] = ("evaluation", "{ cases: 10, results: { file: answers.csv, columns: { design: a } } }"),
        ["evaluation.results.columns.design"] = ("evaluation", "{ cases: 10, results: { file: answers.csv, columns: { design: a } } }"),
        ["evaluation.results.columns.correct"] = ("evaluation", "{ cases: 10, results: { file: answers.csv, columns: { design: a } } }"),
        ["evaluation.results.design"] = ("evaluation", "{ cases: 10, results: { file: answers.csv } }"),
        ["evaluation.results.pass_at"] = ("evaluation", "{ cases: 10, results: { file: answers.csv } }"),
        ["quality.p95_seconds"] = ("quality", "{ at_least: 0.9 }"),
        ["requests.context"] = ("requests", "{ question: 40 }"),
        ["requests.question"] = ("requests", "{ context: 1_000 }"),
    };

    public static TheoryData<string> Paths => [.. Own.Select(k => k.Path)];

    // A portfolio has a reader of its own, which PortfolioTests hold.
    private static IEnumerable<ScenarioKey> Own => ScenarioKeys.All.Where(k => k.Path.Split('.')[0] != PortfolioReader.Key);

    [Theory, MemberData(nameof(Paths))]
    public void The_example_of_every_key_reads_and_its_reader_asks_for_it(string path)
    {
        var asked = Read(ScenarioKeys.All.Single(k => k.Path == path));

        Assert.Contains(path, asked);
    }

    [Fact]
    public void The_readers_ask_for_no_key_that_the_table_lacks()
    {
        var known = ScenarioKeys.All.Select(k => k.Path).ToHashSet();
        var asked = Own.SelectMany(Read).Distinct().Where(p => !IsElsewhere(p));

        // A new key of a scenario needs a line in src/CostSim.Core/Scenarios/Keys; schema and reference then show it.
        Assert.Equal([], asked.Where(p => !known.Contains(p)).Order());
    }

    [Fact]
    public void Every_key_stands_once_and_below_a_section_of_the_table() =>
        Assert.Multiple(
            () => Assert.Equal(ScenarioKeys.All.Count, ScenarioKeys.All.Select(k => k.Path).Distinct().Count()),
            () => Assert.Equal([], ScenarioKeys.All.Where(k => k.Parent.Length > 0 && ScenarioKeys.All.All(s => s.Path != k.Parent && s.Path + "[]" != k.Parent)).Select(k => k.Path)));

    // Kinds have tables of their own, amounts the price book's; an overlay is another file; `only` is set by --design.
    private static bool IsElsewhere(string path) =>
        path.StartsWith("designs.*.context.", StringComparison.Ordinal) || path.Contains(".inline.", StringComparison.Ordinal) || path.StartsWith("prices.overlay.", StringComparison.Ordinal) || path.StartsWith("tags.", StringComparison.Ordinal) || path == "only";

    private static HashSet<string> Read(ScenarioKey key)
    {
        var text = key.Path.StartsWith("requests", StringComparison.Ordinal) ? Typed : Measured;
        var root = Yaml.ReadMap("base.yaml", new StringReader(text));
        if (Beside.TryGetValue(key.Path, out var beside))
        {
            root = Set(root, beside.Section, beside.Value);
        }
        else
        {
            foreach (var section in Above(key).Where(s => s.Path is not ("designs" or "designs.*" or "documents" or "prices")))
                root = Set(root, section.Path, section.Example);
        }

        root = Set(root, key.Path, key.Example);
        var reading = new Reading { Asked = new HashSet<string>() };
        try
        {
            _ = ScenarioReader.Read(root, "test", Files(), reader: reading);
        }
        catch (InputException refused)
        {
            Assert.Fail($"{key.Path}: {string.Join('\n', refused.Errors)}");
        }

        return [.. reading.Asked.Select(ScenarioKeys.Normal)];
    }

    private static string Stored(string store) => $"{{ like: other, context: top-chunks, embedding: openai/text-embedding-3-small{store} }}";

    internal static IEnumerable<ScenarioKey> Above(ScenarioKey key) => ScenarioKeys.All
        .Where(s => s.Path.Length < key.Path.Length && (key.Path.StartsWith(s.Path + ".", StringComparison.Ordinal) || key.Path.StartsWith(s.Path + "[]", StringComparison.Ordinal)))
        .OrderBy(s => s.Path.Length);

    private static MapNode Set(MapNode root, string path, string value) => SettingsPath
        .Parse(path.Replace("fx.*", "fx.MYR", StringComparison.Ordinal).Replace("*", "x", StringComparison.Ordinal).Replace("[]", "[0]", StringComparison.Ordinal))
        .Set(root, Yaml.Read("example.yaml", new StringReader(value)));

    private static ScenarioFiles Files()
    {
        var document = Sample.Document("lease.md", Sample.Words(200));
        return new ScenarioFiles
        {
            Documents = (node, reading) => DocumentSources.Read(node, "documents", reading) is { } sources ? new Corpus([document]) { SampleOf = sources.SampleOf } : null,
            Questions = (_, _, _) => QuestionSet.None,
            Text = (node, _) => node.Value,
            Settings = (_, _) => Yaml.ReadMap("overlay.yaml", new StringReader("{}")),
            Results = (_, _) => [new EvaluatedAnswer(default, "q1", "x", true)],
            Column = (_, _) => [1, 2, 3],
            Log = (_, _, _) => new LoggedDays(new DateOnly(2026, 10, 5), [90, 110], LogUse.Resampled),
            Book = (_, _) => PriceBooks.Shipped,
            Tokenizer = (_, _, _) => new SampleTokenizer(),
            Overheads = PromptOverheads.Find,
        };
    }
}
