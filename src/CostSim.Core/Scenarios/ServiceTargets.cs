using System.Globalization;
using CostSim.Files;

namespace CostSim.Scenarios;

/// <summary>Reads a service level such as <c>429s &lt;= 0.1%, p95 &lt;= 4s</c>.</summary>
internal static class ServiceTargets
{
    private static readonly string[] Shares = ["429s", "dropped", "served", "spilled", "fallback", "late"];
    private static readonly string[] Times = ["p50", "p95", "p99"];

    public static IReadOnlyList<ServiceTarget> Read(SettingsMap map, string key, string text)
    {
        var targets = new List<ServiceTarget>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Parse(part, out var rule) is { } target)
                targets.Add(target);
            else
                map.Refuse(key, rule);
        }

        if (targets.Count == 0 && map.Errors.Count == 0)
            map.Refuse(key, "asks for nothing; write it as '429s <= 0.1%, p95 <= 4s'");
        return targets;
    }

    private static ServiceTarget? Parse(string part, out string rule)
    {
        rule = $"'{part}' is not a target; write it as '429s <= 0.1%' or 'p95 <= 4s'";
        var sign = new[] { "<=", ">=" }.FirstOrDefault(s => part.Contains(s, StringComparison.Ordinal));
        if (sign is null)
            return null;
        var at = part.IndexOf(sign, StringComparison.Ordinal);
        var (figure, bound) = (part[..at].Trim().ToLowerInvariant(), part[(at + 2)..].Trim());
        if (!Shares.Contains(figure) && !Times.Contains(figure))
        {
            rule = $"'{figure}' is not a figure of a service level; {Spelling.Suggestion(figure, [.. Shares, .. Times])}";
            return null;
        }

        var isTime = Times.Contains(figure);
        if (isTime && Seconds(bound) is { } seconds)
            return new ServiceTarget(figure, sign == "<=", seconds, part);
        if (!isTime && Numbers.TryDouble(bound, out var share) && share is >= 0 and <= 1)
            return new ServiceTarget(figure, sign == "<=", share, part);
        rule = isTime ? $"'{bound}' is not a length of time; write it as 4s or 800ms" : $"'{bound}' is not a share; write it as 0.1%";
        return null;
    }

    private static double? Seconds(string text) =>
        text.EndsWith("ms", StringComparison.Ordinal) && double.TryParse(text[..^2], CultureInfo.InvariantCulture, out var ms) ? ms / 1_000
        : Numbers.TryDuration(text, out var time) ? time.TotalSeconds : null;
}
