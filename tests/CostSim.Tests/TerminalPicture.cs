using System.Globalization;
using System.Security;
using System.Text;

namespace CostSim.Tests;

/// <summary>A session at a terminal as an SVG picture: commands with what they printed, one appearing after the other where pictures move.</summary>
internal static class TerminalPicture
{
    private const int LetterWidth = 8;
    private const int LineHeight = 18;
    private const int Columns = 80;
    private const int Margin = 16;
    private const int Bar = 28;

    public static string Of(IReadOnlyList<(string Command, string Output)> steps)
    {
        var text = new StringBuilder();
        var (line, second) = (0, 0);
        foreach (var (command, output) in steps)
        {
            text.Append(CultureInfo.InvariantCulture, $"<g class=\"step\" style=\"animation-delay:{second}s\">\n");
            text.Append(Line(line++, $"<tspan class=\"prompt\">$</tspan> <tspan class=\"command\">{Escaped(command)}</tspan>"));
            foreach (var printed in output.TrimEnd('\n').Split('\n'))
                text.Append(Line(line++, printed.StartsWith("! ", StringComparison.Ordinal) ? $"<tspan class=\"warning\">{Escaped(printed)}</tspan>" : Escaped(printed)));
            text.Append("</g>\n");
            (line, second) = (line + 1, second + 2);
        }

        var (width, height) = ((Columns * LetterWidth) + (2 * Margin), Bar + (line * LineHeight) + Margin);
        return string.Create(CultureInfo.InvariantCulture,
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-label="A terminal: {SecurityElement.Escape(string.Join(", then ", steps.Select(s => s.Command)))}">
            <style>
            text{"{"}font:13.3px ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:#d7dce2;white-space:pre{"}"}
            .prompt{"{"}fill:#2fc397{"}"}.command{"{"}fill:#ffffff;font-weight:600{"}"}.warning{"{"}fill:#f0b840{"}"}
            @media (prefers-reduced-motion:no-preference){"{"}.step{"{"}animation:appear .4s both{"}"}@keyframes appear{"{"}from{"{"}opacity:0{"}"}to{"{"}opacity:1{"}"}{"}"}{"}"}
            </style>
            <rect width="{width}" height="{height}" rx="8" fill="#14171c"/>
            <circle cx="18" cy="16" r="5" fill="#4a535e"/><circle cx="36" cy="16" r="5" fill="#4a535e"/><circle cx="54" cy="16" r="5" fill="#4a535e"/>
            {text}</svg>

            """);
    }

    // The width is said, so that columns stand below each other in any typeface.
    private static string Line(int number, string marked)
    {
        var letters = marked.Length == 0 ? 0 : DisplayLength(marked);
        return letters == 0 ? "" : string.Create(CultureInfo.InvariantCulture,
            $"<text x=\"{Margin}\" y=\"{Bar + ((number + 1) * LineHeight)}\" textLength=\"{letters * LetterWidth}\" xml:space=\"preserve\">{marked}</text>\n");
    }

    private static int DisplayLength(string marked)
    {
        var plain = System.Net.WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Replace(marked, "<[^>]*>", ""));
        return CostSim.Reports.DisplayWidth.Of(plain);
    }

    private static string Escaped(string text) => SecurityElement.Escape(text);
}
