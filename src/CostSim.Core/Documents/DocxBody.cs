using System.Text;
using System.Xml;
using CostSim.Files;

namespace CostSim.Documents;

/// <summary>Turns the elements of a Word document's body into blocks of plain text.</summary>
internal sealed class DocxBody(PlainText plain, DocxStyles styles, DocxNumbering numbers) : IPartReader
{
    // Deleted and moved-away text, field codes, and the second form of what newer Word draws otherwise.
    private static readonly HashSet<string> Unread =
        ["del", "moveFrom", "instrText", "delText", "Fallback", "rPrChange", "pPrChange", "sectPr", "tblPr", "tblGrid", "tcPr"];

    // A text box has paragraphs inside a paragraph.
    private readonly Stack<(Paragraph Paragraph, bool InRun)> outer = [];
    private readonly Dictionary<string, int> notes = [];
    private Paragraph paragraph = new();
    private List<string> cells = [];
    private StringBuilder? cell;
    private int tableDepth;
    private bool inRun;
    private bool inText;
    private bool rowDeleted;
    private string? noteNumber;

    private sealed class Paragraph
    {
        public StringBuilder Words { get; } = new();

        public string? Style { get; set; }

        public string? NumId { get; set; }

        public int? ListLevel { get; set; }

        public int? Outline { get; set; }

        public bool Hidden { get; set; }
    }

    public bool Begin(XmlReader element)
    {
        var name = element.LocalName;
        if (Unread.Contains(name))
        {
            rowDeleted |= name == "del" && !inRun && tableDepth == 1 && cell is null;
            return false;
        }

        switch (name)
        {
            case "p":
                outer.Push((paragraph, inRun));
                (paragraph, inRun) = (new Paragraph(), false);
                break;
            case "r":
                (inRun, paragraph.Hidden) = (true, false);
                break;
            case "t":
                inText = !paragraph.Hidden;
                break;
            case "pStyle":
                paragraph.Style = element.Attribute("val");
                break;
            case "numId" when !inRun:
                paragraph.NumId = element.Attribute("val");
                break;
            case "ilvl" when !inRun:
                paragraph.ListLevel = element.Number("val");
                break;
            case "outlineLvl":
                paragraph.Outline = element.Number("val", 9);
                break;
            case "vanish" when inRun:
                paragraph.Hidden = element.IsOn();
                break;
            case "tab" or "ptab" when inRun:
                paragraph.Words.Append(' ');
                break;
            case "br" or "cr" when inRun:
                paragraph.Words.Append('\n');
                break;
            case "noBreakHyphen" when inRun:
                paragraph.Words.Append('-');
                break;
            case "footnoteReference" or "endnoteReference":
                paragraph.Words.Append('[').Append(NumberOf(name[0] + element.Attribute("id"))).Append(']');
                break;
            case "footnote" or "endnote":
                return BeginNote(name[0] + element.Attribute("id"));
            default:
                BeginTable(name);
                break;
        }

        return true;
    }

    public void Text(string text)
    {
        if (inText)
            paragraph.Words.Append(text);
    }

    public void End(string name)
    {
        switch (name)
        {
            case "t":
                inText = false;
                break;
            case "r":
                inRun = false;
                break;
            case "p":
                EndParagraph();
                (paragraph, inRun) = outer.Pop();
                break;
            case "tc" when tableDepth == 1:
                cells.Add(cell!.ToString());
                cell = null;
                break;
            case "tr" when tableDepth == 1 && !rowDeleted:
                plain.Row(cells);
                break;
            case "tbl":
                tableDepth--;
                if (tableDepth == 0)
                    plain.EndTable();
                break;
        }
    }

    private void BeginTable(string name)
    {
        switch (name)
        {
            case "tbl":
                tableDepth++;
                if (tableDepth == 1)
                    plain.BeginTable();
                break;
            case "tr" when tableDepth == 1:
                (cells, rowDeleted) = ([], false);
                break;
            case "tc" when tableDepth == 1:
                cell = new StringBuilder();
                break;
        }
    }

    // Separators are notes too; only what the body refers to is text.
    private bool BeginNote(string id)
    {
        noteNumber = notes.TryGetValue(id, out var number) ? $"[{number}]" : null;
        return noteNumber is not null;
    }

    private int NumberOf(string noteId)
    {
        if (!notes.TryGetValue(noteId, out var number))
            notes[noteId] = number = notes.Count + 1;
        return number;
    }

    private void EndParagraph()
    {
        var style = styles.Of(paragraph.Style);
        var (numId, level) = (paragraph.NumId ?? style.NumId, paragraph.ListLevel ?? style.ListLevel);
        var words = PlainText.Clean(paragraph.Words.ToString());
        // Word numbers empty paragraphs too, and does not show a number of list 0.
        var marker = numId is null or "0" ? noteNumber : numbers.Next(numId, level);
        noteNumber = null;
        var numbered = marker is null || words.Length == 0 ? words : $"{marker} {words}";
        var heading = paragraph.Outline is >= 0 and < 9 and var outline ? outline + 1 : style.HeadingLevel;
        if (cell is not null)
            cell.Append(numbered).Append(' ');
        else if (heading > 0)
            plain.Heading(heading, numbered);
        else if (numId is null or "0" || marker is null)
            plain.Paragraph(numbered);
        else
            plain.Item(level, marker, words);
    }
}
