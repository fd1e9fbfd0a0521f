using System.CommandLine;
using System.Globalization;
using CostSim.Files;
using CostSim.Logs;

namespace CostSim.Cli.Commands;

/// <summary>The arguments of every verb that reads a usage log or a bill.</summary>
internal sealed class LogArguments
{
    private readonly Argument<string[]> logs =
        new("log")
        {
            Description = "Usage logs or bills: exports of providers, clouds, gateways and tracing tools, FOCUS, or a table",
            Arity = ArgumentArity.OneOrMore
        };
    private readonly Option<string?> map =
        new("--map")
        {
            Description = $"Columns of a table by field, such as time=created,input=in_tok; fields are "
            + $"{string.Join(", ", LogFields.All.Select(f => f.Key))}",
            HelpName = "FIELD=COLUMN,.."
        };
    private readonly Option<string?> timezone =
        new("--timezone")
        {
            Description = "Time zone of days and hours, and of times without an offset (default +00:00)",
            HelpName = "+08:00"
        };
    private readonly Option<string?> cached =
        new("--cached")
        {
            Description = "Whether cached tokens are part of the input (inside, as OpenAI) or come on top of it (outside, as Anthropic)",
            HelpName = "inside|outside"
        };

    private readonly Option<string?> dates =
        new("--date-format")
        {
            Description = "Order of dates with slashes or dots, if the log does not show it",
            HelpName = "M/D/Y|D/M/Y|Y/M/D"
        };
    private readonly Option<string?> tokensPerRequest =
        new("--tokens-per-request")
        {
            Description = "Tokens of a mean request, prompt and answer together, for bills and sums that do not count requests",
            HelpName = "N"
        };

    public void AddTo(Command command)
    {
        cached.AcceptOnlyFromAmong("inside", "outside");
        command.Add(logs);
        foreach (var option in new Option[] { map, timezone, cached, dates, tokensPerRequest })
            command.Add(option);
    }

    public IReadOnlyList<string> Paths(ParseResult parsed) => parsed.GetRequiredValue(logs);

    public TimeSpan Offset(ParseResult parsed) => OffsetOf(parsed.GetValue(timezone) ?? "+00:00") ?? TimeSpan.Zero;

    /// <summary>What is wrong with the words of the command line; null where nothing is.</summary>
    public string? Wrong(ParseResult parsed)
    {
        if (parsed.GetValue(timezone) is { } zone && OffsetOf(zone) is null)
            return $"--timezone {zone}: must be an offset from UTC such as +08:00";
        if (parsed.GetValue(dates) is { } order && OrderOf(order) is null)
            return $"--date-format {order}: must be M/D/Y, D/M/Y or Y/M/D";
        if (parsed.GetValue(tokensPerRequest) is { } text && TokensPerRequest(parsed) is null)
            return $"--tokens-per-request {text}: must be a number of tokens above 0, such as 3_000";
        var met = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pair in Pairs(parsed))
        {
            var key = pair.Split('=')[0].Trim();
            if (!pair.Contains('=', StringComparison.Ordinal) || LogFields.All.All(f => f.Key != key))
                return $"--map {pair}: write FIELD=COLUMN; {Spelling.Suggestion(key, [.. LogFields.All.Select(f => f.Key)])}";
            if (pair.EndsWith('='))
                return $"--map {pair}: names no column; write FIELD=COLUMN";
            if (!met.Add(key))
                return $"--map {pair}: {key} is named twice; add columns up with {key}=a+b";
        }

        return null;
    }

    public double? TokensPerRequest(ParseResult parsed) =>
        parsed.GetValue(tokensPerRequest) is { } text && Numbers.TryDouble(text, out var tokens) && tokens > 0 && double.IsFinite(tokens)
            ? tokens : null;

    /// <param name="tags">Columns or tags that the records are to keep.</param>
    public IReadOnlyList<UsageLog> Open(ParseResult parsed, IReadOnlyList<string>? tags = null)
    {
        var options = new LogOptions
        {
            Tags = tags ?? [],
            Dates = parsed.GetValue(dates) is { } order ? OrderOf(order) : null,
            Offset = Offset(parsed),
            Map = Pairs(parsed).Select(p => p.Split('=', 2))
                .ToDictionary(p => LogFields.All.First(f => f.Key == p[0].Trim()).Field, p => p[1].Trim()),
            CachedOutside = parsed.GetValue(cached) is { } way ? way == "outside" : null,
        };
        return UsageLog.Together(Paths(parsed), options);
    }

    public static string Name(TimeSpan offset) => offset == TimeSpan.Zero
        ? "UTC" : string.Create(CultureInfo.InvariantCulture, $"{(offset < TimeSpan.Zero ? "-" : "+")}{offset:hh\\:mm}");

    private string[] Pairs(ParseResult parsed) => (parsed.GetValue(map) ?? "")
        .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static DateOrder? OrderOf(string text) => text.ToUpperInvariant().Replace('.', '/').Replace('-', '/') switch
    {
        "M/D/Y" or "MDY" or "MM/DD/YYYY" => DateOrder.MonthDayYear,
        "D/M/Y" or "DMY" or "DD/MM/YYYY" => DateOrder.DayMonthYear,
        "Y/M/D" or "YMD" or "YYYY/MM/DD" => DateOrder.YearMonthDay,
        _ => null,
    };

    private static TimeSpan? OffsetOf(string text) => text is "UTC" or "Z" ? TimeSpan.Zero
        : text.Length == 6 && text[0] is '+' or '-'
            && TimeSpan.TryParseExact(text[1..], "hh\\:mm", CultureInfo.InvariantCulture, out var offset)
            && offset <= TimeSpan.FromHours(14)
            ? (text[0] == '-' ? -offset : offset) : null;
}
