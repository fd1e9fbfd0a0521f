using System.Globalization;
using System.Text;
using CostSim.Files;

namespace CostSim.Documents;

/// <summary>
/// The words of an RTF file: text in its code page or as Unicode, paragraphs and table rows; nothing of fonts, styles, pictures and
/// headers.
/// </summary>
internal static class RtfText
{
    // What groups that begin with these hold is not the document's text.
    private static readonly HashSet<string> Unread = new(StringComparer.Ordinal)
    {
        "fonttbl", "colortbl", "stylesheet", "listtable", "listoverridetable", "info", "pict", "object", "header",
        "headerl", "headerr", "headerf",
        "footer", "footerl", "footerr", "footerf", "annotation", "atnid", "atnauthor", "generator", "rsidtbl",
        "themedata", "colorschememapping",
        "latentstyles", "datastore", "xmlnstbl", "fldinst", "bkmkstart", "bkmkend", "pntext", "nonshppict", "revtbl", "filetbl",
    };

    private static readonly Dictionary<string, string> Signs = new(StringComparer.Ordinal)
    {
        ["tab"] = "\t",
        ["line"] = "\n",
        ["emdash"] = "\u2014",
        ["endash"] = "\u2013",
        ["lquote"] = "\u2018",
        ["rquote"] = "\u2019",
        ["ldblquote"] = "\u201C",
        ["rdblquote"] = "\u201D",
        ["bullet"] = "\u2022",
        ["~"] = "\u00A0",
        ["_"] = "\u2011",
        ["emspace"] = " ",
        ["enspace"] = " ",
    };

    public static ExtractedText Read(byte[] bytes)
    {
        if (!bytes.AsSpan().StartsWith("{\\rtf"u8))
            throw new UnreadableException(
                $"is not an RTF file, but {FileSignature.Of(bytes) ?? "something else"}; give it the ending of what it is");
        var reader = new Reader(bytes);
        reader.Run();
        return reader.Plain.Done();
    }

    private sealed record Group(bool IsUnread, int Skip, Encoding Page);

    private sealed class Reader(byte[] bytes)
    {
        private const int MaxDepth = 10_000;

        private readonly Stack<Group> outer = new();
        private readonly StringBuilder words = new();
        private readonly List<string> row = [];
        private readonly List<byte> pending = [];
        private Group group = new(false, 1, PageOf(1252));
        private int at;
        private int skip;
        private bool isFirst;

        public PlainText Plain { get; } = new();

        public void Run()
        {
            while (at < bytes.Length)
            {
                var c = (char)bytes[at++];
                switch (c)
                {
                    case '{':
                        Settle();
                        outer.Push(group);
                        isFirst = true;
                        if (outer.Count > MaxDepth)
                            throw new UnreadableException("nests its groups without end; open it and save it again");
                        break;
                    case '}':
                        Settle();
                        if (!outer.TryPop(out var before))
                            return;
                        group = before;
                        break;
                    case '\\':
                        Control();
                        break;
                    case '\r' or '\n':
                        break;
                    default:
                        isFirst = false;
                        Byte(bytes[at - 1]);
                        break;
                }
            }

            Settle();
            Paragraph();
        }

        private void Control()
        {
            if (at >= bytes.Length)
                return;
            var c = (char)bytes[at];
            if (!char.IsAsciiLetter(c))
            {
                at++;
                if (c == '\'' && at + 2 <= bytes.Length && byte.TryParse(Encoding.ASCII.GetString(bytes, at, 2), NumberStyles.HexNumber,
                    CultureInfo.InvariantCulture, out var coded))
                    (at, _) = (at + 2, Byte(coded));
                else if (c == '*')
                    group = group with { IsUnread = true };
                else if (c is '\\' or '{' or '}')
                    Byte((byte)c);
                else
                    Sign(c.ToString());
                return;
            }

            var start = at;
            while (at < bytes.Length && char.IsAsciiLetter((char)bytes[at]))
                at++;
            var word = Encoding.ASCII.GetString(bytes, start, at - start);
            start = at;
            while (at < bytes.Length && at - start < 11 && (char.IsAsciiDigit((char)bytes[at]) || (at == start && bytes[at] == '-')))
                at++;
            int? number = int.TryParse(Encoding.ASCII.GetString(bytes, start, at - start), NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture, out var value) ? value : null;
            if (at < bytes.Length && bytes[at] == ' ')
                at++;
            Do(word, number);
        }

        private void Do(string word, int? number)
        {
            Settle();
            if (isFirst && Unread.Contains(word))
                group = group with { IsUnread = true };
            isFirst = false;
            switch (word)
            {
                case "bin":
                    at = Math.Min(bytes.Length, at + Math.Max(0, number ?? 0));
                    break;
                case "ansicpg" when number is { } page:
                    group = group with { Page = PageOf(page) };
                    break;
                case "uc":
                    group = group with { Skip = Math.Clamp(number ?? 1, 0, 16) };
                    break;
                case "u" when number is { } unit:
                    if (!group.IsUnread)
                        words.Append((char)(unit & 0xFFFF));
                    skip = group.Skip;
                    break;
                case "v":
                    group = group with { IsUnread = number != 0 || group.IsUnread };
                    break;
                case "par" or "sect" or "page" when !group.IsUnread:
                    Paragraph();
                    break;
                case "cell" or "nestcell" when !group.IsUnread:
                    row.Add(words.ToString());
                    words.Clear();
                    break;
                case "row" or "nestrow" when !group.IsUnread:
                    Plain.Row(row);
                    row.Clear();
                    break;
                default:
                    Sign(word);
                    break;
            }
        }

        private void Sign(string word)
        {
            if (!group.IsUnread && Signs.TryGetValue(word, out var sign))
                words.Append(sign);
        }

        // Bytes of one page wait for each other: a character may take two.
        private bool Byte(byte coded)
        {
            if (skip > 0)
                skip--;
            else if (!group.IsUnread)
                pending.Add(coded);
            return true;
        }

        private void Settle()
        {
            if (pending.Count == 0)
                return;
            words.Append(group.Page.GetString([.. pending]));
            pending.Clear();
        }

        private void Paragraph()
        {
            if (row.Count == 0)
                Plain.Paragraph(words.ToString());
            else
                row[^1] += " " + words;
            words.Clear();
        }

        private static Encoding PageOf(int page)
        {
            try
            {
                return CodePagesEncodingProvider.Instance.GetEncoding(page) ?? Encoding.Latin1;
            }
            catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
            {
                return Encoding.Latin1;
            }
        }
    }
}
