using System.Text;
using System.Xml;
using CostSim.Files;

namespace CostSim.Documents;

/// <summary>The rows of a sheet; a cell is in its column even where those before it are empty.</summary>
internal sealed class XlsxSheet(PlainText plain, XlsxStrings strings, XlsxDates dates) : IPartReader
{
    private const int MaxColumns = 16_384;

    private readonly List<string> row = [];
    private readonly StringBuilder value = new();
    private int column;
    private string? type;
    private int style;
    private bool inValue;

    public bool Begin(XmlReader element)
    {
        switch (element.LocalName)
        {
            case "row":
                row.Clear();
                column = 0;
                break;
            case "c":
                column = Column(element.Attribute("r")) ?? column;
                (type, style) = (element.Attribute("t"), element.Number("s"));
                value.Clear();
                break;
            case "v" or "t":
                inValue = true;
                break;
            case "rPh":
                return false;
        }

        return true;
    }

    public void Text(string text)
    {
        if (inValue)
            value.Append(text);
    }

    public void End(string name)
    {
        switch (name)
        {
            case "v" or "t":
                inValue = false;
                break;
            case "c":
                while (row.Count <= column)
                    row.Add("");
                row[column++] = Shown();
                break;
            case "row":
                plain.Row(row);
                break;
        }
    }

    private string Shown()
    {
        var text = value.ToString();
        return type switch
        {
            "s" => int.TryParse(text, out var number) ? strings[number] : "",
            "b" => text == "1" ? "TRUE" : "FALSE",
            "str" or "inlineStr" or "e" or "d" => text,
            _ => text.Length == 0 ? "" : dates.Show(text, style),
        };
    }

    // "AB12" is column 27; null where the cell does not say.
    private static int? Column(string? reference)
    {
        var column = 0;
        foreach (var c in reference ?? "")
        {
            if (!char.IsAsciiLetterUpper(c))
                break;
            column = Math.Min((column * 26) + (c - 'A' + 1), MaxColumns);
        }

        return column == 0 ? null : column - 1;
    }
}
