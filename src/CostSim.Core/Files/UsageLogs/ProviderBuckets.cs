using System.Globalization;
using System.Text.Json;
using CostSim.Logs;
using CostSim.Settings;
using CostSim.Units;

namespace CostSim.Files.UsageLogs;

/// <summary>Buckets of the usage and cost interfaces of OpenAI and Anthropic: a span of time with results, each a group of calls or a line of the bill.</summary>
internal sealed class ProviderBuckets(LogOptions options, LogNotes notes)
{
    /// <summary>True for an object that is such a bucket.</summary>
    public static bool Fits(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty("results", out var results) && results.ValueKind == JsonValueKind.Array
        && (json.TryGetProperty("start_time", out _) || json.TryGetProperty("starting_at", out _));

    /// <summary>The records of a bucket; an empty one still says that nothing was used in its time.</summary>
    public IEnumerable<LogRecord> Read(Location at, JsonElement bucket)
    {
        var anthropic = bucket.TryGetProperty("starting_at", out _);
        var (from, until) = (Moment(bucket, anthropic ? "starting_at" : "start_time"), Moment(bucket, anthropic ? "ending_at" : "end_time"));
        if (until <= from)
            throw new RuleException(anthropic ? "ending_at" : "end_time", $"must come after the start of its bucket ({from:yyyy-MM-dd HH:mm}), but is {until:yyyy-MM-dd HH:mm}");
        var any = false;
        foreach (var result in bucket.GetProperty("results").EnumerateArray())
        {
            any = true;
            yield return result.TryGetProperty("amount", out _) ? Cost(at, from, until, result, anthropic) : Usage(at, from, until, result, anthropic);
        }

        if (!any)
            yield return new LogRecord { At = at, From = from, Until = until, Model = "", Currency = "USD" };
    }

    /// <summary>What makes two results one bucket: everything but the amounts.</summary>
    public static string Identity(JsonElement bucket, JsonElement result) => string.Join('|',
        new[] { bucket.TryGetProperty("start_time", out var s) ? s.GetRawText() : bucket.GetProperty("starting_at").GetRawText() }
        .Concat(result.EnumerateObject().Where(m => m.Value.ValueKind is JsonValueKind.String or JsonValueKind.Null && m.Name != "amount").Select(m => $"{m.Name}={m.Value.GetRawText()}")));

    private LogRecord Usage(Location at, DateTimeOffset from, DateTimeOffset until, JsonElement result, bool anthropic)
    {
        var (cached, written) = (Whole(result, anthropic ? "cache_read_input_tokens" : "input_cached_tokens"), anthropic ? Written(result) : 0);
        // Anthropic states the rest, OpenAI the whole.
        var fresh = Whole(result, anthropic ? "uncached_input_tokens" : "input_tokens") - (anthropic ? 0 : cached);
        if (fresh < 0)
            throw new RuleException("input_cached_tokens", string.Create(CultureInfo.InvariantCulture, $"{cached:#,0} cannot be part of an input of {fresh + cached:#,0}"));
        var model = Word(result, "model");
        notes.WithoutModel += model.Length == 0 ? 1 : 0;
        notes.CachedInside += !anthropic && cached > 0 ? 1 : 0;
        notes.CachedOutside += anthropic && cached > 0 ? 1 : 0;
        return new LogRecord
        {
            At = at,
            From = from,
            Until = until,
            Requests = Whole(result, anthropic ? "num_requests" : "num_model_requests"),
            Model = model.Length == 0 ? "" : (anthropic ? "anthropic/" : "openai/") + model,
            FreshInput = fresh,
            CachedInput = cached,
            CacheWrite = written,
            Output = Whole(result, "output_tokens"),
            HasTokens = true,
            Currency = "USD",
        };
    }

    private LogRecord Cost(Location at, DateTimeOffset from, DateTimeOffset until, JsonElement result, bool anthropic)
    {
        var (value, currency) = result.GetProperty("amount") is { ValueKind: JsonValueKind.Object } amount
            ? (amount.GetProperty("value"), Word(amount, "currency"))
            : (result.GetProperty("amount"), Word(result, "currency"));
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var cost))
            throw new RuleException("amount", $"must be an amount, but is {text}");
        // Anthropic's amounts are in the lowest unit of the currency: "123.45" of USD is $1.2345.
        notes.Cents += anthropic ? 1 : 0;
        return new LogRecord
        {
            At = at,
            From = from,
            Until = until,
            Model = "",
            Cost = anthropic ? cost / 100m : cost,
            Currency = currency.Length == 0 ? "USD" : currency.ToUpperInvariant(),
            Charge = Word(result, "line_item").Contains("tax", StringComparison.OrdinalIgnoreCase) ? LogCharge.Tax : LogCharge.Usage,
        };
    }

    private static long Written(JsonElement result) => result.TryGetProperty("cache_creation", out var creation) && creation.ValueKind == JsonValueKind.Object
        ? creation.EnumerateObject().Sum(m => m.Value.ValueKind == JsonValueKind.Number ? m.Value.GetInt64() : 0)
        : Whole(result, "cache_creation_input_tokens");

    private DateTimeOffset Moment(JsonElement bucket, string name)
    {
        if (!bucket.TryGetProperty(name, out var value))
            throw new RuleException(name, "is missing in a bucket");
        return LogTimes.Read(name, value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText(), options.Offset).From;
    }

    private static long Whole(JsonElement result, string name)
    {
        if (!result.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return 0;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var count) && count >= 0
            ? count
            : throw new RuleException(name, $"must be a whole number of 0 or more, but is {value.GetRawText()}");
    }

    private static string Word(JsonElement result, string name) =>
        result.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
