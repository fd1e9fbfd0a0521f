using System.Text.Json;
using CostSim.Files;

namespace CostSim.Logs;

/// <summary>LiteLLM's daily activity: the sums of a day, by model where the breakdown says so.</summary>
internal sealed class LiteLlmDaily(LogOptions options, LogNotes notes) : IBucketReader
{
    public string Name => "LiteLLM daily activity";

    public bool Fits(JsonElement json) => json.TryGetProperty("metrics", out var metrics) && metrics.ValueKind == JsonValueKind.Object
        && json.TryGetProperty("date", out _);

    public IEnumerable<(string Key, LogRecord Record)> Read(Location at, JsonElement json)
    {
        var from = Members.Moment(json, "date", options.Offset);
        var models = Members.Object(json, "breakdown") is { } breakdown && Members.Object(breakdown, "models") is { } found
            ? found.EnumerateObject().Where(m => m.Value.ValueKind == JsonValueKind.Object)
                .Select(m => (Name: JsonTexts.Name(m) ?? "", Use: Members.Object(m.Value, "metrics") ?? m.Value)).ToList() : [];
        if (models.Count == 0)
            models = [("", json.GetProperty("metrics"))];
        foreach (var (model, use) in models)
        {
            foreach (var record in Records(at, from, model, use))
                yield return ($"{from.UtcTicks}|{model}|{record.Failed}", record);
        }
    }

    private IEnumerable<LogRecord> Records(Location at, DateTimeOffset from, string model, JsonElement use)
    {
        var (input, cached, written) = (Members.Whole(use, "prompt_tokens"), Members.Whole(use, "cache_read_input_tokens"),
            Members.Whole(use, "cache_creation_input_tokens"));
        // Failed calls are counted, not told apart from the others by their tokens.
        var (good, failed) = (Members.Whole(use, "successful_requests"), Members.Whole(use, "failed_requests"));
        if (good + failed == 0)
            good = Members.Whole(use, "api_requests");
        notes.WithoutModel += model.Length == 0 ? 1 : 0;
        var outside = input < cached + written;
        notes.CachedOutside += outside ? 1 : 0;
        var record = new LogRecord
        {
            At = at,
            From = from,
            Until = from.AddDays(1),
            Kind = CallTypes.OfModel(model),
            Requests = good,
            Model = model,
            FreshInput = outside ? input : input - cached - written,
            CachedInput = cached,
            CacheWrite = written,
            Output = Members.Whole(use, "completion_tokens"),
            HasTokens = true,
            Cost = Members.Amount(use, "spend"),
            Currency = "USD",
        };
        yield return record;
        if (failed > 0)
            yield return new LogRecord
            {
                At = at,
                From = from,
                Until = from.AddDays(1),
                Kind = record.Kind,
                Requests = failed,
                Model = model,
                Failed = true,
                Currency = "USD"
            };
    }
}
