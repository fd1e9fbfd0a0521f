using System.Text;
using System.Text.RegularExpressions;

namespace CostSim.Reports;

/// <summary>Writes HTML so that nothing a person named can become markup: texts and attributes are escaped here and nowhere else.</summary>
internal sealed partial class HtmlText(TextWriter output)
{
    private readonly Stack<string> open = new();

    public void Open(string element, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Tag(element, attributes);
        open.Push(element);
    }

    public void Close() => output.Write($"</{open.Pop()}>");

    /// <summary>An element without content, as <c>meta</c>.</summary>
    public void Void(string element, params ReadOnlySpan<(string Name, string Value)> attributes) => Tag(element, attributes);

    public void Element(string element, string text, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Tag(element, attributes);
        Text(text);
        output.Write($"</{element}>");
    }

    public void Text(string text) => output.Write(Escaped(Typography.Print(text)));

    /// <summary>A name or place: it may break after a dot, stroke or colon, never within the word or number that follows.</summary>
    public void Name(string text)
    {
        var pieces = Breaks().Split(text);
        for (var i = 0; i < pieces.Length; i++)
        {
            if (i > 0)
                Void("wbr");
            Text(pieces[i]);
        }
    }

    /// <summary>What is markup already: a drawn chart, the style sheet.</summary>
    public void Raw(string markup) => output.Write(markup);

    public void LineEnd() => output.Write('\n');

    private void Tag(string element, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        output.Write('<');
        output.Write(element);
        foreach (var (name, value) in attributes)
            output.Write($" {name}=\"{Escaped(value)}\"");
        output.Write('>');
    }

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            escaped.Append(rune.Value switch
            {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                '"' => "&quot;",
                '\'' => "&#39;",
                9 or 10 or 13 => " ",
                < 32 or 127 => "\uFFFD",
                _ => rune.ToString(),
            });
        }

        return escaped.ToString();
    }

    [GeneratedRegex(@"(?<=\w[./_:])(?=\p{L})|(?<=\p{L}:)(?=\d)")]
    private static partial Regex Breaks();
}
