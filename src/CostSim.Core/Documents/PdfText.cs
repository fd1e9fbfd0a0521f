using System.Text;
using CostSim.Files;
using UglyToad.PdfPig;
using UglyToad.PdfPig.AcroForms.Fields;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Exceptions;
using UglyToad.PdfPig.Util;
using PageSize = CostSim.Units.PageSize;

namespace CostSim.Documents;

/// <summary>
/// The pages of a PDF as lines in reading order: columns of prose one after the other, cells of tables with three spaces between them.
/// A PDF does not say what is a paragraph, a heading or a page header, so none is claimed.
/// </summary>
internal static class PdfText
{
    // A page number or a stamp is not a text layer.
    private const int MinLettersOfAPage = 10;

    private const int MaxCharacters = 64 * 1024 * 1024;

    // Objects nested deeper than any real file overflow the stack of an ordinary thread.
    private const int StackBytes = 64 * 1024 * 1024;

    // 546 pages take 4 seconds; a file that takes minutes was built to.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static ExtractedText Read(byte[] bytes)
    {
        // Readers accept junk before the head of a PDF, in its first kilobyte.
        if (bytes.AsSpan(0, Math.Min(bytes.Length, 1024)).IndexOf("%PDF-"u8) < 0)
            throw new UnreadableException("is not a PDF, though its name says so; give it the ending of what it is");
        var read = Bounded(stop => Pages(bytes, stop));
        var pages = read.ConvertAll(p => p.Text);
        var without = Enumerable.Range(0, pages.Count).Where(i => pages[i].Count(char.IsLetterOrDigit) < MinLettersOfAPage)
            .Select(i => i + 1).ToList();
        if (without.Count == pages.Count)
        {
            var count = Math.Max(1, pages.Count);
            throw new UnreadableException(
                $"has no text layer: {count} {(count == 1 ? "page is a picture" : "pages are pictures")}; run OCR over it, or set "
                + $"on_error: estimate or skip")
            {
                ScannedPages = count,
                PageSizes = read.ConvertAll(p => p.Size),
            };
        }

        return new ExtractedText(string.Join("\n\n", pages.Where(p => p.Length > 0)))
        {
            Pages = pages.Count,
            PagesWithoutText = without,
            PageSizes = read.ConvertAll(p => p.Size)
        };
    }

    // A page cannot be stopped from outside: a thread that takes too long is left behind and ends at its next page, or with the process.
    private static List<(string Text, PageSize Size)> Bounded(Func<CancellationToken, List<(string Text, PageSize Size)>> read)
    {
        using var late = new CancellationTokenSource();
        List<(string, PageSize)>? pages = null;
        Exception? failed = null;
        var token = late.Token;
        var thread = new Thread(() =>
        {
            try
            {
                pages = read(token);
            }
            catch (Exception broken)
            {
                failed = broken;
            }
        }, StackBytes)
        { IsBackground = true };
        thread.Start();
        if (!thread.Join(Patience))
        {
            late.Cancel();
            throw new UnreadableException(
                FormattableString.Invariant($"takes more than {Patience.TotalMinutes:0} minutes to read; split it, or leave it out"));
        }

        return pages ?? throw failed switch
        {
            UnreadableException unreadable => unreadable,
            PdfDocumentEncryptedException => new UnreadableException("needs a password to open; save a copy without one, or leave it out"),
            var broken => new UnreadableException(
                $"is not a readable PDF ({InputGuard.ReasonOf(broken!)}); open it and save it again, or "
                + $"leave it out"),
        };
    }

    private static List<(string Text, PageSize Size)> Pages(byte[] bytes, CancellationToken stop)
    {
        using var pdf = PdfDocument.Open(bytes,
            new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true, FilterProvider = new PdfFilters() });
        var fields = pdf.TryGetForm(out var form) ? form : null;
        var (pages, characters) = (new List<(string, PageSize)>(), 0L);
        for (var number = 1; number <= pdf.NumberOfPages; number++)
        {
            stop.ThrowIfCancellationRequested();
            var page = pdf.GetPage(number);
            var text = PageText(page);
            foreach (var field in (fields?.GetFieldsForPage(number) ?? []).OfType<AcroTextField>())
                text += string.IsNullOrWhiteSpace(field.Value) ? "" : (text.Length > 0 ? "\n" : "") + field.Value.ReplaceLineEndings("\n");
            characters += text.Length;
            if (characters > MaxCharacters)
                throw new UnreadableException("holds more than 64 million characters of text; split it");
            pages.Add((text, new PageSize((int)Math.Round(page.Width), (int)Math.Round(page.Height))));
        }

        return pages;
    }

    // Text that runs in other directions, such as a stamp in the margin, follows the text of the page.
    private static string PageText(Page page)
    {
        var directions = DefaultWordExtractor.Instance.GetWords(PrintedOnce(page.Letters)).Where(w => !string.IsNullOrWhiteSpace(w.Text))
            .GroupBy(w => w.TextOrientation)
            .OrderByDescending(g => g.Sum(w => w.Letters.Count)).ThenBy(g => g.Key);
        return string.Join("\n\n", directions.Select(g => Lines([.. g.Select(Placed)])));
    }

    // Bold letters are sometimes printed twice, less than a point apart.
    private static List<Letter> PrintedOnce(IReadOnlyList<Letter> letters)
    {
        var (kept, seen) = (new List<Letter>(letters.Count), new HashSet<(string, int, int)>());
        foreach (var letter in letters)
        {
            var (x, y) = ((int)Math.Floor(letter.StartBaseLine.X), (int)Math.Floor(letter.StartBaseLine.Y));
            if (letter.Value.Trim().Length > 0 && Neighbours(x, y).Any(at => seen.Contains((letter.Value, at.X, at.Y)))
                && kept.Exists(k => k.Value == letter.Value && Math.Abs(k.StartBaseLine.X - letter.StartBaseLine.X) < 0.1 * letter.PointSize
                    && Math.Abs(k.StartBaseLine.Y - letter.StartBaseLine.Y) < 0.1 * letter.PointSize))
                continue;
            seen.Add((letter.Value, x, y));
            kept.Add(letter);
        }

        return kept;
    }

    private static IEnumerable<(int X, int Y)> Neighbours(int x, int y) =>
        Enumerable.Range(x - 1, 3).SelectMany(column => Enumerable.Range(y - 1, 3).Select(row => (column, row)));

    private static string Lines(List<PageWord> words)
    {
        var text = new StringBuilder();
        foreach (var block in PageColumns.InReadingOrder(PageLine.Of(words)))
        {
            PageLine? above = null;
            foreach (var line in block)
            {
                if (text.Length > 0)
                    text.Append(above is null || above.Y - line.Y > 1.8 * line.Height ? "\n\n" : "\n");
                line.Write(text);
                above = line;
            }
        }

        return text.ToString();
    }

    // Along the direction of its letters, and across: rotated text is then like any other.
    private static PageWord Placed(Word word)
    {
        var (first, last) = (word.Letters[0], word.Letters[^1]);
        var (dx, dy) = (last.EndBaseLine.X - first.StartBaseLine.X, last.EndBaseLine.Y - first.StartBaseLine.Y);
        var length = Math.Sqrt((dx * dx) + (dy * dy));
        (dx, dy) = word.TextOrientation == TextOrientation.Horizontal || length < 1e-6 ? (1, 0) : (dx / length, dy / length);
        double Along(PdfPoint p) => (p.X * dx) + (p.Y * dy);
        var height = Math.Max(1, Math.Abs(first.PointSize));
        return new PageWord(Ligatures(word.Text), Along(first.StartBaseLine), Along(last.EndBaseLine),
            (first.StartBaseLine.Y * dx) - (first.StartBaseLine.X * dy), height);
    }

    // A tokenizer counts U+FB01 as two or three tokens, and nobody types it in a prompt.
    private static string Ligatures(string s) => s.AsSpan().IndexOfAnyInRange('\uFB00', '\uFB06') < 0 ? s
        : s.Replace("\uFB00", "ff", StringComparison.Ordinal).Replace("\uFB01", "fi", StringComparison.Ordinal)
            .Replace("\uFB02", "fl", StringComparison.Ordinal)
            .Replace("\uFB03", "ffi", StringComparison.Ordinal).Replace("\uFB04", "ffl", StringComparison.Ordinal)
            .Replace("\uFB05", "st", StringComparison.Ordinal).Replace("\uFB06", "st", StringComparison.Ordinal);
}
