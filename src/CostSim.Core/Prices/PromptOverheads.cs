using CostSim.Files;

namespace CostSim.Prices;

/// <summary>
/// What each model's provider adds to a prompt, from the dated facts in <c>pricing/overheads.yaml</c>, which travel inside the tool.
/// </summary>
internal static class PromptOverheads
{
    public const string FileName = "overheads.yaml";

    private static readonly Lazy<IReadOnlyList<(IReadOnlyList<string> Patterns, PromptOverhead Overhead)>> Table = new(Read);

    /// <summary>The facts about a model; none where no row names it.</summary>
    public static PromptOverhead Find(string model) =>
        Table.Value.FirstOrDefault(row => row.Patterns.Any(p => Prices.Wildcard.Matches(p, model))).Overhead ?? PromptOverhead.Unknown;

    private static IReadOnlyList<(IReadOnlyList<string>, PromptOverhead)> Read()
    {
        using var text = new StreamReader(typeof(PromptOverheads).Assembly.GetManifestResourceStream($"pricing/{FileName}")!);
        var reading = new Reading();
        var rows = new SettingsMap(Yaml.ReadMap(FileName, text), "", reading).List("overheads").Cast<MapNode>().Select(node =>
        {
            var row = new SettingsMap(node, "overheads", reading);
            IReadOnlyList<string> models = [.. row.List("models").Select(m => m.Text)];
            // The dates are for people and for `git log`: facts of this kind have no history yet that a run could choose from.
            _ = (row.Date("effective_from"), row.Date("recorded_on"));
            var overhead = new PromptOverhead(
                row.Has("message") ? row.Whole("message") : null, row.Has("request") ? row.Whole("request") : null,
                row.Map("functions") is { } functions ? Rendering(functions) : null,
                row.Map("tool_prompt") is { } hidden ? new HiddenToolPrompt(hidden.Whole("auto"), hidden.Whole("any")) : null,
                row.Text("source"));
            row.RejectUnread();
            return (models, overhead);
        }).ToList();
        reading.Errors.ThrowIfAny();
        return rows;
    }

    private static FunctionRendering Rendering(SettingsMap map)
    {
        int Of(string key) => (int)map.Number(key, min: -1_000, max: 1_000);
        return new FunctionRendering(Of("each"), Of("properties"), Of("property"), Of("enum"), Of("enum_value"), Of("end"));
    }
}
