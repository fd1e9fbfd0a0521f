namespace CostSim.Reports;

/// <summary>A report as text for a terminal: charts are said in words, since their tables follow elsewhere.</summary>
internal static class TextReport
{
    public static void Write(Report report, TextWriter output, int width = 80)
    {
        Lines(output, TextTable.Wrap(report.Subtitle.Length > 0 ? $"{report.Title}: {report.Subtitle}" : report.Title, width));
        foreach (var section in report.Sections)
        {
            Lines(output, [section.Heading.ToUpperInvariant(), new string('-', Math.Min(width, DisplayWidth.Of(section.Heading)))],
                after: false);
            foreach (var block in section.Blocks)
                Write(output, block, width);
        }

        Lines(output, TextTable.Wrap(report.Footer, width), after: false);
    }

    private static void Write(TextWriter output, Block block, int width)
    {
        switch (block)
        {
            case Paragraph paragraph:
                Lines(output, TextTable.Wrap(string.Concat(paragraph.Runs.Select(r => r.Text)), width));
                break;
            case KeyFigures figures:
                Lines(output, figures.Figures.SelectMany(f =>
                    TextTable.Wrap($"{f.Label}: {f.Value}{(f.Note.Length > 0 ? $" ({f.Note})" : "")}", width, "  ")));
                break;
            case Points points:
                Lines(output, points.Items.SelectMany(i => TextTable.Wrap($"- {i}", width, "  ")));
                break;
            case Callout callout:
                Lines(output, callout.Lines.SelectMany(l => TextTable.Wrap($"! {l}", width, "  ")));
                break;
            case Facts facts:
                Lines(output, facts.Items.SelectMany(f => TextTable.Wrap($"{f.Name}: {f.Value}", width, "  ")));
                break;
            case Listing listing:
                Lines(output, [listing.Caption, .. listing.Lines]);
                break;
            case TableBlock table:
                Write(output, table.Table, width);
                break;
            case WhatIf whatIf:
                Write(output, whatIf.AsTable(), width);
                break;
            case ChartBlock chart:
                Lines(output, TextTable.Wrap($"{chart.Chart.Title}: {chart.Chart.Description}", width, "  "));
                break;
            case Folded folded:
                Lines(output, [folded.Summary]);
                foreach (var inner in folded.Blocks)
                    Write(output, inner, width);
                break;
            default:
                throw new InvalidOperationException($"{block.GetType().Name} has no form as text");
        }
    }

    private static void Write(TextWriter output, Table table, int width) =>
        Lines(output, [table.Caption, .. TextTable.Lines(table, width), .. table.Notes.SelectMany(n => TextTable.Wrap(n, width))]);

    private static void Lines(TextWriter output, IEnumerable<string> lines, bool after = true)
    {
        foreach (var line in lines)
            output.Write(line + "\n");
        if (after)
            output.Write('\n');
    }
}
