using CostSim.Files;

namespace CostSim.Prices;

/// <summary>
/// What each model's provider counts for an image, from the dated rules in <c>pricing/images.yaml</c>, which travel inside the tool.
/// </summary>
internal static class ImageRules
{
    public const string FileName = "images.yaml";

    private static readonly Lazy<IReadOnlyList<(IReadOnlyList<string> Patterns, ImageRule? Rule)>> Table = new(Read);

    /// <summary>The rule of a model; null where none is published, or none is known.</summary>
    public static ImageRule? Find(string model) =>
        Table.Value.FirstOrDefault(row => row.Patterns.Any(p => Wildcard.Matches(p, model))).Rule;

    private static IReadOnlyList<(IReadOnlyList<string>, ImageRule?)> Read()
    {
        using var text = new StreamReader(typeof(ImageRules).Assembly.GetManifestResourceStream($"pricing/{FileName}")!);
        var reading = new Reading();
        var rows = new SettingsMap(Yaml.ReadMap(FileName, text), "", reading).List("images").Cast<MapNode>().Select(node =>
        {
            var row = new SettingsMap(node, "images", reading);
            IReadOnlyList<string> models = [.. row.List("models").Select(m => m.Text)];
            // The dates are for people, as those of the overheads.
            _ = (row.Date("effective_from"), row.Date("recorded_on"), row.Text("source"));
            var rule = RuleOf(row);
            row.RejectUnread();
            return (models, rule);
        }).ToList();
        reading.Errors.ThrowIfAny();
        return rows;
    }

    private static ImageRule? RuleOf(SettingsMap row)
    {
        if (row.Map("tiles") is { } tiles)
            return new TileRule(tiles.Whole("fit"), tiles.Whole("shortest"), tiles.Whole("tile"), tiles.Whole("base"), tiles.Whole("each"));
        if (row.Map("patches") is { } patches)
            return new PatchRule(patches.Whole("patch"), patches.Whole("most"), patches.Number("factor", min: 0, max: 100));
        if (row.Map("area") is { } area)
            return new AreaRule(area.Whole("pixels"), area.Whole("longest"), area.Whole("most"));
        if (row.Map("grid") is { } grid)
            return new GridRule(grid.Whole("small"), grid.Whole("tile"), grid.Whole("each"), grid.Whole("page"));
        return row.Map("fixed") is { } given
            ? new FixedRule(given.Whole("high"), given.Whole("low"), given.Whole("page_high"), given.Whole("page_low"))
            : null;
    }
}
