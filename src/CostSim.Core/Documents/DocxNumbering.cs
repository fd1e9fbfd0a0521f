using System.Globalization;
using System.Text;
using System.Xml;
using CostSim.Files;
using DocumentFormat.OpenXml.Packaging;

namespace CostSim.Documents;

/// <summary>
/// The numbers that Word puts before paragraphs ("4.2", "(a)"). They are not in the text, yet people and clauses refer to
/// them, so they are counted here as Word counts.
/// </summary>
internal sealed class DocxNumbering : IPartReader
{
    private const int Levels = 9;

    private readonly Dictionary<string, Level[]> lists = [];
    private readonly Dictionary<string, (string List, Dictionary<int, int> Starts)> numbers = [];
    private readonly Dictionary<string, int[]> counters = [];
    private Level[]? list;
    private Dictionary<int, int>? starts;
    private string number = "";
    private int level;

    private sealed record Level(int Start = 1, string Format = "decimal", string Text = "");

    public static DocxNumbering Read(NumberingDefinitionsPart? part)
    {
        var numbering = new DocxNumbering();
        PackagePart.Read(part, numbering);
        return numbering;
    }

    /// <summary>The marker of the next paragraph of a list, such as "4.2" or "-"; null where it has none.</summary>
    public string? Next(string numId, int at)
    {
        if (!numbers.TryGetValue(numId, out var use) || !lists.TryGetValue(use.List, out var levels) || at is < 0 or >= Levels)
            return null;
        // Numbers of one list go on counting together, but one that restarts counts for itself.
        var count = Counter(use.Starts.Count > 0 ? "num " + numId : use.List, levels, use.Starts);
        count[at]++;
        for (var deeper = at + 1; deeper < Levels; deeper++)
            count[deeper] = Start(levels, use.Starts, deeper) - 1;
        if (levels[at].Format == "bullet")
            return "-";
        return levels[at].Format == "none" && levels[at].Text.Length == 0 ? null : Marker(levels, count, at);
    }

    private int[] Counter(string key, Level[] levels, Dictionary<int, int> own)
    {
        if (!counters.TryGetValue(key, out var count))
            counters[key] = count = [.. Enumerable.Range(0, Levels).Select(l => Start(levels, own, l) - 1)];
        return count;
    }

    private static int Start(Level[] levels, Dictionary<int, int> own, int at) =>
        own.TryGetValue(at, out var start) ? start : levels[at].Start;

    private static string Marker(Level[] levels, int[] count, int at)
    {
        var marker = new StringBuilder();
        var text = levels[at].Text;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 1 < text.Length && text[i + 1] is >= '1' and <= '9')
            {
                var part = text[++i] - '1';
                // A level that no paragraph has used yet shows its first number.
                marker.Append(Number(Math.Max(count[part], levels[part].Start), levels[part].Format));
            }
            else
            {
                marker.Append(text[i]);
            }
        }

        return marker.ToString().Trim();
    }

    internal static string Number(int value, string format) => format switch
    {
        "lowerLetter" => Letters(value, 'a'),
        "upperLetter" => Letters(value, 'A'),
        "lowerRoman" => Roman(value).ToLowerInvariant(),
        "upperRoman" => Roman(value),
        "decimalZero" => value.ToString("00", CultureInfo.InvariantCulture),
        "none" => "",
        _ => value.ToString(CultureInfo.InvariantCulture),
    };

    // Word goes on after z with aa, bb, cc.
    private static string Letters(int value, char first) =>
        value is < 1 or > 780
            ? value.ToString(CultureInfo.InvariantCulture)
            : new string((char)(first + ((value - 1) % 26)), 1 + ((value - 1) / 26));

    private static string Roman(int value)
    {
        if (value is < 1 or > 3999)
            return value.ToString(CultureInfo.InvariantCulture);
        var roman = new StringBuilder();
        foreach (var (size, sign) in ((int, string)[])[(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
            (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")])
        {
            for (; value >= size; value -= size)
                roman.Append(sign);
        }

        return roman.ToString();
    }

    public bool Begin(XmlReader element)
    {
        switch (element.LocalName)
        {
            case "abstractNum":
                list = [.. Enumerable.Repeat(new Level(), Levels)];
                lists[element.Attribute("abstractNumId") ?? ""] = list;
                break;
            case "num":
                (list, starts, number) = (null, [], element.Attribute("numId") ?? "");
                break;
            case "abstractNumId" when starts is not null:
                numbers[number] = (element.Attribute("val") ?? "", starts);
                break;
            case "lvl" or "lvlOverride":
                level = Math.Clamp(element.Number("ilvl"), 0, Levels - 1);
                break;
            case "startOverride" when starts is not null:
                starts[level] = element.Number("val", 1);
                break;
            case "start" when list is not null:
                list[level] = list[level] with { Start = element.Number("val", 1) };
                break;
            case "numFmt" when list is not null:
                list[level] = list[level] with { Format = element.Attribute("val") ?? "decimal" };
                break;
            case "lvlText" when list is not null:
                list[level] = list[level] with { Text = element.Attribute("val") ?? "" };
                break;
        }

        return true;
    }

    public void Text(string text)
    {
    }

    public void End(string name)
    {
    }
}
