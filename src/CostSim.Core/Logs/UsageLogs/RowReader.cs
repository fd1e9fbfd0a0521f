using System.Globalization;
using CostSim.Units;

namespace CostSim.Logs;

/// <summary>Turns rows of one shape into records, meters made non-overlapping.</summary>
internal sealed class RowReader(LogShape shape, LogOptions options, LogNotes notes, LogNames names, RowStyle style) : ILogReader
{
    private static readonly string[] Good =
        ["ok", "success", "succeeded", "completed", "unset", "status_code_unset", "status_code_ok", "true", "stop", "0", "1", "none", "null", "false", "default", "hit", "miss"];

    private readonly int[][] places = new int[LogFields.All.Count][];
    private readonly List<string> tags = [.. options.Tags];
    private readonly Dictionary<(string? Seller, string Model), string> sold = [];
    private readonly Dictionary<string, LogKind> kinds = new(StringComparer.Ordinal);
    private int known = -1;

    public bool Streams => shape.Streams;

    public bool Nests => shape.Nests;

    /// <summary>The record of a row; null for a row that is not usage.</summary>
    public LogRecord? Read(LogRow row)
    {
        Bind();
        if (shape.IsOther?.Invoke(row) == true)
        {
            notes.OtherSpans += shape.Nests ? 1 : 0;
            notes.OtherRows += shape.Nests ? 0 : 1;
            notes.OwnTools += shape.IsTool?.Invoke(row) == true ? 1 : 0;
            return null;
        }

        if (IsGatewayHit(row))
            return null;
        var time = Text(row, LogField.Time)
            ?? throw new RuleException(NameOf(LogField.Time), "is missing; every row of a log needs its time");
        var (from, until, hasOffset) = LogTimes.Read(NameOf(LogField.Time), time, options.Offset, options.Dates ?? style.Dates);
        notes.WithoutOffset += hasOffset ? 0 : 1;
        until = UntilOf(row, from, until);
        var model = Model(row);
        var hasTokens = Text(row, LogField.Input) is not null || Text(row, LogField.Output) is not null;
        notes.WithoutModel += model.Length == 0 && hasTokens ? 1 : 0;
        var (fresh, cached, written) = Input(row, model);
        var kind = shape.KindOf?.Invoke(row) ?? CallTypes.Of(Text(row, LogField.Kind)) ?? KindOf(model);
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
            Region = Text(row, LogField.Region),
            IsLongContext = shape.Daily && row.Find("context_window")?.Contains('>') == true,
            FreshInput = fresh,
            CachedInput = cached,
            CacheWrite = written.All,
            CacheWrite1h = written.Hour,
            AudioInput = Math.Min(fresh, Whole(row, LogField.AudioInput)),
            Output = output,
            Reasoning = reasoning,
            AudioOutput = Math.Min(output, Whole(row, LogField.AudioOutput)),
            ToolCalls = Whole(row, LogField.ToolCalls),
            HasTokens = hasTokens,
            Cost = Cost(row),
            Currency = (Text(row, LogField.Currency) ?? "USD").ToUpperInvariant(),
            Failed = Failed(row),
            Id = Text(row, LogField.Id),
            Parent = Text(row, LogField.Parent),
            Trace = Text(row, LogField.Trace),
            Session = Text(row, LogField.Session),
            Tags = LogTags.Of(row, tags),
        };
    }

    // Names can appear late in a file of JSON; the columns of a table are all known at once.
    private void Bind()
    {
        if (known == names.Count)
            return;
        known = names.Count;
        foreach (var field in LogFields.All)
            places[(int)field.Field] = [.. shape.Names.GetValueOrDefault(field.Field, []).Select(names.Find).Where(p => p >= 0)];
        foreach (var tag in shape.Names.GetValueOrDefault(LogField.Tags, []).Concat(shape.Sums.GetValueOrDefault(LogField.Tags, []))
            .Except(tags))
            tags.Add(tag);
    }

    private DateTimeOffset? UntilOf(LogRow row, DateTimeOffset from, DateTimeOffset? until)
    {
        if (shape.Daily && until is null)
            return from.AddDays(1);
        if (Text(row, LogField.Until) is { } end)
        {
            var (stop, through, _) = LogTimes.Read(NameOf(LogField.Until), end, options.Offset, options.Dates ?? style.Dates);
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
        if (Text(row, LogField.Requests) is not null)
            return Whole(row, LogField.Requests);
        var isSum = shape.Daily || style.SumOf is not null || (until is { } end && end - from > TimeSpan.FromHours(25));
        notes.Sums += isSum && hasTokens ? 1 : 0;
        return !isSum && (hasTokens || until is null) ? 1 : 0;
    }

    // Where input and cached tokens are counted apart, their sum went in.
    private (long Fresh, long Cached, (long All, long Hour) Written) Input(LogRow row, string model)
    {
        var (input, cached, written) = (Whole(row, LogField.Input), Whole(row, LogField.Cached), Written(row));
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
            : throw new RuleException(NameOf(LogField.Cached), string.Create(CultureInfo.InvariantCulture,
                $"{cached + written.All:#,0} cached tokens cannot be part of an input of {input:#,0}; if they are counted apart, as Anthropic counts them, say --cached outside"));
    }

    // Reasoning is part of the output, but for logs whose total shows that it is counted apart, or which divide all usage into parts.
    private (long Output, long Reasoning) Output(LogRow row, long input)
    {
        var (output, reasoning) = (Whole(row, LogField.Output), Whole(row, LogField.Reasoning));
        var apart = reasoning > 0 && (Text(row, LogField.Total) is not null ? Whole(row, LogField.Total) == input + output + reasoning
            : shape.PartsAreApart && NamePresent(row, LogField.Output)!.Contains("details", StringComparison.OrdinalIgnoreCase));
        return apart ? (output + reasoning, reasoning) : (output, Math.Min(output, reasoning));
    }

    // A column of all writes includes those of an hour; one of the five-minute writes does not.
    private (long All, long Hour) Written(LogRow row)
    {
        var (all, hour) = (Whole(row, LogField.CacheWrite), Whole(row, LogField.CacheWrite1h));
        var includes = hour > 0 && all >= hour
            && NamePresent(row, LogField.CacheWrite)?.Contains("creation", StringComparison.OrdinalIgnoreCase) == true;
        return (includes ? all : all + hour, hour);
    }

    // The total of all tokens shows how the cached ones were counted.
    private bool? ByTotal(LogRow row, long input, long cached)
    {
        if (Text(row, LogField.Total) is null)
            return null;
        var (total, output, reasoning) = (Whole(row, LogField.Total), Whole(row, LogField.Output), Whole(row, LogField.Reasoning));
        if (total == input + output + cached || (reasoning > 0 && total == input + output + cached + reasoning))
            return true;
        return total == input + output || (reasoning > 0 && total == input + output + reasoning) ? false : null;
    }

    // Without a total it is the habit of the model's maker.
    private bool IsOutside(LogRow row, string model, long input, long cached)
    {
        var anthropic = model.Contains("anthropic", StringComparison.OrdinalIgnoreCase)
            || model.Contains("claude", StringComparison.OrdinalIgnoreCase);
        return anthropic && (cached > input || NamePresent(row, LogField.Cached) == "cache_read_input_tokens");
    }

    private bool IsGatewayHit(LogRow row)
    {
        var hit = row.Find("cache_hit", "cacheHit", "cache_status");
        if (hit is null || !(hit.Equals("true", StringComparison.OrdinalIgnoreCase)
            || hit.Equals("hit", StringComparison.OrdinalIgnoreCase) || hit.Equals("semantic hit", StringComparison.OrdinalIgnoreCase)))
            return false;
        notes.AnsweredByGateway++;
        return true;
    }

    private string Model(LogRow row)
    {
        var model = Text(row, LogField.Model) ?? "";
        var seller = Text(row, LogField.Provider) ?? shape.Seller;
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
        if (Text(row, LogField.Tier) is not { } tier)
            return null;
        return tier.ToLowerInvariant() switch { "true" => "batch", "false" or "default" or "auto" or "on_demand" or "standard" => "standard", var named => named };
    }

    private decimal? Cost(LogRow row)
    {
        decimal? cost = null;
        if (Text(row, LogField.CostCents) is { } cents)
        {
            notes.Cents++;
            cost = Amount(LogField.CostCents, cents) / 100m;
        }
        else if (Text(row, LogField.Cost) is { } stated)
        {
            notes.Cents += shape.CostScale == 100 ? 1 : 0;
            cost = Amount(LogField.Cost, stated) / shape.CostScale;
        }

        if (Text(row, LogField.Credit) is not { } credit || Amount(LogField.Credit, credit) is 0)
            return cost;
        notes.Credits++;
        return (cost ?? 0) - Math.Abs(Amount(LogField.Credit, credit));
    }

    private decimal Amount(LogField field, string text) => style.Number(text)
        ?? throw new RuleException(NameOf(field), $"must be an amount such as 12.50, without a currency sign, but is '{text}'");

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
        if (text.Length <= 15 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var plain))
            return plain;
        var value = RowStyle.Whole(NameOf(field), text, style.Number(text));
        return value >= 0 ? (long)value : throw new RuleException(NameOf(field), $"must not be negative, but is {text}");
    }

    private string? Text(LogRow row, LogField field)
    {
        foreach (var place in places[(int)field])
        {
            if (row[place] is { } text)
                return text;
        }

        if (shape.Constants.TryGetValue(field, out var constant))
            return constant;
        return shape.Sums.TryGetValue(field, out var columns) && field != LogField.Tags ? Sum(row, field, columns) : null;
    }

    private string? Sum(LogRow row, LogField field, IReadOnlyList<string> columns)
    {
        var parts = columns.Select(row.Find).OfType<string>().ToList();
        return parts.Count == 0 ? null : parts.Sum(p => Amount(field, p)).ToString(CultureInfo.InvariantCulture);
    }

    private string? NamePresent(LogRow row, LogField field)
    {
        foreach (var place in places[(int)field])
        {
            if (row[place] is not null)
                return names.All[place];
        }

        return null;
    }

    private string NameOf(LogField field) => places[(int)field] is [var first, ..] ? names.All[first]
        : shape.Names.GetValueOrDefault(field, []) is [var name, ..] ? name : LogFields.Of(field).Key;
}
