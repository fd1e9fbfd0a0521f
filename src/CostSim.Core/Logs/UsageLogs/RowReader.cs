using System.Globalization;
using CostSim.Units;

namespace CostSim.Logs;

/// <summary>Turns rows of one shape into records, meters made non-overlapping.</summary>
internal sealed class RowReader(LogShape shape, LogOptions options, LogNotes notes, LogNames names, RowStyle style) : ILogReader
{
    private static readonly string[] Good =
        ["ok", "success", "succeeded", "completed", "unset", "status_code_unset", "status_code_ok", "true", "stop", "0", "1", "none", "null", "false", "default", "hit", "miss"];

    private readonly RowFields fields = new(shape, options, names, style);
    private readonly Dictionary<(string? Seller, string Model), string> sold = [];
    private readonly Dictionary<string, LogKind> kinds = new(StringComparer.Ordinal);
    public bool Streams => shape.Streams;

    public bool Nests => shape.Nests;

    /// <summary>The record of a row; null for a row that is not usage.</summary>
    public LogRecord? Read(LogRow row)
    {
        fields.Bind();
        if (shape.IsOther?.Invoke(row) == true)
        {
            notes.OtherSpans += shape.Nests ? 1 : 0;
            notes.OtherRows += shape.Nests ? 0 : 1;
            notes.OwnTools += shape.IsTool?.Invoke(row) == true ? 1 : 0;
            return null;
        }

        if (IsGatewayHit(row))
            return null;
        var time = fields.Text(row, LogField.Time)
            ?? throw new RuleException(fields.NameOf(LogField.Time), "is missing; every row of a log needs its time");
        var (from, until, hasOffset) = LogTimes.Read(fields.NameOf(LogField.Time), time, options.Offset, options.Dates ?? style.Dates);
        notes.WithoutOffset += hasOffset ? 0 : 1;
        until = UntilOf(row, from, until);
        var model = Model(row);
        var hasTokens = fields.Text(row, LogField.Input) is not null || fields.Text(row, LogField.Output) is not null;
        notes.WithoutModel += model.Length == 0 && hasTokens ? 1 : 0;
        var (fresh, cached, written) = Input(row, model);
        var kind = shape.KindOf?.Invoke(row) ?? CallTypes.Of(fields.Text(row, LogField.Kind)) ?? KindOf(model);
        var requests = Requests(row, hasTokens, from, until);
        if (kind is not (LogKind.Model or LogKind.Embedding))
            notes.OtherWork(kind, Math.Max(1, requests));
        var (output, reasoning) = Output(row, fresh + cached + written.All);
        return new LogRecord
        {
            At = row.At,
            From = from,
            Until = until,
            Kind = kind,
            Requests = requests,
            Model = model,
            ServiceTier = Tier(row),
            Region = fields.Text(row, LogField.Region),
            IsLongContext = shape.Daily && row.Find("context_window")?.Contains('>') == true,
            FreshInput = fresh,
            CachedInput = cached,
            CacheWrite = written.All,
            CacheWrite1h = written.Hour,
            AudioInput = Math.Min(fresh, fields.Whole(row, LogField.AudioInput)),
            Output = output,
            Reasoning = reasoning,
            AudioOutput = Math.Min(output, fields.Whole(row, LogField.AudioOutput)),
            ToolCalls = fields.Whole(row, LogField.ToolCalls),
            HasTokens = hasTokens,
            Cost = Cost(row),
            Currency = (fields.Text(row, LogField.Currency) ?? "USD").ToUpperInvariant(),
            Failed = Failed(row),
            Id = fields.Text(row, LogField.Id),
            Parent = fields.Text(row, LogField.Parent),
            Trace = fields.Text(row, LogField.Trace),
            Session = fields.Text(row, LogField.Session),
            Tags = LogTags.Of(row, fields.Tags),
        };
    }

    private DateTimeOffset? UntilOf(LogRow row, DateTimeOffset from, DateTimeOffset? until)
    {
        if (shape.Daily && until is null)
            return from.AddDays(1);
        if (fields.Text(row, LogField.Until) is { } end)
        {
            var (stop, through, _) = LogTimes.Read(fields.NameOf(LogField.Until), end, options.Offset, options.Dates ?? style.Dates);
            // An end that is a date is the last day of the bucket where it is the day of the start too.
            var stated = through is { } after && stop <= from ? after : stop;
            if (stated <= from && stated != from)
                notes.Backwards++;
            return stated > from ? stated : null;
        }

        return until ?? (style.SumOf is { } length ? from + length : null);
    }

    // A sum of a day is not one request; a row that is a request may name its own end.
    private long Requests(LogRow row, bool hasTokens, DateTimeOffset from, DateTimeOffset? until)
    {
        if (fields.Text(row, LogField.Requests) is not null)
            return fields.Whole(row, LogField.Requests);
        var isSum = shape.Daily || style.SumOf is not null || (until is { } end && end - from > TimeSpan.FromHours(25));
        notes.Sums += isSum && hasTokens ? 1 : 0;
        return !isSum && (hasTokens || until is null) ? 1 : 0;
    }

    // Where input and cached tokens are counted apart, their sum went in.
    private (long Fresh, long Cached, (long All, long Hour) Written) Input(LogRow row, string model)
    {
        var (input, cached, written) = (fields.Whole(row, LogField.Input), fields.Whole(row, LogField.Cached), Written(row));
        input += fields.OtherParts(row, LogField.Input);
        if (cached + written.All == 0)
            return (input, 0, (0, 0));
        var outside = options.CachedOutside ?? ByTotal(row, input, cached + written.All) ?? shape.CachedOutside
            ?? IsOutside(row, model, input, cached + written.All);
        notes.CachedOutside += outside ? 1 : 0;
        notes.CachedInside += outside ? 0 : 1;
        if (outside)
            return (input, cached, written);
        return input >= cached + written.All
            ? (input - cached - written.All, cached, written)
            : throw new RuleException(fields.NameOf(LogField.Cached), string.Create(CultureInfo.InvariantCulture,
                $"{cached + written.All:#,0} cached tokens cannot be part of an input of {input:#,0}; if they are counted apart, as Anthropic counts them, say --cached outside"));
    }

    // Reasoning is part of the output, but for logs whose total shows that it is counted apart, or which divide all usage into parts.
    private (long Output, long Reasoning) Output(LogRow row, long input)
    {
        var (output, reasoning) = (fields.Whole(row, LogField.Output), fields.Whole(row, LogField.Reasoning));
        output += fields.OtherParts(row, LogField.Output);
        var apart = reasoning > 0 && (fields.Text(row, LogField.Total) is not null ? fields.Whole(row, LogField.Total) == input + output + reasoning
            : shape.PartsAreApart && fields.NamePresent(row, LogField.Output)!.Contains("details", StringComparison.OrdinalIgnoreCase));
        return apart ? (output + reasoning, reasoning) : (output, Math.Min(output, reasoning));
    }

    // A column of all writes includes those of an hour; one of the five-minute writes does not.
    private (long All, long Hour) Written(LogRow row)
    {
        var (all, hour) = (fields.Whole(row, LogField.CacheWrite), fields.Whole(row, LogField.CacheWrite1h));
        var includes = hour > 0 && all >= hour
            && fields.NamePresent(row, LogField.CacheWrite)?.Contains("creation", StringComparison.OrdinalIgnoreCase) == true;
        return (includes ? all : all + hour, hour);
    }

    // The total of all tokens shows how the cached ones were counted.
    private bool? ByTotal(LogRow row, long input, long cached)
    {
        if (fields.Text(row, LogField.Total) is null)
            return null;
        var (total, output, reasoning) = (fields.Whole(row, LogField.Total), fields.Whole(row, LogField.Output), fields.Whole(row, LogField.Reasoning));
        if (total == input + output + cached || (reasoning > 0 && total == input + output + cached + reasoning))
            return true;
        return total == input + output || (reasoning > 0 && total == input + output + reasoning) ? false : null;
    }

    // Without a total it is the habit of the model's maker.
    private bool IsOutside(LogRow row, string model, long input, long cached)
    {
        var anthropic = model.Contains("anthropic", StringComparison.OrdinalIgnoreCase)
            || model.Contains("claude", StringComparison.OrdinalIgnoreCase);
        return anthropic && (cached > input || fields.NamePresent(row, LogField.Cached)?.EndsWith("cache_read_input_tokens", StringComparison.Ordinal) == true);
    }

    private bool IsGatewayHit(LogRow row)
    {
        var hit = row.Find("cache_hit", "cacheHit", "cache_status", "cached");
        if (hit is null || !(hit.Equals("true", StringComparison.OrdinalIgnoreCase)
            || hit.Equals("hit", StringComparison.OrdinalIgnoreCase) || hit.Equals("semantic hit", StringComparison.OrdinalIgnoreCase)))
            return false;
        notes.AnsweredByGateway++;
        return true;
    }

    private string Model(LogRow row)
    {
        var model = fields.Text(row, LogField.Model) ?? "";
        var seller = fields.Text(row, LogField.Provider) ?? shape.Seller;
        if (model.Length == 0 || seller is null)
            return model;
        if (!sold.TryGetValue((seller, model), out var name))
            sold[(seller, model)] = name = model.StartsWith(seller + "/", StringComparison.OrdinalIgnoreCase) ? model
                : $"{seller.ToLowerInvariant()}/{model}";
        return name;
    }

    // A log has few models and many rows.
    private LogKind KindOf(string model)
    {
        if (!kinds.TryGetValue(model, out var kind))
            kinds[model] = kind = CallTypes.OfModel(model);
        return kind;
    }

    private string? Tier(LogRow row)
    {
        // A batch is half the price whatever the tier of its calls says.
        if (row.Find("batch") is { } batch && batch.Equals("true", StringComparison.OrdinalIgnoreCase))
            return "batch";
        if (fields.Text(row, LogField.Tier) is not { } tier)
            return null;
        return tier.ToLowerInvariant() switch { "true" => "batch", "false" or "default" or "auto" or "on_demand" or "standard" => "standard", var named => named };
    }

    private decimal? Cost(LogRow row)
    {
        decimal? cost = null;
        if (fields.Text(row, LogField.CostCents) is { } cents)
        {
            notes.Cents++;
            cost = fields.Amount(LogField.CostCents, cents) / 100m;
        }
        else if (fields.Text(row, LogField.Cost) is { } stated)
        {
            notes.Cents += shape.CostScale == 100 ? 1 : 0;
            cost = fields.Amount(LogField.Cost, stated) / shape.CostScale;
        }

        if (fields.Text(row, LogField.Credit) is not { } credit || fields.Amount(LogField.Credit, credit) is 0)
            return cost;
        notes.Credits++;
        return (cost ?? 0) - Math.Abs(fields.Amount(LogField.Credit, credit));
    }

    private bool Failed(LogRow row)
    {
        if (fields.Text(row, LogField.Status) is not { } status)
            return false;
        return int.TryParse(status, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code >= 100 ? code >= 400
            : !Good.Contains(status.ToLowerInvariant());
    }
}
