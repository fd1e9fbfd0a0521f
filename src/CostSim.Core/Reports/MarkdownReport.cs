using System.Text;

namespace CostSim.Reports;

/// <summary>A report as Markdown, for pull requests and wikis: charts are links to their files next to it.</summary>
internal static class MarkdownReport
{
    public static void Write(Report report, TextWriter output)
    {
        Paragraph(output, $"# {Text(report.Title)}");
        Paragraph(output, Text(report.Subtitle));
        foreach (var section in report.Sections)
        {
            Paragraph(output, $"## {Text(section.Heading)}");
            foreach (var block in section.Blocks)
                Write(output, block);
        }

        Paragraph(output, Text(report.Footer));
    }

    public static void Write(Table table, TextWriter output)
    {
        Paragraph(output, $"**{Text(table.Caption)}**");
        output.Write($"| {string.Join(" | ", table.Columns.Select(c => Text(c.Heading)))} |\n");
        output.Write($"|{string.Concat(table.Columns.Select(c => c.Unit.IsNumeric ? " ---: |" : " --- |"))}\n");
        var texts = table.Columns.Select((_, i) => table.Texts(i)).ToList();
        for (var row = 0; row < table.Rows.Count; row++)
        {
            var cells = texts.Select(column => Text(column[row]));
            output.Write($"| {string.Join(" | ", table.Rows[row].Strong ? cells.Select(c => $"**{c}**") : cells)} |\n");
        }

        output.Write('\n');
        Items(output, table.Notes);
    }

    private static void Write(TextWriter output, Block block)
    {
        switch (block)
        {
            case Paragraph paragraph:
                Paragraph(output, string.Concat(paragraph.Runs.Select(r => r.Strong ? $"**{Text(r.Text)}**" : Text(r.Text))));
                break;
            case KeyFigures figures:
                Items(output, figures.Figures.Select(f => $"{f.Label}: {f.Value}{(f.Note.Length > 0 ? $" ({f.Note})" : "")}"));
                break;
            case Points points:
                Items(output, points.Items);
                break;
            case Callout callout:
                Paragraph(output, string.Join("\n>\n", callout.Lines.Select(l => $"> {Text(l)}")));
                break;
            case Facts facts:
                Items(output, facts.Items.Select(f => $"{f.Name}: {f.Value}"));
                break;
            case Listing listing:
                Paragraph(output, $"**{Text(listing.Caption)}**");
                Paragraph(output, string.Join('\n', listing.Lines.Select(l => $"    {l.ReplaceLineEndings(" ")}")));
                break;
            case TableBlock table:
                Write(table.Table, output);
                break;
            case WhatIf whatIf:
                Write(whatIf.AsTable(), output);
                break;
            case ChartBlock chart:
                Paragraph(output, $"![{Text(chart.Chart.Title)}](charts/{chart.Chart.Name}.svg)");
                Paragraph(output, Text(chart.Chart.Description));
                break;
            case Folded folded:
                Paragraph(output, $"**{Text(folded.Summary)}**");
                foreach (var inner in folded.Blocks)
                    Write(output, inner);
                break;
            default:
                throw new InvalidOperationException($"{block.GetType().Name} has no form in Markdown");
        }
    }

    private static void Paragraph(TextWriter output, string text)
    {
        if (text.Length > 0)
            output.Write($"{text}\n\n");
    }

    private static void Items(TextWriter output, IEnumerable<string> items)
    {
        var lines = items.Select(i => $"- {Text(i)}\n").ToList();
        output.Write(string.Concat(lines) + (lines.Count > 0 ? "\n" : ""));
    }

    // A name with a star, a bar or a bracket stays that name.
    private static string Text(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var c in text.ReplaceLineEndings(" "))
        {
            if (c is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '|' or '#' or '~')
                escaped.Append('\\');
            escaped.Append(c);
        }

        return escaped.ToString();
    }
}
