using System.Globalization;
using System.Text.Json;
using CostSim.Files;
using CostSim.Units;

namespace CostSim.Logs;

/// <summary>Buckets of OpenAI's usage interface (completions, embeddings, images, audio, and the rest) and of its costs.</summary>
internal sealed class OpenAiBuckets(LogOptions options, LogNotes notes) : IBucketReader
{
    // Which work an object of the interface counts, and by what.
    private static readonly (string Word, LogKind Kind, string Units)[] Kinds =
    [
        ("embeddings", LogKind.Embedding, ""), ("images", LogKind.Image, "images"), ("audio_speeches", LogKind.Speech, "characters"),
            ("audio_transcriptions", LogKind.Transcription, "seconds"),
        ("moderations", LogKind.Moderation, ""), ("vector_stores", LogKind.VectorStore, "usage_bytes"),
            ("code_interpreter", LogKind.Other, "num_sessions"), ("video", LogKind.Image, "seconds"),
            ("file_search", LogKind.Other, "num_requests"), ("web_search", LogKind.Other, "num_requests"),
    ];

    private static readonly BucketResults Results =
        new("start_time", "end_time", new HashSet<string> { "amount", "input_tokens", "output_tokens" });

    public string Name => "OpenAI usage and costs";

    public bool Fits(JsonElement json) => Results.Fits(json);

    public IEnumerable<(string Key, LogRecord Record)> Read(Location at, JsonElement json) =>
        Results.Read(at, json, options, Usage, Cost);

    private LogRecord Usage(Location at, DateTimeOffset from, DateTimeOffset until, JsonElement result)
    {
        var words = Members.Word(result, "object");
        (string Word, LogKind Kind, string Units) known = Kinds.FirstOrDefault(k => words.Contains(k.Word, StringComparison.Ordinal));
        var (kind, units) = (known.Word is null ? LogKind.Model : known.Kind, known.Units ?? "");
        var model = Members.Word(result, "model");
        kind = kind == LogKind.Model ? CallTypes.OfModel(model) : kind;
        var (input, cached, written) = (Members.Whole(result, "input_tokens"), Members.Whole(result, "input_cached_tokens"),
            Members.Whole(result, "input_cache_write_tokens"));
        if (input < cached + written)
            throw new RuleException("input_cached_tokens",
                string.Create(CultureInfo.InvariantCulture, $"{cached + written:#,0} cannot be part of an input of {input:#,0}"));
        var requests = Members.Whole(result, "num_model_requests");
        var isTokens = kind is LogKind.Model or LogKind.Embedding || input > 0;
        notes.WithoutModel += model.Length == 0 && isTokens ? 1 : 0;
        notes.CachedInside += cached > 0 ? 1 : 0;
        if (kind is not (LogKind.Model or LogKind.Embedding))
            notes.OtherWork(kind, requests);
        var output = Members.Whole(result, "output_tokens");
        return new LogRecord
        {
            At = at,
            From = from,
            Until = until,
            Kind = kind,
            Requests = requests,
            Model = model.Length == 0 ? "" : "openai/" + model,
            ServiceTier = Tier(result),
            FreshInput = input - cached - written,
            CachedInput = cached,
            CacheWrite = written,
            AudioInput = Math.Min(input - cached - written, Members.Whole(result, "input_audio_tokens")),
            ImageInput = Math.Min(input - cached - written, Members.Whole(result, "input_image_tokens")),
            Output = output,
            AudioOutput = Math.Min(output, Members.Whole(result, "output_audio_tokens")),
            Units = units.Length > 0 ? Members.Whole(result, units) : 0,
            HasTokens = isTokens,
            Currency = "USD",
            Tags = Members.Tags(result, options.Tags),
        };
    }

    // A batch is half the price whatever the tier of its calls says.
    private static string? Tier(JsonElement result)
    {
        if (result.TryGetProperty("batch", out var batch)
            && (batch.ValueKind == JsonValueKind.True || Members.Word(result, "batch").Equals("true", StringComparison.OrdinalIgnoreCase)))
            return "batch";
        var tier = Members.Word(result, "service_tier").ToLowerInvariant();
        return tier is "default" or "auto" or "standard" ? "standard" : tier.Length > 0 ? tier : batch.ValueKind == JsonValueKind.False
            ? "standard" : null;
    }

    private static LogRecord Cost(Location at, DateTimeOffset from, DateTimeOffset until, JsonElement result)
    {
        var amount = Members.Object(result, "amount")
            ?? throw new RuleException("amount",
            $"must be an object such as {{ \"value\": 1.5, \"currency\": \"usd\" }}, but is {result.GetProperty("amount").GetRawText()}");
        var line = Members.Word(result, "line_item");
        return new LogRecord
        {
            At = at,
            From = from,
            Until = until,
            Model = "",
            Cost = Members.Amount(amount, "value")
                ?? throw new RuleException("amount.value", "is missing; a line of costs needs its amount"),
            Currency = Members.Word(amount, "currency") is { Length: > 0 } currency ? currency.ToUpperInvariant() : "USD",
            Charge = line.Contains("tax", StringComparison.OrdinalIgnoreCase) && Words.Of(line).Contains("tax") ? LogCharge.Tax
                : LogCharge.Usage,
        };
    }
}
