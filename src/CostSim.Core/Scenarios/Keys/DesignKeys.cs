namespace CostSim.Scenarios.Keys;

/// <summary>What a design says.</summary>
internal static class DesignKeys
{
    public static IReadOnlyList<ScenarioKey> All { get; } =
    [
        new("designs", KeyForm.Map, "The designs to compare, by name", "{ x: { model: openai/gpt-4o, context: whole-document } }"),
        new("designs.*", KeyForm.Map, "A design", "{ model: openai/gpt-4o, context: whole-document }"),
        new("designs.*.like", KeyForm.Text, "Takes every key that it does not say itself from another design", "other"),
        new("designs.*.model", KeyForm.Text, "The model, as the price book names it", "openai/gpt-4o"),
        new("designs.*.route", KeyForm.List, "Several models, each answering a share of the requests", "[{ model: openai/gpt-4o-mini, share: 20% }, { model: openai/gpt-4o }]"),
        new("designs.*.route[].model", KeyForm.Text, "A model of the route", "openai/gpt-4o-mini"),
        new("designs.*.route[].share", KeyForm.Portion, "Its share of the requests; one entry has none and takes the rest", "{ beta: { a: 8, b: 32 } }"),
        new("designs.*.route[].service_tier", KeyForm.Text, "As the design's", "standard", "standard"),
        new("designs.*.route[].region", KeyForm.Text, "As the design's", "global", "global"),
        new("designs.*.route[].prices", KeyForm.Map, "Typed prices of this entry", "{ inline: { input_usd_per_mtok: 2.50 } }"),
        new("designs.*.route[].prices.inline", KeyForm.Map, "The amount columns of a price record", "{ input_usd_per_mtok: 2.50 }"),
        new("designs.*.service_tier", KeyForm.Text, "standard, batch, flex or priority, where the model has such prices", "standard", "standard"),
        new("designs.*.region", KeyForm.Text, "Region among the model's price records", "global", "global"),
        new("designs.*.prices", KeyForm.Map, "Typed prices of this design", "{ inline: { input_usd_per_mtok: 2.50, output_usd_per_mtok: 10 } }"),
        new("designs.*.prices.inline", KeyForm.Map, "The amount columns of a price record", "{ input_usd_per_mtok: 2.50, output_usd_per_mtok: 10 }"),
        new("designs.*.tokenizer", KeyForm.Any, "A tokenizer's name, or a tokenizer.json", "cl100k_base", "the model's own"),
        new("designs.*.system", KeyForm.Any, "The system prompt: a file, or its number of tokens", "1_000", "0"),
        new("designs.*.tools", KeyForm.Any, "The tool definitions: a file, or their number of tokens", "800", "0"),
        new("designs.*.tool_choice", KeyForm.Choice, "Whether the model may choose a tool or must call one: some providers add another hidden prompt", "any", "auto") { Choices = ["auto", "none", "any", "tool"] },
        new("designs.*.output_schema", KeyForm.Any, "The schema that answers follow, sent with every request: a file, or its number of tokens", "300", "0"),
        new("designs.*.overhead", KeyForm.Choice, "Tokens that the provider adds to a prompt and bills: its chat frame, its rendering of functions, its hidden tool prompt", "none", "provider") { Choices = ["provider", "none"] },
        new("designs.*.context", KeyForm.Kind, "What goes into a request", "top-chunks"),
        new("designs.*.context_window", KeyForm.Tokens, "The most that a request may hold", "128_000", "the model's"),
        new("designs.*.on_overflow", KeyForm.Choice, "What happens to a request that is longer", "truncate", "error") { Choices = ["error", "truncate"] },
        new("designs.*.max_output", KeyForm.Tokens, "The most that an answer may hold", "4_000", "the model's"),
        new("designs.*.answer", KeyForm.Size, "Tokens of an answer", "{ mean: 400 to 650, cv: 0.5 }", "{ mean: 200 to 500, cv: 0.6 }"),
        new("designs.*.reasoning", KeyForm.Size, "Tokens of reasoning before the answer, billed as output", "{ mean: 800 to 2_000, cv: 1 }"),
        new("designs.*.embedding", KeyForm.Text, "Model that embeds documents and questions", "openai/text-embedding-3-small"),
        new("designs.*.reranker", KeyForm.Text, "Model that reranks", "cohere/rerank-v3.5"),
        new("designs.*.cache", KeyForm.Any, "Prompt cache, whose hits are derived from arrivals; or `none`, where the provider would cache without being asked", "{ prefix: [system] }", "what the provider caches without being asked"),
        new("designs.*.cache.mode", KeyForm.Choice, "Who decides what is cached", "automatic", "the provider's") { Choices = ["automatic", "explicit"] },
        new("designs.*.cache.prefix", KeyForm.List, "The parts that are cached: system, tools, context, history", "[system]", "all that is the same; system where explicit"),
        new("designs.*.cache.ttl", KeyForm.Duration, "How long an entry lives", "5m", "the provider's"),
        new("designs.*.cache.refresh", KeyForm.Flag, "Whether a hit starts its life anew", "true", "the provider's"),
        new("designs.*.cache.min_tokens", KeyForm.Tokens, "The shortest prefix that is cached", "1_024", "the provider's"),
        new("designs.*.cache.step", KeyForm.Tokens, "Cached lengths are multiples of this", "128", "the provider's"),
        new("designs.*.cache.hit_rate", KeyForm.Portion, "Share of requests that hit, typed in place of derived", "50%"),
        new("designs.*.cache.share", KeyForm.Portion, "Share of the input that a hit reads from the cache, beside hit_rate", "70%", "1"),
        new("designs.*.cache.write_share", KeyForm.Portion, "Share of the input that every request writes besides, as the new end of a conversation; a miss writes `share` too", "20%", "0"),
        new("designs.*.cache.write_1h", KeyForm.Portion, "Of what is written, the share that is kept for an hour, at its price", "100%", "0"),
    ];
}
