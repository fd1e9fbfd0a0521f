using System.Globalization;
using CostSim.Logs;
using CostSim.Units;

namespace CostSim.Files.UsageLogs;

/// <summary>Turns rows of one shape into records, meters made non-overlapping.</summary>
internal sealed class RowReader(LogShape shape, LogOptions options, LogNotes notes)
{
    private static readonly string[] Good = ["ok", "success", "succeeded", "completed", "unset", "status_code_unset", "status_code_ok", "true", "stop", "0", "1", "none", "null", "false"];

    /// <summary>The record of a row; null for a row that is no call of a model.</summary>
    public LogRecord? Read(LogRow row)
    {
        var time = Text(row, LogField.Time) ?? throw new RuleException(NameOf(LogField.Time), "is missing; every row of a log needs its time");
        var (from, until, hasOffset) = LogTimes.Read(NameOf(LogField.Time), time, options.Offset);
        notes.WithoutOffset += hasOffset ? 0 : 1;
        if (Text(row, LogField.Until) is { } end)
            until = LogTimes.Read(NameOf(LogField.Until), end, options.Offset).From;
        if (IsOtherSpan(row) || IsGatewayHit(row))
            return null;
        var model = Model(row);
        var hasTokens = Text(row, LogField.Input) is not null || Text(row, LogField.Output) is not null;
        notes.WithoutModel += model.Length == 0 && hasTokens ? 1 : 0;
        var (fresh, cached, written) = Input(row, model);
        return new LogRecord
        {
            At = row.At,
            From = from,
            Until = until,
            Requests = Text(row, LogField.Requests) is not null ? Whole(row, LogField.Requests) : hasTokens || until is null ? 1 : 0,
            Model = model,
            FreshInput = fresh,
            CachedInput = cached,
            CacheWrite = written,
            Output = Whole(row, LogField.Output),
            HasTokens = hasTokens,
            Cost = Cost(row),
            Currency = (Text(row, LogField.Currency) ?? "USD").ToUpperInvariant(),
            Failed = Failed(row),
        };
    }

    /// <summary>What makes two rows one: the id where there is one.</summary>
    public string? Id(LogRow row) => Text(row, LogField.Id);

    // Where input and cached tokens stand beside each other, the sum is what went in.
    private (long Fresh, long Cached, long Written) Input(LogRow row, string model)
    {
        var (input, cached, written) = (Whole(row, LogField.Input), Whole(row, LogField.Cached), Whole(row, LogField.CacheWrite));
        if (cached + written == 0)
            return (input, 0, 0);
        var outside = options.CachedOutside ?? (IsAnthropic(model) && shape.Names.GetValueOrDefault(LogField.Cached, []).Any(n => n == "cache_read_input_tokens"));
        notes.CachedOutside += outside ? 1 : 0;
        notes.CachedInside += outside ? 0 : 1;
        if (outside)
            return (input, cached, written);
        return input >= cached + written
            ? (input - cached - written, cached, written)
            : throw new RuleException(NameOf(LogField.Cached), string.Create(CultureInfo.InvariantCulture,
                $"{cached + written:#,0} cached tokens cannot be part of an input of {input:#,0}; if they stand beside it, as Anthropic counts them, say --cached outside"));
    }

    private static bool IsAnthropic(string model) =>
        model.Contains("anthropic", StringComparison.OrdinalIgnoreCase) || model.Contains("claude", StringComparison.OrdinalIgnoreCase);

    private bool IsOtherSpan(LogRow row)
    {
        if (shape.Name != LogShapes.All[1].Name || row.Names.Any(n => n.StartsWith("attributes.gen_ai.usage.", StringComparison.Ordinal)))
            return false;
        // A call that failed has no usage, yet names its model; a tool or an agent's span is no call.
        var call = row.Find(["attributes.gen_ai.operation.name"]) is "chat" or "text_completion" or "generate_content" or "embeddings";
        notes.OtherSpans += call ? 0 : 1;
        return !call;
    }

    private bool IsGatewayHit(LogRow row)
    {
        if (row.Find(["cache_hit"]) is not { } hit || !hit.Equals("true", StringComparison.OrdinalIgnoreCase))
            return false;
        notes.AnsweredByGateway++;
        return true;
    }

    private string Model(LogRow row)
    {
        var model = Text(row, LogField.Model) ?? "";
        if (model.Equals("null", StringComparison.OrdinalIgnoreCase) || model.Length == 0)
            return "";
        return model.Contains('/', StringComparison.Ordinal) || Text(row, LogField.Provider) is not { } provider ? model : $"{provider}/{model}";
    }

    private decimal? Cost(LogRow row)
    {
        if (Text(row, LogField.CostCents) is { } cents)
        {
            notes.Cents++;
            return Amount(LogField.CostCents, cents) / 100m;
        }

        return Text(row, LogField.Cost) is { } cost ? Amount(LogField.Cost, cost) : null;
    }

    private decimal Amount(LogField field, string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount)
            ? amount
            : throw new RuleException(NameOf(field), $"must be an amount such as 12.50, without a currency sign, but is '{text}'");

    private bool Failed(LogRow row)
    {
        if (Text(row, LogField.Status) is not { } status)
            return false;
        return int.TryParse(status, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code >= 100 ? code >= 400
            : !Good.Contains(status.ToLowerInvariant());
    }

    private long Whole(LogRow row, LogField field)
    {
        if (Text(row, field) is not { } text)
            return 0;
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !decimal.IsInteger(value))
            throw new RuleException(NameOf(field), $"must be a whole number, but is '{text}'");
        return value >= 0 ? (long)value : throw new RuleException(NameOf(field), $"must not be negative, but is {text}");
    }

    private string? Text(LogRow row, LogField field) => shape.Names.TryGetValue(field, out var names) ? row.Find(names) : null;

    private string NameOf(LogField field) => shape.Names.TryGetValue(field, out var names) && names.Count > 0 ? names[0] : LogFields.Of(field).Key;
}
