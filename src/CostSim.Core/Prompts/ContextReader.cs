using CostSim.Documents;
using CostSim.Files;
using CostSim.Randomness;
using CostSim.Units;

namespace CostSim.Prompts;

/// <summary>Reads what kinds of context assembly have in common: chunker, retriever, a context inside another kind.</summary>
internal sealed class ContextReader(InputScope scope, Func<EmbeddingEndpoint, IEmbedder> connect)
{
    private const int FinderCandidates = 200;

    private readonly Registry<IChunker> chunkers = Chunkers.Using(connect);
    private readonly Registry<IRetriever> retrievers = Retrievers.Using(connect, Scope.AsAsked);

    public Retrieving Retrieving(SettingsMap settings, int candidates, string usualSize = "512")
    {
        var cutting = Cutting(settings, "chunker", "recursive", usualSize);
        var retriever = Kind(settings, "retriever", [("kind", "bm25")]);
        return new Retrieving(cutting, retrievers.Build(retriever) ?? new Bm25(Scope.AsAsked), candidates, retriever.Node.Text);
    }

    public Cutting Cutting(SettingsMap settings, string key, string usual, string usualSize)
    {
        var chunker = Kind(settings, key, usualSize == "512"
            ? [("kind", usual), ("size", usualSize), ("overlap", "64")]
            : [("kind", usual), ("size", usualSize)]);
        return new Cutting(Chunkers.Build(chunker, chunkers) ?? new WholeDocument(), chunker.Node.Text);
    }

    /// <summary>How whole documents are found; null where nothing is said, so that the application must know the document.</summary>
    public DocumentFinder? Finder(SettingsMap settings)
    {
        if (settings.KindMap("finder") is not { } finder)
            return null;
        var documents = finder.Whole("documents", absent: 1, min: 1, max: 1_000);
        if (finder.Text("kind", "bm25") == "known")
        {
            if (documents > 1)
                finder.Refuse("documents", "is one where the document is known; leave it out");
            finder.RejectUnread();
            return DocumentFinder.Known;
        }

        // Documents are judged by their best chunk: a model's window holds no whole document, and a long one shares words with every
        // question.
        var cutting = Cutting(finder, "chunker", "recursive", "512");
        var own = new MapNode(finder.At, [.. finder.Node.Entries.Where(e => e.Key is not ("documents" or "chunker"))]);
        var retriever = new SettingsMap(own, finder.Path, finder.Reading);
        var built = retrievers.Build(retriever, "bm25") ?? new Bm25(Scope.Corpus);
        if (built.Scopes.Contains(Scope.Document))
            finder.Refuse("scope", "must be left out, since a finder searches all documents");
        return new DocumentFinder(new Retrieving(cutting, built.Within(Scope.Corpus), FinderCandidates, retriever.Node.Text), documents);
    }

    public SelfRouteContext SelfRoute(SettingsMap settings)
    {
        if (settings.Has("declines") && (settings.Has("notices") || settings.Has("false_alarms")))
            throw new RuleException("declines",
                "cannot be combined with notices and false_alarms; type the share, or what the model notices");
        var typed = !settings.Has("notices") && !settings.Has("false_alarms");
        return new SelfRouteContext(
            Inside(settings, "first") ?? Inside(settings, "first", "top-chunks")!,
            Inside(settings, "then") ?? Inside(settings, "then", "whole-document")!,
            typed ? Quantities.Read(settings, "declines", QuantityKind.Share, scope) : null,
            typed ? Parameter.Zero : Quantities.Read(settings, "notices", QuantityKind.Share, scope),
            typed ? Parameter.Zero : Quantities.Read(settings, "false_alarms", QuantityKind.Share, scope, absent: 0),
            settings.Tokens("decline_tokens", absent: 10.Tokens));
    }

    public HistoryContext History(SettingsMap settings)
    {
        var policy = settings.OneOf("policy", ["full", "window", "truncate", "summary"], absent: "full");
        return new HistoryContext(
            Counts.Of("turns", Quantities.ReadLaw(settings, "turns", QuantityKind.Size, scope, absent: 5)),
            GapLaw.Read(settings, "gap", TimeSpan.FromMinutes(2)),
            Enum.Parse<HistoryPolicy>(policy, ignoreCase: true),
            policy is "window" or "summary" ? settings.Whole("keep", absent: policy == "window" ? 4 : 2, max: 1_000) : 0,
            policy is "truncate" or "summary"
                ? settings.Tokens("tokens", absent: policy == "truncate" ? 4_000.Tokens : 300.Tokens)
                : TokenCount.Zero,
            Inside(settings, "context"));
    }

    public AgentContext Agent(SettingsMap settings) => new(
        Counts.Of("steps", Quantities.ReadLaw(settings, "steps", QuantityKind.Size, scope, absent: 3), mayBeNone: true),
        settings.Tokens("call", absent: 60.Tokens),
        settings.Tokens("result", absent: 600.Tokens),
        Inside(settings, "context"));

    /// <summary>
    /// What goes into the context of a call of a kind of several calls; null where the key is absent and nothing is usual.
    /// </summary>
    private IContextSelection? Inside(SettingsMap settings, string key, string? usual = null)
    {
        if (settings.KindMap(key) is { } given)
            return ContextSelections.Of(this).Build(given) ?? new WholeDocumentContext();
        if (usual is null)
            return null;
        settings.Record(key, usual, Origin.Default);
        return ContextSelections.Of(this).Build(Usual(settings, key, [("kind", usual)]));
    }

    // A name alone takes the kind's own defaults; an absent key takes the usual settings, which then are among the assumptions.
    private static SettingsMap Kind(SettingsMap settings, string key, (string Key, string Value)[] usual)
    {
        if (settings.KindMap(key) is { } given)
            return given;
        settings.Record(key, $"{{ {string.Join(", ", usual.Select(u => $"{u.Key}: {u.Value}"))} }}", Origin.Default);
        return Usual(settings, key, usual);
    }

    private static SettingsMap Usual(SettingsMap settings, string key, (string Key, string Value)[] usual) => new(
        new MapNode(settings.At, [.. usual.Select(u => new Entry(u.Key, settings.At, new ScalarNode(settings.At, u.Value)))]),
        settings.PathOf(key), new Reading(settings.Errors, new AssumptionLedger()));
}
