using CostSim.Files;
using CostSim.Units;

namespace CostSim.Documents;

/// <summary>The table of chunkers. A kind alone has 512 tokens and no overlap.</summary>
public static class Chunkers
{
    private static readonly TokenCount Usual = 512.Tokens;

    /// <summary>The table for reading and for kinds that need no connection.</summary>
    internal static Registry<IChunker> All { get; } = Using(endpoint => new NoEmbedder(endpoint));

    /// <summary>The table with a way to reach an embeddings endpoint, for the kinds that can use one.</summary>
    internal static Registry<IChunker> Using(Func<EmbeddingEndpoint, IEmbedder> connect) => new("chunker")
    {
        { "whole", "{ kind: whole }", "the whole document as one chunk", _ => new WholeDocument() },
        {
            "window", "{ kind: window, size: 512, overlap: 64 }",
            "windows of equal size in tokens; `compat: langchain` as its TokenTextSplitter",
            s => IsLangChain(s) ? new LangChainTokens(Size(s), Overlap(s)) : new SlidingWindow(Size(s), Overlap(s))
        },
        {
            "recursive", "{ kind: recursive, size: 512, overlap: 64 }",
            "at paragraphs, lines, sentences or words, the strongest that fills a chunk; `separators: [..]` in their place; `compat: "
            + "langchain` as its RecursiveCharacterTextSplitter",
            s => IsLangChain(s) ? new LangChainRecursive(Size(s), Overlap(s), Separators(s)
                ?? LangChainRecursive.UsualSeparators) : new RecursiveChunker(Packer(s), Separators(s))
        },
        { "sentence", "{ kind: sentence, size: 256, overlap: 32 }", "whole sentences up to the size", s => new SentenceChunker(Packer(s)) },
        { "paragraph", "{ kind: paragraph, size: 512 }", "whole paragraphs up to the size", s => new ParagraphChunker(Packer(s)) },
        {
            "heading", "{ kind: heading, size: 512, level: 3, path: true }",
            "at headings down to a level; with `path` the headings above go before each chunk and count",
            s => new HeadingChunker(Packer(s), s.Whole("level", absent: 6, min: 1), s.Flag("path", absent: false))
        },
        { "code", "{ kind: code, size: 512 }", "at blocks of source code", s => new CodeChunker(Packer(s)) },
        { "table", "{ kind: table, size: 512 }",
            "tables stay whole, or are cut between rows and repeat their first row, which counts; the rest as prose", s =>
            new TableChunker(Packer(s)) },
        {
            "semantic", "{ kind: semantic, size: 512, breaks: 10%, sentences: 3 }",
            "where neighbouring sentences are least alike, by their words; by embeddings with `embeddings: { url: "
            + "http://localhost:11434/v1, model: nomic-embed-text }`",
            s => new SemanticChunker(Packer(s), s.Share("breaks", absent: 10.0.Percent),
                s.Whole("sentences", absent: 3, min: 1), Embedder(s, connect))
        },
    };

    /// <summary>
    /// The chunker that a scenario would write: a kind alone, <c>sentence</c>, or with its settings,
    /// <c>{ kind: window, size: 512, overlap: 64 }</c>. Sizes are in tokens of the document's tokenizer.
    /// </summary>
    /// <exception cref="InputException">The kind is unknown, or a setting breaks its rule; the message names the known ones.</exception>
    /// <example><code>
    /// var text = new TokenizedDocument(new Document("contract.md", "", contract), Tokenizers.Get("o200k_base"));
    /// IReadOnlyList&lt;Chunk&gt; chunks = Chunkers.Parse("{ kind: heading, size: 256 }").Cut(text);
    /// </code></example>
    public static IChunker Parse(string settings)
    {
        var reading = new Reading();
        var written = settings.Contains(':', StringComparison.Ordinal) ? settings : $"{{ kind: {settings} }}";
        var chunker = Build(new SettingsMap(Yaml.ReadMap("chunker", new StringReader(written)), "", reading));
        reading.Errors.ThrowIfAny();
        return chunker!;
    }

    /// <summary>
    /// Builds a chunker from a kind, or from a kind for each group: <c>{ by_group: { faq: paragraph, legal: { kind: heading } } }</c>.
    /// </summary>
    internal static IChunker? Build(SettingsMap settings, Registry<IChunker>? table = null, string? absent = null)
    {
        var kinds = table ?? All;
        if (settings.Map("by_group") is not { } groups)
            return kinds.Build(settings, absent);
        var others = settings.Has("kind") ? kinds.Build(settings) : null;
        if (others is null)
            settings.RejectUnread();
        var named = groups.Keys.Select(key => (key, Chunker: groups.KindMap(key) is { } group ? kinds.Build(group) : null))
            .Where(g => g.Chunker is not null);
        return new GroupedChunker(named.ToDictionary(g => g.key, g => g.Chunker!), others);
    }

    private static TokenCount Size(SettingsMap settings) => settings.Tokens("size", absent: Usual, min: 1);

    private static TokenCount Overlap(SettingsMap settings) => settings.Tokens("overlap", absent: TokenCount.Zero);

    private static ChunkPacker Packer(SettingsMap settings) => new(Size(settings), Overlap(settings));

    private static bool IsLangChain(SettingsMap settings) => settings.OneOf("compat", ["none", "langchain"], absent: "none") == "langchain";

    private static IReadOnlyList<string>? Separators(SettingsMap settings) =>
        settings.Has("separators") ? [.. settings.List("separators").Select(item => item.Text)] : null;

    private static IEmbedder? Embedder(SettingsMap settings, Func<EmbeddingEndpoint, IEmbedder> connect)
    {
        if (settings.Map("embeddings") is not { } endpoint)
            return null;
        var embedder = connect(EmbeddingEndpoint.Read(endpoint));
        endpoint.RejectUnread();
        return embedder;
    }
}
