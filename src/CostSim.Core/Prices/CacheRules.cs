using CostSim.Files;

namespace CostSim.Prices;

/// <summary>How each model's provider caches prompts, from the table <c>caching.yaml</c> that travels inside the tool.</summary>
internal static class CacheRules
{
    private static readonly Lazy<IReadOnlyList<(IReadOnlyList<string> Patterns, CacheRule Rule)>> Table = new(Read);

    /// <summary>The rule of a model as users write it; the usual one where the table does not know it.</summary>
    public static CacheRule Find(string model) =>
        Table.Value.FirstOrDefault(row => row.Patterns.Any(p => Matches(p, model))) is { Rule: { } rule } ? rule : CacheRule.Usual;

    private static bool Matches(string pattern, string model) => pattern.EndsWith('*')
        ? model.StartsWith(pattern[..^1], StringComparison.OrdinalIgnoreCase)
        : model.Equals(pattern, StringComparison.OrdinalIgnoreCase);

    private static CacheRule? Unasked(SettingsMap row, CacheRule rule)
    {
        if (row.Map("unasked") is not { } unasked)
            return rule.Automatic ? rule : null;
        var read = new CacheRule(true, unasked.Tokens("minimum"), rule.Step, unasked.Duration("ttl"), rule.Source);
        unasked.RejectUnread();
        return read;
    }

    private static IReadOnlyList<(IReadOnlyList<string>, CacheRule)> Read()
    {
        using var text = new StreamReader(typeof(CacheRules).Assembly.GetManifestResourceStream("caching.yaml")!);
        var reading = new Reading();
        var rules = new SettingsMap(Yaml.ReadMap("caching.yaml", text), "", reading).List("rules").Cast<MapNode>().Select(node =>
        {
            var row = new SettingsMap(node, "rules", reading);
            IReadOnlyList<string> models = [.. row.List("models").Select(m => m.Text)];
            var rule = new CacheRule(row.OneOf("mode", ["automatic", "explicit"]) == "automatic", row.Tokens("minimum"),
                row.Tokens("step", min: 1), row.Duration("ttl"), row.Text("source"))
            {
                Refreshes = row.Flag("refresh", absent: true),
                IsStored = row.Flag("stored", absent: false),
            };
            rule = rule with { Unasked = Unasked(row, rule) };
            row.RejectUnread();
            return (models, rule);
        }).ToList();
        reading.Errors.ThrowIfAny();
        return rules;
    }
}
