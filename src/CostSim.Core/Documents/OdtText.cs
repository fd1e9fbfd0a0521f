using System.Text;
using System.Xml;
using CostSim.Files;

namespace CostSim.Documents;

/// <summary>The body of an OpenDocument text.</summary>
internal static class OdtText
{
    public static ExtractedText Read(byte[] bytes)
    {
        using var package = ZipPackage.Open(bytes, "ODT");
        var plain = new PlainText();
        var reader = new BodyReader(plain);
        if (!package.Read("content.xml", reader))
            throw new UnreadableException("is a ZIP package without content.xml in it; save it as ODT again");
        reader.Flush();
        return plain.Done();
    }

    private sealed class BodyReader(PlainText plain) : IPartReader
    {
        private readonly StringBuilder words = new();
        private readonly List<string> row = [];
        private readonly StringBuilder cell = new();
        private int level;
        private int listDepth;
        private int cellDepth;

        public bool Begin(XmlReader element)
        {
            switch (element.LocalName)
            {
                // Comments, deleted text, and what the styles of a document hold are not its words.
                case "annotation" or "annotation-end" or "tracked-changes" or "automatic-styles" or "font-face-decls" or "scripts"
                    or "forms" or "sequence-decls":
                    return false;
                case "h":
                    Flush();
                    level = Math.Clamp(element.Number("outline-level", 1), 1, 9);
                    break;
                case "p":
                    if (cellDepth == 0)
                        Flush();
                    break;
                case "list":
                    listDepth++;
                    break;
                case "s":
                    words.Append(' ', Math.Clamp(element.Number("c", 1), 1, 100));
                    break;
                case "tab":
                    words.Append(' ');
                    break;
                case "line-break":
                    words.Append('\n');
                    break;
                case "table" when cellDepth == 0:
                    plain.BeginTable();
                    break;
                case "table-row" when cellDepth == 0:
                    row.Clear();
                    break;
                case "table-cell" or "covered-table-cell":
                    if (cellDepth++ == 0)
                        cell.Clear();
                    break;
            }

            return true;
        }

        public void Text(string text) => words.Append(text);

        public void End(string name)
        {
            switch (name)
            {
                case "h" or "p":
                    Flush();
                    break;
                case "list":
                    listDepth--;
                    break;
                case "table-cell" or "covered-table-cell":
                    if (--cellDepth == 0)
                        row.Add(cell.ToString());
                    break;
                case "table-row" when cellDepth == 0:
                    plain.Row(row);
                    break;
                case "table" when cellDepth == 0:
                    plain.EndTable();
                    break;
            }
        }

        public void Flush()
        {
            if (cellDepth > 0)
                cell.Append(cell.Length > 0 ? " " : "").Append(words);
            else if (level > 0)
                plain.Heading(level, words.ToString());
            else if (listDepth > 0)
                plain.Item(listDepth - 1, "-", words.ToString());
            else
                plain.Paragraph(words.ToString());
            (level, _) = (0, words.Clear());
        }
    }
}
