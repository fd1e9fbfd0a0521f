using System.Text;
using CostSim.Files;

namespace CostSim.Documents;

/// <summary>
/// Keeps from the parser what would take it minutes: lists nested by hundreds, and thousands of links that are begun and never ended.
/// </summary>
internal static class MarkdownBounds
{
    // The parser itself refuses deeper quotations and markers on one line.
    private const int MostNested = 100;

    // Links of a paragraph that are begun and not ended; each makes the parser read on to the paragraph's end.
    private const int MostOpenLinks = 500;

    private const string LinkBegins = "](";

    /// <summary>The text with brackets that end nothing written as the characters that they are.</summary>
    public static string Of(string markdown)
    {
        RefuseNested(markdown);
        if (!IsOpen(markdown, 0, markdown.Length))
            return markdown;
        var bounded = new StringBuilder(markdown.Length);
        for (var start = 0; start < markdown.Length;)
        {
            var end = EndOfParagraph(markdown, start);
            if (IsOpen(markdown, start, end))
                bounded.Append(markdown, start, end - start).Replace(LinkBegins, @"]\(", bounded.Length - (end - start), end - start);
            else
                bounded.Append(markdown, start, end - start);
            start = end;
        }

        return bounded.ToString();
    }

    private static bool IsOpen(string text, int start, int end)
    {
        var (open, from) = (0, start);
        while ((from = text.IndexOf(LinkBegins, from, end - from, StringComparison.Ordinal)) >= 0)
            (open, from) = (open + 1, from + LinkBegins.Length);
        return open > MostOpenLinks && open - text.AsSpan(start, end - start).Count(')') > MostOpenLinks;
    }

    private static int EndOfParagraph(string text, int start)
    {
        for (var at = text.IndexOf('\n', start); at >= 0; at = text.IndexOf('\n', at + 1))
        {
            var next = at + 1;
            while (next < text.Length && text[next] is ' ' or '\t' or '\r')
                next++;
            if (next < text.Length && text[next] == '\n')
                return next + 1;
        }

        return text.Length;
    }

    private static void RefuseNested(string text)
    {
        var (open, number) = (new Stack<int>(), 0);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var content = line.TrimStart(" \t");
            if (!IsItem(content))
                continue;
            var indent = line.Length - content.Length;
            while (open.TryPeek(out var outer) && outer >= indent)
                _ = open.Pop();
            open.Push(indent);
            if (open.Count > MostNested)
                throw new UnreadableException(
                    $"has lists nested more than {MostNested} deep; check what wrote it, or give it the ending .txt to read it as "
                    + $"plain text", number);
        }
    }

    private static bool IsItem(ReadOnlySpan<char> content)
    {
        var digits = content.Length - content.TrimStart("0123456789").Length;
        return content.Length > digits + 1 && content[digits + 1] == ' '
            && (digits == 0 ? content[0] is '-' or '*' or '+' : content[digits] is '.' or ')');
    }
}
