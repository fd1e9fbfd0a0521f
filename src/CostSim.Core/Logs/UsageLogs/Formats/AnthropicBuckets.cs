using System.Text.Json;
using CostSim.Files;
using CostSim.Units;

namespace CostSim.Logs;

/// <summary>Buckets of Anthropic's usage and cost reports. Input is counted without the cached tokens, costs are in cents.</summary>
internal sealed class AnthropicBuckets(LogOptions options, LogNotes notes) : IBucketReader
{
    private static readonly BucketResults Results = new("starting_at", "ending_at", new HashSet<string> { "amount" });

    public string Name => "Anthropic usage and costs";

    public bool Fits(JsonElement json) => Results.Fits(json);

    public IEnumerable<(string Key, LogRecord Record)> Read(Location at, JsonElement json) =>
        Results.Read(at, json, options, Usage, Cost);

    private LogRecord Usage(Location at, DateTimeOffset from, DateTimeOffset until, JsonElement result)
    {
        var model = Members.Word(result, "model");
        var (all, hour) = Written(result);
        notes.WithoutModel += model.Length == 0 ? 1 : 0;
        notes.CachedOutside += Members.Whole(result, "cache_read_input_tokens") > 0 ? 1 : 0;
        var requests = Members.Whole(result, "num_requests");
        notes.Sums += requests == 0 ? 1 : 0;
        var tools = Members.Object(result, "server_tool_use");
        return new LogRecord
        {
            At = at,
            From = from,
            Until = until,
            Requests = requests,
            Model = model.Length == 0 ? "" : "anthropic/" + model,
            ServiceTier = Members.Word(result, "service_tier") is { Length: > 0 } tier ? tier.ToLowerInvariant() : null,
            Region = Members.Word(result, "inference_geo") is { Length: > 0 } geo ? geo : null,
            IsLongContext = Members.Word(result, "context_window").StartsWith("200k", StringComparison.OrdinalIgnoreCase),
            FreshInput = Members.Whole(result, "uncached_input_tokens"),
            CachedInput = Members.Whole(result, "cache_read_input_tokens"),
            CacheWrite = all,
            CacheWrite1h = hour,
            Output = Members.Whole(result, "output_tokens"),
            ToolCalls = tools is { } used ? Members.Whole(used, "web_search_requests") : 0,
            Tool = "web_search",
            HasTokens = true,
            Currency = "USD",
            Tags = Members.Tags(result, options.Tags),
        };
    }

    private static (long All, long Hour) Written(JsonElement result)
    {
        if (Members.Object(result, "cache_creation") is not { } creation)
            return (Members.Whole(result, "cache_creation_input_tokens"), 0);
        var all = creation.EnumerateObject().Sum(m => Members.Whole(creation, m.Name));
        return (all, Members.Whole(creation, "ephemeral_1h_input_tokens"));
    }

    private LogRecord Cost(Location at, DateTimeOffset from, DateTimeOffset until, JsonElement result)
    {
        // Amounts are in the lowest unit of the currency: "123.45" of USD is $1.2345.
        notes.Cents++;
        return new LogRecord
        {
            At = at,
            From = from,
            Until = until,
            Model = "",
            Cost = (Members.Amount(result, "amount")
                ?? throw new RuleException("amount", "is missing; a line of costs needs its amount")) / 100m,
            Currency = Members.Word(result, "currency") is { Length: > 0 } currency ? currency.ToUpperInvariant() : "USD",
        };
    }
}
