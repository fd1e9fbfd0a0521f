using System.Globalization;
using CostSim.Files;

namespace CostSim.Scenarios;

/// <summary>
/// What a change may add before a check fails: increases as shares, and how many points of recall may be lost; null where nothing is said.
/// </summary>
internal sealed record GateLimits(double? Tokens, double? Cost, double? P50, double? P90, double? RecallLoss)
{
    public static GateLimits None { get; } = new(null, null, null, null, null);

    /// <summary>These limits where they say something, else the others.</summary>
    public GateLimits Over(GateLimits other) =>
        new(Tokens ?? other.Tokens, Cost ?? other.Cost, P50 ?? other.P50, P90 ?? other.P90, RecallLoss ?? other.RecallLoss);
}

/// <summary>The limits of a scenario, and those of single designs.</summary>
internal sealed record Gate(GateLimits All, IReadOnlyDictionary<string, GateLimits> Designs)
{
    private const string Key = "gate.";

    public static Gate None { get; } = new(GateLimits.None, new Dictionary<string, GateLimits>());

    public GateLimits Of(string design) => Designs.TryGetValue(design, out var own) ? own.Over(All) : All;

    /// <summary>Reads <c>gate</c>; null where the scenario has none.</summary>
    public static Gate? Read(SettingsMap root, IReadOnlyCollection<string> designs)
    {
        if (root.Map("gate") is not { } map)
            return null;
        var all = Limits(map);
        var own = new Dictionary<string, GateLimits>();
        if (map.Map("designs") is { } named)
        {
            foreach (var name in named.Keys.ToList())
            {
                if (!designs.Contains(name))
                    named.Refuse(name, $"is not a design; {Spelling.Suggestion(name, designs)}");
                else if (named.Map(name) is { } limits)
                {
                    own[name] = Limits(limits);
                    limits.RejectUnread();
                }
            }
        }

        map.RejectUnread();
        return new Gate(all, own);
    }

    /// <summary>Whether a stated value is a limit.</summary>
    public static bool IsLimit(string path) => path.StartsWith(Key, StringComparison.Ordinal);

    /// <summary>The gate of a record: its limits as they were stated.</summary>
    public static Gate OfStated(IEnumerable<(string Path, string Value)> values)
    {
        var limits = values.Where(v => IsLimit(v.Path) && Numbers.TryDouble(v.Value, out _)).ToDictionary(v => v.Path[Key.Length..], v =>
            Numbers.TryDouble(v.Value, out var share) ? share : 0);
        GateLimits Of(string prefix)
        {
            double? At(string key) => limits.TryGetValue(prefix + key, out var limit) ? limit : null;
            return new GateLimits(At("tokens_per_request"), At("cost_per_request"), At("p50"), At("p90"), -At("recall"));
        }

        const string own = "designs.";
        var names = limits.Keys.Where(k => k.StartsWith(own, StringComparison.Ordinal) && k.LastIndexOf('.') > own.Length)
            .Select(k => k[own.Length..k.LastIndexOf('.')]).Distinct();
        return new Gate(Of(""), names.ToDictionary(n => n, n => Of($"{own}{n}.")));
    }

    private static GateLimits Limits(SettingsMap map) => new(
        Increase(map, "tokens_per_request"), Increase(map, "cost_per_request"), Increase(map, "p50"), Increase(map, "p90"),
        map.Has("recall") ? -map.Number("recall", min: -1, max: 0) : null);

    private static double? Increase(SettingsMap map, string key)
    {
        if (map.Find(key) is not { } node)
            return null;
        if (WrongIncrease(node.Text) is { } rule)
        {
            map.Refuse(key, rule);
            return null;
        }

        return map.Number(key, min: 0);
    }

    /// <summary>
    /// Why a limit of an increase is refused; null where it is allowed. <c>10</c> was meant as ten percent, and as a share it lets
    /// everything pass.
    /// </summary>
    public static string? WrongIncrease(string text) => Numbers.TryDouble(text, out var share) switch
    {
        false => $"must be a share such as 10%, but is '{text}'",
        _ when share < 0 => $"must not be negative, but is '{text}'",
        _ when share > 1 && !text.TrimEnd().EndsWith('%') =>
            string.Create(CultureInfo.InvariantCulture,
                $"is {100 * share:#,0.##} % as a share; write it with its percent sign, as in {text}%"),
        _ => null,
    };
}
