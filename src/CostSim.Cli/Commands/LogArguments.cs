using System.CommandLine;
using System.Globalization;
using CostSim.Files.UsageLogs;
using CostSim.Logs;
using CostSim.Settings;

namespace CostSim.Cli.Commands;

/// <summary>The arguments of every verb that reads a usage log or a bill.</summary>
internal sealed class LogArguments
{
    private readonly Argument<string[]> logs = new("log") { Description = "Usage logs or bills: OpenAI or Anthropic usage and cost JSON, LiteLLM, OpenTelemetry, FOCUS, or a table", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> map = new("--map") { Description = $"Columns of a table by field, such as time=created,input=in_tok; fields are {string.Join(", ", LogFields.All.Select(f => f.Key))}", HelpName = "FIELD=COLUMN,.." };
    private readonly Option<string?> timezone = new("--timezone") { Description = "Local time of days and hours, and of times that state no offset (default +00:00)", HelpName = "+08:00" };
    private readonly Option<string?> cached = new("--cached") { Description = "Whether cached tokens are part of the input (inside, as OpenAI) or beside it (outside, as Anthropic)", HelpName = "inside|outside" };

    public void AddTo(Command command)
    {
        cached.AcceptOnlyFromAmong("inside", "outside");
        command.Add(logs);
        foreach (var option in new Option[] { map, timezone, cached })
            command.Add(option);
    }

    public IReadOnlyList<string> Paths(ParseResult parsed) => parsed.GetRequiredValue(logs);

    public TimeSpan Offset(ParseResult parsed) => OffsetOf(parsed.GetValue(timezone) ?? "+00:00") ?? TimeSpan.Zero;

    /// <summary>What is wrong with the words of the command line; null where nothing is.</summary>
    public string? Wrong(ParseResult parsed)
    {
        if (parsed.GetValue(timezone) is { } zone && OffsetOf(zone) is null)
            return $"--timezone {zone}: must be an offset from UTC such as +08:00";
        foreach (var pair in Pairs(parsed))
        {
            var key = pair.Split('=')[0].Trim();
            if (!pair.Contains('=', StringComparison.Ordinal) || LogFields.All.All(f => f.Key != key))
                return $"--map {pair}: write FIELD=COLUMN; {Spelling.Suggestion(key, [.. LogFields.All.Select(f => f.Key)])}";
        }

        return null;
    }

    public IReadOnlyList<UsageLog> Open(ParseResult parsed)
    {
        var options = new LogOptions
        {
            Offset = Offset(parsed),
            Map = Pairs(parsed).Select(p => p.Split('=', 2)).ToDictionary(p => LogFields.All.First(f => f.Key == p[0].Trim()).Field, p => p[1].Trim()),
            CachedOutside = parsed.GetValue(cached) is { } way ? way == "outside" : null,
        };
        return [.. Paths(parsed).Select(p => new UsageLog(p, options))];
    }

    public static string Name(TimeSpan offset) => offset == TimeSpan.Zero ? "UTC" : string.Create(CultureInfo.InvariantCulture, $"{(offset < TimeSpan.Zero ? "-" : "+")}{offset:hh\\:mm}");

    private string[] Pairs(ParseResult parsed) => (parsed.GetValue(map) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static TimeSpan? OffsetOf(string text) => text is "UTC" or "Z" ? TimeSpan.Zero
        : text.Length == 6 && text[0] is '+' or '-' && TimeSpan.TryParseExact(text[1..], "hh\\:mm", CultureInfo.InvariantCulture, out var offset) && offset <= TimeSpan.FromHours(14)
            ? (text[0] == '-' ? -offset : offset) : null;
}
