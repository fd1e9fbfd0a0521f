using CostSim.Documents;
using CostSim.Files;
using CostSim.Prices;
using CostSim.Prompts;
using CostSim.Randomness;
using CostSim.Units;

namespace CostSim.Scenarios;

/// <summary>Reads one of <c>designs</c>, with what it inherits by <c>like</c> already merged into it.</summary>
internal sealed class DesignReader(ScenarioReading reading, PriceTerms prices, IReadOnlyList<(Workload Workload, SettingsMap Map, InputScope Scope)> workloads, ModelPrice? inline, IReadOnlyList<FixedLine> commonLines, Evaluation? evaluation)
{
    private bool HasDocuments => workloads.Any(w => w.Workload.Typed is null);

    public Design? Read(SettingsMap map, string name)
    {
        _ = map.Find("like");
        var routes = Routes(map);
        var tokenizer = reading.Files.Tokenizer(map.Find("tokenizer"), routes.Count > 0 ? routes[0].Name : null, reading.Reading);
        var uncached = map.Find("cache") is ScalarNode { Value: CacheReader.None };
        var cache = uncached ? null : map.Map("cache");
        if (uncached)
            map.Record("cache", CacheReader.None, Origin.Typed);
        var unasked = cache is null && HasDocuments ? Unasked(map, routes, uncached) : null;
        var model = routes.Where(r => !r.IsTyped).Select(r => r.Name).FirstOrDefault();
        var context = HasDocuments ? Context(map, model) : null;
        var limits = LimitsReader.Of(routes.Where(r => !r.IsTyped).Select(r => r.Name), prices.Book);
        RefuseUnused(map);
        var embedding = Model(map, "embedding");
        var design = new Design
        {
            Name = name,
            At = map.At,
            Routes = routes,
            Tokenizer = tokenizer,
            TokenFactor = HasDocuments ? TokenizerDoubt.Read(map, tokenizer, workloads.Select(w => w.Workload.Corpus).OfType<Corpus>(), reading.Top) : Parameter.One,
            ServiceTier = map.Find("service_tier") is ScalarNode { Value.Length: > 0 } tier ? tier.Value : "standard",
            System = Prompt(map, "system"),
            Tools = Prompt(map, "tools"),
            Schema = HasDocuments ? Prompt(map, "output_schema") : PromptText.None,
            Overhead = HasDocuments ? DesignOverhead.Read(map, reading.Files.Overheads, model) : DesignOverhead.None,
            Context = context,
            ImageRule = HasDocuments ? null : DesignImages.Rule(map, model, workloads.Select(w => w.Workload.Typed?.Image).OfType<ImageOfARequest>()),
            Window = LimitsReader.Window(map, limits),
            MaxOutput = LimitsReader.MaxOutput(map, limits),
            Answer = HasDocuments ? Answer(map) : null,
            Reasoning = map.Has("reasoning") ? Quantities.ReadLaw(map, "reasoning", QuantityKind.Size, reading.Top) : null,
            Cache = cache is not null && !cache.Has("hit_rate") ? PrefixCacheOf(cache, context, routes) : uncached ? null : unasked,
            CannotBeBought = uncached && unasked is not null,
            TypedCache = cache is not null && cache.Has("hit_rate") ? TypedCacheOf(cache) : null,
            Embedding = embedding,
            EmbeddingTokenizer = embedding is null ? null : reading.Files.Tokenizer(null, embedding.Model, reading.Reading),
            VectorStore = VectorStore.Read(map, embedding, (at, key) => at.Has(key) ? Found(at, key, new PriceQuestion(at.Text(key))) : Missing(at, key)),
            Reranker = Model(map, "reranker"),
            Reliability = [.. Reliability(map).Select(r => Measured(r, map, name))],
            Lines = [.. commonLines, .. LineReader.Read(reading, map, reading.Top)],
        };
        cache?.RejectUnread();
        map.RejectUnread();
        RefuseWithoutEffect(map, design);
        return design;
    }

    // Keys that only documents give a meaning to; what they would do to typed lengths is said with what to write in their place.
    private void RefuseUnused(SettingsMap map)
    {
        if (HasDocuments)
            return;
        foreach (var (key, remedy) in OfDocuments.Where(k => map.Has(k.Key)))
            map.Refuse(key, $"needs documents, but lengths are typed under requests; {remedy}");
    }

    private static readonly (string Key, string Remedy)[] OfDocuments =
    [
        ("context", "type its tokens as requests.context or requests.input"),
        ("answer", "type its tokens as requests.output"),
        ("output_schema", "add its tokens to requests.input or requests.context"),
        ("overhead", "what the provider adds is part of the lengths that are typed"),
        ("tool_choice", "what the provider adds is part of the lengths that are typed"),
        ("reranker", "add its fee to monthly, or give documents"),
        ("vector_store", "add its cost to monthly, or give documents"),
    ];

    // A key that changes nothing would let its writer believe that it did.
    private void RefuseWithoutEffect(SettingsMap map, Design design)
    {
        if (design.Routes.All(r => r.IsTyped))
        {
            foreach (var key in new[] { "service_tier", "region" }.Where(map.Has))
                map.Refuse(key, "chooses among a model's price records, but the prices here are typed; name a model, or leave it out");
        }

        if (design.Reranker is not null && design.Context is { Reranks: false })
            map.Refuse("reranker", "nothing is reranked in this context; use 'context: { kind: rerank }', or leave it out");
        if (HasDocuments)
            return;
        var typed = workloads.Select(w => w.Workload.Typed!).ToList();
        if (typed.TrueForAll(t => t.IncludesPrompt))
        {
            foreach (var key in new[] { "system", "tools" }.Where(map.Has))
                map.Refuse(key, "is part of the prompt that requests.input types whole; type requests.context and requests.question in place of input, or leave it out");
        }

        if (design.Embedding is not null && typed.TrueForAll(t => t.Question.Value == 0))
            map.Refuse("embedding", "nothing is embedded where requests type no question; type requests.question and requests.context in place of input, or leave it out");
        if (map.Has("tokenizer") && (design.System.File ?? design.Tools.File) is null)
            map.Refuse("tokenizer", "counts nothing, since lengths are typed and no prompt is read from a file; leave it out");
        RefuseTooLong(map, design, typed);
    }

    // Typed lengths have tails that no model would take: a few of a thousand are left to them, more are a mistake.
    private static void RefuseTooLong(SettingsMap map, Design design, IEnumerable<TypedLengths> lengths)
    {
        const double most = 0.01;
        // Tiers beyond the window in the book say that the model takes more where that is asked for.
        if (!map.Has("context_window") && design.Routes.Any(r => r.Prices.Segments[0].Price.Tiers[^1].From.Value >= design.Window.Tokens?.Value))
            return;
        foreach (var request in lengths.Select(l => Scenarios.TypedRequest.Of(l, design)).Where(_ => !design.Window.Truncates))
        {
            if (Scenarios.TypedRequest.Room(request.FixedInput, MeanRatio.Mean(request.Output), design.Window) is not { } room)
                continue;
            var beyond = room <= 0 ? 1 : 1 - request.Input.AtMedians.Probability(room);
            if (beyond > most)
                map.Refuse(map.Has("context_window") ? "context_window" : "model", FormattableString.Invariant($"{beyond * 100:0.#} % of the requests and their answers are longer than the {design.Window.Tokens} of the context window; take another model, shorter requests, or 'on_overflow: truncate'"));
        }
    }

    private IReadOnlyList<DesignRoute> Routes(SettingsMap map)
    {
        if (!map.Has("route"))
            return [new DesignRoute(map.Has("model") ? map.Text("model") : DesignRoute.Typed, Schedule(map), Parameter.One) { IsCommon = IsCommon(map) }];
        if (map.Has("model"))
            map.Refuse("route", "cannot be combined with model; name each model in the route");
        var items = LineReader.Items(map, "route").Select(i => i.Map).ToList();
        var shares = items.Select(i => i.Has("share") ? Quantities.Read(i, "share", QuantityKind.Share, reading.Top) : null).ToList();
        if (shares.Count(s => s is null) != 1)
            map.Refuse("route", "must have exactly one entry without a share, which takes the rest");
        var rest = shares.OfType<Parameter>().Aggregate(Parameter.One, (left, share) => left - share);
        var routes = items.Select((item, i) => new DesignRoute(item.Has("model") ? item.Text("model") : FormattableString.Invariant($"{DesignRoute.Typed} {i + 1}"), Schedule(item), shares[i] ?? rest) { IsCommon = IsCommon(item) }).ToList();
        items.ForEach(i => i.RejectUnread());
        return routes;
    }

    private PriceSchedule Schedule(SettingsMap map)
    {
        var question = new PriceQuestion(map.Has("model") ? map.Text("model") : "")
        {
            ServiceTier = map.Text("service_tier", "standard"),
            Region = map.Text("region", "global"),
        };
        var typed = map.Map("prices") is { } own ? OwnInline(own) : inline;
        if (typed is not null && (!map.Has("model") || map.Has("prices")))
            return prices.ScheduleOf(typed, question, reading.Calendar);
        if (!map.Has("model") && workloads.All(w => w.Workload.Prices is not null))
            return workloads[0].Workload.Prices!;
        if (!map.Has("model"))
        {
            map.Errors.Add(map.At, $"model: is missing{(map.Path.Length == 0 ? "" : $" in {map.Path}")}; name one such as openai/gpt-4o, or type prices under prices.inline");
            return Nothing();
        }

        return Found(map, "model", question);
    }

    private static bool IsCommon(SettingsMap map) => !map.Has("model") && !map.Has("prices");

    private static ModelPrice? OwnInline(SettingsMap own)
    {
        var price = own.Map("inline") is { } typed ? InlinePrices.Read(typed) : null;
        own.RejectUnread();
        return price;
    }

    private PriceSchedule Missing(SettingsMap map, string key)
    {
        map.Errors.Add(map.At, $"{key}: is missing in {map.Path}; name one such as pinecone/serverless");
        return Nothing();
    }

    // The region of the design is that of its embedding and reranker too, where their provider prices it apart.
    private PriceSchedule? Model(SettingsMap map, string key)
    {
        if (!map.Has(key))
            return null;
        var question = new PriceQuestion(map.Text(key));
        return map.Has("region") && prices.Book is { } book && prices.TryScheduleOf(book, question with { Region = map.Text("region") }, reading.Calendar) is { } regional
            ? regional
            : Found(map, key, question);
    }

    private PriceSchedule Found(SettingsMap map, string key, PriceQuestion question)
    {
        if (prices.Book is null)
            return Nothing();
        try
        {
            return prices.ScheduleOf(prices.Book, question, reading.Calendar);
        }
        catch (RuleException refused)
        {
            map.Refuse(key, refused.Rule);
            return Nothing();
        }
    }

    private PriceSchedule Nothing() => PriceSchedule.Typed(new ModelPrice("none", [new PriceTier(TokenCount.Zero, new Amounts([]), "")]), reading.Calendar.Start);

    private IContextStrategy? Context(SettingsMap map, string? model)
    {
        if (map.KindMap("context") is { } kind)
            return ContextStrategies.Using(reading.Top, reading.Files.Connect, model).Build(kind);
        if (!map.Has("context"))
            map.Errors.Add(map.At, $"context: is missing in {map.Path}; give one of {string.Join(", ", ContextStrategies.All.Names)}");
        return null;
    }

    private UncertainLaw Answer(SettingsMap map)
    {
        if (map.Has("answer"))
            return Quantities.ReadLaw(map, "answer", QuantityKind.Size, reading.Top);
        // Mean answers of chat applications in the traces lie between 200 and 350 tokens with CV 0.6 inside one application.
        map.Record("answer", "lognormal, mean 200 to 500, cv 0.6", Origin.Default);
        var entries = new[] { new Entry("mean", map.At, new ScalarNode(map.At, "200 to 500")), new Entry("cv", map.At, new ScalarNode(map.At, "0.6")) };
        var standIn = new SettingsMap(new MapNode(map.At, [new Entry("answer", map.At, new MapNode(map.At, entries))]), map.Path, new Reading(reading.Errors, new AssumptionLedger()));
        return Quantities.ReadLaw(standIn, "answer", QuantityKind.Size, reading.Top);
    }

    private PromptText Prompt(SettingsMap map, string key)
    {
        switch (map.Find(key))
        {
            case null:
                map.Record(key, "0", Origin.Default);
                return PromptText.None;
            case ScalarNode count when Numbers.TryWhole(count.Value, out var tokens) && tokens >= 0:
                map.Record(key, count.Value, Origin.Typed);
                return new PromptText(null, "", new TokenCount(tokens));
            case ScalarNode file when reading.Files.Text(file, reading.Reading) is { } text:
                map.Record(key, file.Value, Origin.Measured);
                return new PromptText(file.Value, text, TokenCount.Zero);
            case ScalarNode:
                return PromptText.None;
            case var other:
                map.Refuse(key, $"must be a file or a number of tokens, but is {other.Text}");
                return PromptText.None;
        }
    }

    // What the provider would cache by itself is recorded only where it does.
    private PrefixCache? Unasked(SettingsMap map, IReadOnlyList<DesignRoute> routes, bool uncached)
    {
        if (routes.Count == 0 || routes[0].IsTyped)
            return null;
        var into = uncached ? new SettingsMap(map.Node, map.Path, new Reading(new InputErrors(), new AssumptionLedger())) : map;
        return CacheReader.Unasked(into, reading.Files.Caching(routes[0].Name), routes[0].Prices.At(reading.Calendar.Start).Price);
    }

    private PrefixCache PrefixCacheOf(SettingsMap map, IContextStrategy? context, IReadOnlyList<DesignRoute> routes)
    {
        if (!HasDocuments)
            map.Refuse("prefix", "needs documents to derive hits from; with typed requests give { hit_rate: 50%, share: 70% }");
        return CacheReader.Read(map, reading.Files.Caching(routes.Count > 0 ? routes[0].Name : ""), context);
    }

    private TypedCache TypedCacheOf(SettingsMap map)
    {
        var cache = new TypedCache(
            Quantities.Read(map, "hit_rate", QuantityKind.Share, reading.Top),
            Quantities.Read(map, "share", QuantityKind.Share, reading.Top, absent: 1),
            map.Has("write_share") ? Quantities.Read(map, "write_share", QuantityKind.Share, reading.Top) : Parameter.Zero,
            map.Has("write_1h") ? Quantities.Read(map, "write_1h", QuantityKind.Share, reading.Top) : Parameter.Zero);
        if (cache.Share.Expected() + cache.WriteShare.Expected() > 1 + 1e-6)
            map.Refuse("write_share", "and share must be at most 100% together: a token is read from the cache or written to it, not both");
        return cache;
    }

    // What an evaluation measured takes the place of typed shares; as a sample of so many questions it is drawn once per trial.
    private Reliability Measured(Reliability typed, SettingsMap map, string name)
    {
        if (evaluation?.WrongShare(name) is not { } share)
            return typed;
        var questions = evaluation.Results[name].Count;
        var wrong = share is > 0 and < 1 && typed.PerWrongAnswer is not null
            ? reading.Inputs.Add("", "evaluation.results", new BetaQuantity(share * (questions + 1), (1 - share) * (questions + 1)))
            : Parameter.Of(share);
        reading.Reading.Ledger.Record(new Assumption($"{map.Path}.wrong_answers", FormattableString.Invariant($"{share * 100:0.##} % of {questions} questions"), Origin.Measured, "evaluation.results", map.At));
        return typed with { WrongAnswers = new WrongAnswers(wrong, wrong) };
    }

    // A design's own reliability replaces the workload's key by key.
    private IReadOnlyList<Reliability> Reliability(SettingsMap map)
    {
        if (map.Find("reliability") is not MapNode own)
            return [.. workloads.Select(w => w.Workload.Reliability)];
        return [.. workloads.Select(w => ReliabilityReader.Read(reading,
            new SettingsMap(w.Map.Node.Find("reliability") is MapNode common ? own.Over(common) : own, map.PathOf("reliability"), map.Reading), w.Scope))];
    }
}
