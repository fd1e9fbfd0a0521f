using System.Text;

namespace CostSim.Documents;

/// <summary>
/// The pages that <c>pdftotext -layout</c> printed: lines in their order, columns of tables parted by three spaces.
/// Two columns of prose are read one after the other. A PDF does not say what is a paragraph, a heading, or a header, so none are claimed.
/// </summary>
internal static class PdfText
{
    private const string ColumnGap = "   ";

    // A page number and a stamp are no text layer.
    private const int MinLettersOfAPage = 10;

    public static ExtractedText Read(byte[] printed)
    {
        var pages = Encoding.UTF8.GetString(printed).Split('\f');
        // The program ends every page with a form feed.
        var count = Math.Max(1, pages[^1].AsSpan().Trim().Length == 0 ? pages.Length - 1 : pages.Length);
        var text = new StringBuilder(printed.Length);
        var without = new List<int>();
        for (var page = 0; page < count; page++)
        {
            if (pages[page].Count(char.IsLetterOrDigit) < MinLettersOfAPage)
                without.Add(page + 1);
            AppendPage(text, pages[page]);
        }

        if (without.Count == count)
        {
            throw new UnreadableException($"has no text layer: {count} {(count == 1 ? "page is a picture" : "pages are pictures")}; run OCR over it, or set on_error: estimate or skip")
            {
                ScannedPages = count,
            };
        }

        return new ExtractedText(text.ToString().TrimEnd('\n')) { Pages = count, PagesWithoutText = without };
    }

    private static void AppendPage(StringBuilder text, string page)
    {
        var blank = true;
        foreach (var line in PageColumns.InReadingOrder(page.ReplaceLineEndings("\n").Split('\n')))
        {
            var words = line.AsSpan().Trim(' ');
            if (words.IsEmpty)
            {
                blank = true;
                continue;
            }

            if (blank && text.Length > 0)
                text.Append('\n');
            blank = false;
            AppendLine(text, words);
        }
    }

    private static void AppendLine(StringBuilder text, ReadOnlySpan<char> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            var spaces = 0;
            while (i + spaces < words.Length && words[i + spaces] == ' ')
                spaces++;
            if (spaces == 0)
                text.Append(words[i]);
            else
                text.Append(spaces > 2 ? ColumnGap : words.Slice(i, spaces));
            i += Math.Max(0, spaces - 1);
        }

        text.Append('\n');
    }
}
