using System.Text.Json;
using CostSim.Files;
using CostSim.Units;

namespace CostSim.Logs;

/// <summary>The part that the usage interfaces of OpenAI and Anthropic share: a bucket of time with a list of results.</summary>
/// <param name="Start">The member with the start of the bucket.</param>
/// <param name="End">The member with its end.</param>
/// <param name="Amounts">Members that are not part of a result's key.</param>
internal sealed record BucketResults(string Start, string End, IReadOnlySet<string> Amounts)
{
    // A result with an amount is a cost; one without it counts tokens.
    private const string AmountMember = "amount";

    /// <summary>Reads one result of a bucket that lasts from one moment until another.</summary>
    public delegate LogRecord ResultReader(Location at, DateTimeOffset from, DateTimeOffset until, JsonElement result);

    public bool Fits(JsonElement json) => json.TryGetProperty("results", out var results) && results.ValueKind == JsonValueKind.Array
        && json.TryGetProperty(Start, out _);

    public IEnumerable<(string Key, LogRecord Record)> Read(
        Location at, JsonElement json, LogOptions options, ResultReader usage, ResultReader cost)
    {
        var (from, until) = (Members.Moment(json, Start, options.Offset), Members.Moment(json, End, options.Offset));
        if (until <= from)
            throw new RuleException(End,
                $"must come after the start of its bucket ({from:yyyy-MM-dd HH:mm}), but is {until:yyyy-MM-dd HH:mm}");
        var any = false;
        foreach (var result in json.GetProperty("results").EnumerateArray())
        {
            if (result.ValueKind != JsonValueKind.Object)
                throw new RuleException("results", $"must be a list of objects, but holds {result.GetRawText()}");
            any = true;
            yield return ($"{from.UtcTicks}|{until.UtcTicks}|{Members.Key(result, Amounts)}", (result.TryGetProperty(AmountMember, out _) ? cost : usage)(at, from, until, result));
        }

        // An empty bucket still says that nothing was used in its time.
        if (!any)
            yield return ($"{from.UtcTicks}|{until.UtcTicks}",
                new LogRecord { At = at, From = from, Until = until, Model = "", Currency = "USD" });
    }
}
