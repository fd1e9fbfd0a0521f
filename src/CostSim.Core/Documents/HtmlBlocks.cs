using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace CostSim.Documents;

/// <summary>Gathers the words of the block that is open and writes it when it ends.</summary>
internal sealed class HtmlBlocks(PlainText plain)
{
    private static readonly HashSet<string> BlockNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
        "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend", "li", "main",
        "menu", "ol", "option", "p",
        "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    };

    private readonly StringBuilder words = new();
    private readonly Stack<ListState> lists = [];
    private List<string>? cells;
    private IElement? table;
    private int preDepth;

    private sealed class ListState(bool ordered, int next)
    {
        public int Next { get; set; } = next;

        public string Marker { get; set; } = "";

        public bool Ordered { get; } = ordered;
    }

    public void Text(string data)
    {
        if (preDepth > 0 && table is null)
        {
            words.Append(data);
            return;
        }

        foreach (var c in data)
        {
            if (c is not (' ' or '\t' or '\n' or '\r' or '\f'))
                words.Append(c);
            else if (words.Length > 0 && words[^1] != ' ')
                words.Append(' ');
        }
    }

    public void Enter(IElement element)
    {
        var name = element.LocalName;
        if (BlockNames.Contains(name))
            End();
        switch (name)
        {
            case "br":
                words.Append(table is null ? '\n' : ' ');
                break;
            case "img" when element.GetAttribute("alt") is { Length: > 0 } alt:
                Text($" {alt} ");
                break;
            case "pre":
                preDepth++;
                break;
            case "ol" or "ul" or "menu":
                lists.Push(new ListState(name == "ol", (element as IHtmlOrderedListElement)?.Start ?? 1));
                break;
            case "li" when lists.TryPeek(out var list):
                list.Marker = list.Ordered ? $"{list.Next++}." : "-";
                break;
            case "table" when table is null && !IsLayout(element):
                table = element;
                plain.BeginTable();
                break;
            case "tr" when table is not null:
                cells = [];
                break;
        }
    }

    public void Leave(IElement element)
    {
        var name = element.LocalName;
        if (name is ['h', >= '1' and <= '6'] && table is null)
        {
            plain.Heading(name[1] - '0', words.ToString());
            words.Clear();
        }
        else if (name == "pre" && --preDepth == 0 && table is null)
        {
            plain.Verbatim(words.ToString());
            words.Clear();
        }
        else if (name is "td" or "th" && cells is not null)
        {
            cells.Add(words.ToString());
            words.Clear();
        }
        else if (name == "tr" && cells is not null)
        {
            plain.Row(cells);
            cells = null;
        }
        else if (element == table)
        {
            End();
            plain.EndTable();
            table = null;
        }
        else if (BlockNames.Contains(name))
        {
            End();
        }

        if (name is "ol" or "ul" or "menu")
            lists.TryPop(out _);
    }

    // Old pages place everything by tables; a table around a table or a heading is not a table of facts.
    private static bool IsLayout(IElement table) =>
        table.GetAttribute("role") is "presentation" or "none" || table.QuerySelector("table, h1, h2, h3, h4, h5, h6") is not null;

    private void End()
    {
        // In a cell a block ends with a space only; the row ends the line.
        if (cells is not null)
        {
            words.Append(' ');
            return;
        }

        if (preDepth > 0)
            return;
        if (lists.TryPeek(out var list))
        {
            var (text, marker) = (words.ToString(), list.Marker);
            plain.Item(lists.Count, marker, text);
            if (text.AsSpan().Trim().Length > 0)
                list.Marker = "";
        }
        else
        {
            plain.Paragraph(words.ToString());
        }

        words.Clear();
    }
}
