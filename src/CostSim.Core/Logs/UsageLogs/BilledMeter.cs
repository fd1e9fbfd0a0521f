namespace CostSim.Logs;

/// <summary>What the name of a meter says, by its whole words: which tokens, in which tier, of which model.</summary>
internal sealed record BilledMeter
{
    private static readonly HashSet<string> In = ["input", "inputs", "inp", "inpt", "in", "prompt", "prompts"];
    private static readonly HashSet<string> Out = ["output", "outputs", "outp", "outpt", "out", "opt", "completion", "completions",
        "generated", "generation", "response", "responses"];
    private static readonly HashSet<string> Cache = ["cache", "cached", "cchd", "cachd", "cch", "caching"];
    private static readonly HashSet<string> Writes = ["write", "writes", "written", "wrt", "wr", "creation", "create"];
    private static readonly HashSet<string> Reads = ["read", "reads", "rd", "hit", "hits"];
    private static readonly HashSet<string> NotCached = ["uncached", "noncached"];
    private static readonly HashSet<string> Embeds = ["embedding", "embeddings", "embed", "emb"];
    private static readonly HashSet<string> Pictures = ["image", "images", "img", "vision", "video"];
    private static readonly HashSet<string> Sounds = ["audio", "aud", "voice"];
    private static readonly HashSet<string> Thinks = ["reasoning", "thinking", "thoughts"];
    private static readonly Dictionary<string, string> Tiers = new(StringComparer.Ordinal)
    {
        ["batch"] = "batch",
        ["btch"] = "batch",
        ["bch"] = "batch",
        ["flex"] = "flex",
        ["priority"] = "priority",
        ["prty"] = "priority",
        ["pri"] = "priority"
    };

    // Words that say nothing of the model.
    private static readonly HashSet<string> Filler =
    [
        "tokens", "token", "count", "counts", "units", "unit", "text", "txt", "glbl", "global", "gl", "regnl", "regional", "rgnl", "dzone",
        "dz", "datazone", "zone", "data", "predictions", "prediction", "usage", "million", "thousand", "of",
        "per", "for", "model", "amazon", "bedrock", "azure", "openai", "vertex", "ai", "foundry", "models", "mp", "cross", "region", "long",
        "short", "context", "lctx", "ctx", "k", "m", "on", "demand", "ondemand", "standard", "edition", "microsoft", "google", "aws",
        "direct", "modality", "and", "the", "api", "online", "generative", "service", "platform", "non", "hour", "hr",
        "minutes", "min", "default",
    ];

    /// <summary>Null where no word says whether tokens went in or came out.</summary>
    public LogField? Side { get; private init; }

    public LogKind Kind { get; private init; }

    public bool IsHour { get; private init; }

    public bool IsAudio { get; private init; }

    public bool IsImage { get; private init; }

    public bool IsReasoning { get; private init; }

    /// <summary>Null where no word names one: then the standard one.</summary>
    public string? Tier { get; private init; }

    /// <summary>Where it was served, as far as a word says so.</summary>
    public string? Region { get; private init; }

    /// <summary>The words that are left, which name the model; empty where none is.</summary>
    public required string Model { get; init; }

    public static BilledMeter Of(string text)
    {
        var words = Words.Of(text);
        bool Any(HashSet<string> set) => words.Any(set.Contains);
        var hour = words.Zip(words.Skip(1)).Any(p => p is ("1", "h") or ("1", "hour") or ("1", "hr") or ("one", "hour"));
        var (writes, cached) = (Any(Writes) && (Any(Cache) || !Any(Out)), (Any(Cache) || Any(Reads)) && !Any(NotCached));
        var embeds = Any(Embeds);
        LogField? side = Any(Out) && !Any(Embeds) && !(Any(Cache) && Any(Writes)) ? LogField.Output
            : writes && Any(Cache) ? LogField.CacheWrite
            : cached && (Any(In) || Any(Cache)) ? LogField.Cached
            : Any(In) || embeds || Any(NotCached) ? LogField.Input
            : Any(Thinks) ? LogField.Output : null;
        return new BilledMeter
        {
            Side = side,
            Kind = embeds ? LogKind.Embedding : LogKind.Model,
            IsHour = hour,
            IsAudio = Any(Sounds),
            IsImage = Any(Pictures),
            IsReasoning = Any(Thinks),
            Tier = words.Select(w => Tiers.GetValueOrDefault(w)).FirstOrDefault(t => t is not null),
            Region = words.Contains("dzone") || words.Contains("datazone") || words.Zip(words.Skip(1)).Any(p => p is ("data", "zone"))
                ? "data-zone" : words.Contains("regnl") || words.Contains("regional") || words.Contains("rgnl") ? "regional" : null,
            Model = ModelOf(text),
        };
    }

    // USE1-Claude4.5Sonnet-input-tokens names claude 4.5 sonnet; the region before it and the meter after it do not.
    private static string ModelOf(string text)
    {
        var kept = new List<string>();
        foreach (var part in text.Split([' ', '-', '_', ':', '/', ',', '(', ')', '|'], StringSplitOptions.RemoveEmptyEntries))
        {
            var words = Words.Of(part);
            if (words.Count == 0 || words.All(w => IsMeterWord(w)) || IsRegionCode(part) || IsQuantity(words))
                continue;
            kept.Add(part);
        }

        return string.Join('-', kept).ToLowerInvariant();
    }

    private static bool IsMeterWord(string word) => In.Contains(word) || Out.Contains(word) || Cache.Contains(word)
        || Writes.Contains(word) || Reads.Contains(word) || NotCached.Contains(word)
        || Pictures.Contains(word) || Sounds.Contains(word) || Thinks.Contains(word) || Tiers.ContainsKey(word) || Filler.Contains(word);

    private static bool IsQuantity(List<string> words) => words.Count == 2 && words[0].All(char.IsAsciiDigit) && words[1] is ("k" or "m");

    // USE1, EUW3, APN1: the region code of AWS.
    private static bool IsRegionCode(string part) => part.Length is 4 or 5 && part[..^1].All(char.IsUpper) && char.IsAsciiDigit(part[^1]);
}
