using System.Globalization;
using System.Text;
using System.Xml;
using CostSim.Files;

namespace CostSim.Documents;

/// <summary>The slides of a presentation in their order, each followed by its speaker notes.</summary>
internal static class PptxText
{
    private const string Presentation = "ppt/presentation.xml";

    public static ExtractedText Read(byte[] bytes)
    {
        using var package = ZipPackage.Open(bytes, "PPTX");
        var plain = new PlainText();
        foreach (var slide in Slides(package))
        {
            var reader = new SlideReader(plain);
            package.Read(slide, reader);
            reader.Done();
            if (reader.IsHidden || Related(package, slide, "notesSlide").FirstOrDefault() is not { } notes)
                continue;
            var spoken = new SlideReader(plain);
            package.Read(notes, spoken);
            spoken.Done();
        }

        return plain.Done();
    }

    // As the presentation lists them; by their numbers where it does not say.
    private static IEnumerable<string> Slides(ZipPackage package)
    {
        var listed = new AttributeReader("sldId", "id", "id");
        if (package.Read(Presentation, listed) && listed.Found.Count > 0)
        {
            var targets = RelationsOf(package, Presentation);
            var ordered = listed.Found.Select(s => targets.FirstOrDefault(t => t.Id == s.Value).Target).Where(t => t is not null).ToList();
            if (ordered.Count > 0)
                return ordered;
        }

        return package.Names.Where(n => n.StartsWith("ppt/slides/slide", StringComparison.OrdinalIgnoreCase)
            && n.EndsWith(".xml", StringComparison.OrdinalIgnoreCase))
            .OrderBy(n => int.TryParse(string.Concat(Path.GetFileName(n).Where(char.IsAsciiDigit)), NumberStyles.None,
                CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue)
            .ThenBy(n => n, StringComparer.Ordinal);
    }

    private static IEnumerable<string> Related(ZipPackage package, string part, string kind) =>
        RelationsOf(package, part).Where(r => r.Type.EndsWith("/" + kind, StringComparison.Ordinal)).Select(r => r.Target);

    private static List<(string Id, string Type, string Target)> RelationsOf(ZipPackage package, string part)
    {
        var name = $"{string.Join('/', part.Split('/')[..^1])}/_rels/{Path.GetFileName(part)}.rels";
        var (targets, types) = (new AttributeReader("Relationship", "Id", "Target"), new AttributeReader("Relationship", "Id", "Type"));
        return package.Read(name, targets) && package.Read(name, types)
            ? [.. targets.Found.Zip(types.Found, (t, k) => (t.Key, k.Value, ZipPackage.From(part, t.Value)))]
            : [];
    }

    private sealed class SlideReader(PlainText plain) : IPartReader
    {
        private readonly StringBuilder words = new();
        private readonly List<string> row = [];
        private readonly StringBuilder cell = new();
        private bool inText;
        private bool inCell;
        private bool isTitle;
        private bool isUnread;

        public bool IsHidden { get; private set; }

        public bool Begin(XmlReader element)
        {
            switch (element.LocalName)
            {
                case "sld" when element.Attribute("show") is "0" or "false":
                    IsHidden = true;
                    return false;
                case "sp":
                    (isTitle, isUnread) = (false, false);
                    break;
                case "ph":
                    isTitle = element.Attribute("type") is "title" or "ctrTitle";
                    // Number, date and foot of a slide, and the picture of it in its notes.
                    isUnread = element.Attribute("type") is "sldNum" or "dt" or "ftr" or "hdr" or "sldImg";
                    break;
                case "t":
                    inText = !isUnread;
                    break;
                case "br":
                    words.Append('\n');
                    break;
                case "tbl":
                    plain.BeginTable();
                    break;
                case "tr":
                    row.Clear();
                    break;
                case "tc":
                    inCell = true;
                    cell.Clear();
                    break;
                case "Fallback":
                    return false;
            }

            return true;
        }

        public void Text(string text)
        {
            if (inText)
                words.Append(text);
        }

        public void End(string name)
        {
            switch (name)
            {
                case "t":
                    inText = false;
                    break;
                case "p" when inCell:
                    cell.Append(cell.Length > 0 ? " " : "").Append(words);
                    words.Clear();
                    break;
                case "p":
                    Done();
                    break;
                case "tc":
                    inCell = false;
                    row.Add(cell.ToString());
                    break;
                case "tr":
                    plain.Row(row);
                    break;
                case "tbl":
                    plain.EndTable();
                    break;
            }
        }

        public void Done()
        {
            if (isTitle)
                plain.Heading(1, words.ToString());
            else
                plain.Paragraph(words.ToString());
            words.Clear();
        }
    }
}
