using System.Globalization;
using System.Xml;
using CostSim.Files;
using DocumentFormat.OpenXml.Packaging;

namespace CostSim.Documents;

/// <summary>What a paragraph style means: a heading's level (0 for none) and the list it numbers by.</summary>
internal readonly record struct DocxStyle(int HeadingLevel, string? NumId, int ListLevel);

/// <summary>The paragraph styles of a Word document by their ids.</summary>
internal sealed class DocxStyles : IPartReader
{
    private const int MaxHops = 20;

    private readonly Dictionary<string, Raw> raw = [];
    private Raw? open;

    private sealed class Raw
    {
        public string Name { get; set; } = "";

        public string? BasedOn { get; set; }

        public int? Outline { get; set; }

        public string? NumId { get; set; }

        public int? ListLevel { get; set; }
    }

    public static DocxStyles Read(StyleDefinitionsPart? part)
    {
        var styles = new DocxStyles();
        PackagePart.Read(part, styles);
        return styles;
    }

    /// <summary>The style with what it takes from the styles that it is based on.</summary>
    public DocxStyle Of(string? id)
    {
        var (level, numId, listLevel) = (0, (string?)null, (int?)null);
        for (var hops = 0; id is not null && hops < MaxHops && raw.TryGetValue(id, out var style); hops++, id = style.BasedOn)
        {
            level = level == 0 ? HeadingLevel(style) : level;
            numId ??= style.NumId;
            listLevel ??= style.ListLevel;
        }

        return new DocxStyle(level, numId, listLevel ?? 0);
    }

    public bool Begin(XmlReader element)
    {
        switch (element.LocalName)
        {
            case "style":
                raw[element.Attribute("styleId") ?? ""] = open = new Raw();
                break;
            case "name" when open is not null:
                open.Name = element.Attribute("val") ?? "";
                break;
            case "basedOn" when open is not null:
                open.BasedOn = element.Attribute("val");
                break;
            case "outlineLvl" when open is not null:
                open.Outline = element.Number("val", 9);
                break;
            case "numId" when open is not null:
                open.NumId = element.Attribute("val");
                break;
            case "ilvl" when open is not null:
                open.ListLevel = element.Number("val");
                break;
        }

        return true;
    }

    public void Text(string text)
    {
    }

    public void End(string name) => open = name == "style" ? null : open;

    // The name, because ids are translated: "heading 1" is Heading1 in English and berschrift1 in German.
    private static int HeadingLevel(Raw style)
    {
        var name = style.Name;
        if (name.Equals("title", StringComparison.OrdinalIgnoreCase))
            return 1;
        if (name.StartsWith("heading ", StringComparison.OrdinalIgnoreCase)
            && int.TryParse(name.AsSpan(8), NumberStyles.None, CultureInfo.InvariantCulture, out var level) && level is >= 1 and <= 9)
            return level;
        return style.Outline is >= 0 and < 9 and var outline ? outline + 1 : 0;
    }
}
