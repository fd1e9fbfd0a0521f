namespace CostSim.Logs;

/// <summary>Finds how a file writes dates and numbers, and whether its rows are sums, from its first rows.</summary>
internal static class RowStyles
{
    private static readonly LogField[] Numbers =
        [LogField.Input, LogField.Output, LogField.Cached, LogField.CacheWrite, LogField.CacheWrite1h, LogField.Reasoning, LogField.Total,
            LogField.Cost, LogField.CostCents, LogField.Credit, LogField.AudioInput, LogField.AudioOutput, LogField.ToolCalls];

    public static RowStyle Of(IReadOnlyList<LogRow> rows, LogNames names, LogOptions options, LogFormat format, bool otherDelimiter)
    {
        var dates = Enumerable.Range(0, names.Count)
            .Where(i => IsTimeName(names.All[i]) || options.Map.GetValueOrDefault(LogField.Time) == names.All[i]).ToList();
        var orders = Enum.GetValues<DateOrder>().ToHashSet();
        var any = false;
        foreach (var text in rows.SelectMany(r => dates.Select(d => r[d])).OfType<string>())
        {
            if (LogTimes.OrdersOf(text) is not { } possible)
                continue;
            any = true;
            orders.IntersectWith(possible);
        }

        return new RowStyle
        {
            Dates = any && orders.Count == 1 ? orders.First() : null,
            DecimalComma = otherDelimiter && rows.SelectMany(r => Enumerable.Range(0, names.Count).Select(i => r[i])).Any(IsDecimalComma),
            SumOf = format.Name is "table" or "mapped columns" ? SumOf(rows, names, options) : null,
        };
    }

    private static bool IsTimeName(string name) => name.Contains("time", StringComparison.OrdinalIgnoreCase)
        || name.Contains("date", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith("day", StringComparison.OrdinalIgnoreCase) || name.Contains("created", StringComparison.OrdinalIgnoreCase)
            || name is "at";

    private static bool IsDecimalComma(string? text)
    {
        if (text is null || text.IndexOf(',') is not (> 0 and var comma) || comma != text.LastIndexOf(','))
            return false;
        return text[..comma].TrimStart('-').All(c => char.IsAsciiDigit(c) || c == '.') && comma + 1 < text.Length
            && text[(comma + 1)..].All(char.IsAsciiDigit);
    }

    // Rows of whole days, of which no two have the same words, are sums; a request log has many of a day and user.
    private static TimeSpan? SumOf(IReadOnlyList<LogRow> rows, LogNames names, LogOptions options)
    {
        var shape = LogShape.Table.With(options.Map.ToDictionary(m => m.Key, m => MapExpression.Of(m.Value, n => names.Find(n) >= 0)));
        int[] Places(LogField field) => [.. shape.Names.GetValueOrDefault(field, []).Select(names.Find).Where(p => p >= 0)];
        bool Has(LogField field) => Places(field).Length > 0 || shape.Constants.ContainsKey(field) || shape.Sums.ContainsKey(field);
        if (Has(LogField.Requests) || Has(LogField.Id) || Has(LogField.Until) || Has(LogField.Session) || Has(LogField.Trace)
            || !(Has(LogField.Input) || Has(LogField.Output)))
            return null;
        var numbers = Numbers.SelectMany(Places).ToHashSet();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var dates = true;
        foreach (var row in rows)
        {
            if (!keys.Add(string.Join('\n', Enumerable.Range(0, names.Count).Where(i => !numbers.Contains(i)).Select(i => row[i] ?? ""))))
                return null;
            if (Places(LogField.Time).Select(p => row[p]).FirstOrDefault(t => t is not null) is not { } text || !IsDay(text))
                return null;
            dates &= text.Length <= 10;
        }

        // One moment at midnight happens by chance; a date is a date.
        return rows.Count > 1 || dates ? TimeSpan.FromDays(1) : null;
    }

    private static bool IsDay(string text)
    {
        if (text.Length <= 10)
            return text.AsSpan().IndexOfAny('-', '/', '.') >= 0 && text.Length >= 8;
        if (!text.Contains(':', StringComparison.Ordinal))
            return false;
        var time = text.AsSpan(11);
        var zone = time.IndexOfAny("Z+ U-");
        return TimeSpan.TryParse((zone < 0 ? time : time[..zone]).Trim(), System.Globalization.CultureInfo.InvariantCulture, out var at)
            && at == TimeSpan.Zero;
    }
}
