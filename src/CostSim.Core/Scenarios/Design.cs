using CostSim.Files;
using CostSim.Prices;
using CostSim.Prompts;
using CostSim.Randomness;
using CostSim.Tokens;
using CostSim.Units;

namespace CostSim.Scenarios;

/// <summary>One way of building the application: the model, what goes into a request, and its other costs.</summary>
internal sealed record Design
{
    public required string Name { get; init; }

    /// <summary>Where the scenario states it.</summary>
    public Location At { get; init; }

    /// <summary>The models that requests go to, with the share of each; the shares sum to 1.</summary>
    public required IReadOnlyList<DesignRoute> Routes { get; init; }

    public required ITokenizer Tokenizer { get; init; }

    /// <summary>Uncertain factor on input tokens where no exact tokenizer is published.</summary>
    public Parameter TokenFactor { get; init; } = Parameter.One;

    /// <summary>The provider's tier of its calls, such as <c>batch</c>.</summary>
    public string ServiceTier { get; init; } = "standard";

    public required PromptText System { get; init; }

    public required PromptText Tools { get; init; }

    /// <summary>The schema that answers are to follow, where it is sent with every request.</summary>
    public PromptText Schema { get; init; } = PromptText.None;

    /// <summary>What the provider adds to the prompt.</summary>
    public DesignOverhead Overhead { get; init; } = DesignOverhead.None;

    /// <summary>The parts of the prompt that are the same in every request.</summary>
    public Prompt Prompt
    {
        get
        {
            var tools = Overhead.ToolTokens(Tools, Tokenizer);
            return new Prompt(System.Tokens(Tokenizer), tools)
            {
                Hidden = Overhead.HiddenTokens(tools.Value > 0),
                Schema = Schema.Tokens(Tokenizer),
                Overhead = Overhead.Facts,
            };
        }
    }

    /// <summary>Null where the workloads' lengths are typed.</summary>
    public IContextStrategy? Context { get; init; }

    /// <summary>How the images of typed requests are counted; null where there are none.</summary>
    public ImageRule? ImageRule { get; init; }

    /// <summary>What the models take at most.</summary>
    public ContextWindow Window { get; init; } = ContextWindow.Unlimited;

    /// <summary>What the models write at most; null where no source says.</summary>
    public TokenCount? MaxOutput { get; init; }

    /// <summary>Tokens of an answer; null where the workloads' lengths are typed.</summary>
    public UncertainLaw? Answer { get; init; }

    /// <summary>Tokens that the model thinks before it answers; null for none.</summary>
    public UncertainLaw? Reasoning { get; init; }

    public PrefixCache? Cache { get; init; }

    /// <summary>True where <c>cache: none</c> is typed although the provider caches every prompt: nobody can buy that.</summary>
    public bool CannotBeBought { get; init; }

    /// <summary>A cache whose hits are typed in place of derived.</summary>
    public TypedCache? TypedCache { get; init; }

    public PriceSchedule? Embedding { get; init; }

    /// <summary>What the embedding model's provider counts its tokens with; null without an embedding.</summary>
    public ITokenizer? EmbeddingTokenizer { get; init; }

    public PriceSchedule? Reranker { get; init; }

    /// <summary>Where the vectors are kept; null where nobody bills that.</summary>
    public VectorStore? VectorStore { get; init; }

    /// <summary>Every schedule of prices that the design's bill for some workloads reads; one may come more than once.</summary>
    public IEnumerable<PriceSchedule> SchedulesFor(IReadOnlyList<Workload> workloads) =>
        Routes.SelectMany(r => workloads.Select(r.PricesOf))
            .Concat(new[] { Embedding, Reranker, VectorStore?.Prices }.OfType<PriceSchedule>());

    /// <summary>How each workload's calls and answers go wrong in this design, in the order of the workloads.</summary>
    public required IReadOnlyList<Reliability> Reliability { get; init; }

    /// <summary>Costs other than requests.</summary>
    public IReadOnlyList<FixedLine> Lines { get; init; } = [];
}

/// <summary>A model that a share of the requests goes to.</summary>
internal sealed record DesignRoute(string Name, PriceSchedule Prices, Parameter Share)
{
    /// <summary>The name of a route whose prices the scenario types in.</summary>
    public const string Typed = "typed prices";

    /// <summary>Whether these are the scenario's typed prices, which a class may have its own of.</summary>
    public bool IsCommon { get; init; }

    /// <summary>The prices that the requests of a class pay.</summary>
    public PriceSchedule PricesOf(Workload workload) => IsCommon && workload.Prices is { } own ? own : Prices;

    public bool IsTyped => Name.StartsWith(Typed, StringComparison.Ordinal);
}

/// <summary>A fixed part of the prompt: the text of a file, or a typed number of tokens.</summary>
/// <param name="File">As the scenario names it; null where the tokens are typed.</param>
internal sealed record PromptText(string? File, string Text, TokenCount Typed)
{
    public static PromptText None { get; } = new(null, "", TokenCount.Zero);

    public TokenCount Tokens(ITokenizer tokenizer) => File is null ? Typed : tokenizer.Count(Text);
}

/// <summary>The share of requests that hit a cache, the share of their input that is read from it, and what requests write to it.</summary>
/// <param name="HitRate">Share of requests that hit.</param>
/// <param name="Share">Share of the input that a hit reads, and that a miss writes.</param>
/// <param name="WriteShare">Share of the input that every request writes in addition.</param>
/// <param name="Write1h">Share of what is written that is kept for an hour.</param>
internal sealed record TypedCache(Parameter HitRate, Parameter Share, Parameter WriteShare, Parameter Write1h)
{
    /// <summary>A hit reads its share and writes what is new.</summary>
    public IReadOnlyList<CachedShare> Hit => Used([new(Meter.CachedInput, Share), .. Written(WriteShare)]);

    /// <summary>A miss writes both.</summary>
    public IReadOnlyList<CachedShare> Miss => Used(Written(Share + WriteShare));

    private IEnumerable<CachedShare> Written(Parameter share) =>
        [new(Meter.CacheWrite5m, share * Write1h.OneMinus), new(Meter.CacheWrite1h, share * Write1h)];

    private static IReadOnlyList<CachedShare> Used(IEnumerable<CachedShare> shares) =>
        [.. shares.Where(s => s.Share is not ConstantParameter { Number: 0 })];
}

/// <summary>A share of a request's input that is billed on another meter than fresh input.</summary>
internal sealed record CachedShare(Meter Meter, Parameter Share);
