using System.Globalization;
using CostSim.Reports.Drawing;

namespace CostSim.Reports;

/// <summary>The blocks of a page.</summary>
internal static class HtmlBlocks
{
    // Beyond this a table may need to be scrolled on a laptop, so the keyboard must reach it.
    private const int WideTable = 5;

    // Columns of a phone's line, and the letters that they share.
    private const int MostOnPhone = 5;
    private const int PhoneLetters = 38;

    // A table of so few rows stays on one sheet of paper.
    private const int ShortTable = 12;

    public static void Write(HtmlText html, Block block, IChartRenderer charts)
    {
        switch (block)
        {
            case Paragraph paragraph:
                html.Open("p", ("class", paragraph.Lead ? "lead" : "text"));
                foreach (var run in paragraph.Runs)
                {
                    if (run.Strong)
                        html.Element("strong", run.Text);
                    else
                        html.Text(run.Text);
                }

                html.Close();
                break;
            case KeyFigures figures:
                Write(html, figures);
                break;
            case Points points:
                html.Open("ul", ("class", "points"));
                foreach (var item in points.Items)
                    html.Element("li", item);
                html.Close();
                break;
            case Callout callout:
                html.Open("div", ("class", $"callout {NameOf(callout.Tone)}"), ("role", "note"));
                foreach (var line in callout.Lines)
                    html.Element("p", line);
                html.Close();
                break;
            case Facts facts:
                html.Open("dl", ("class", "facts"));
                foreach (var (name, value) in facts.Items)
                {
                    html.Element("dt", name);
                    html.Element("dd", value);
                }

                html.Close();
                break;
            case Listing listing:
                html.Element("h3", listing.Caption);
                html.Open("pre", ("tabindex", "0"), ("role", "region"), ("aria-label", listing.Caption));
                foreach (var line in listing.Lines)
                {
                    html.Text(line);
                    html.LineEnd();
                }

                html.Close();
                break;
            case TableBlock table:
                Write(html, table.Table, heading: true);
                break;
            case WhatIf whatIf:
                Write(html, whatIf.AsTable(), heading: true);
                HtmlWhatIf.Sliders(html, whatIf);
                break;
            case ChartBlock chart:
                Write(html, chart.Chart, charts);
                break;
            case Folded folded:
                html.Open("details");
                html.Element("summary", folded.Summary);
                foreach (var inner in folded.Blocks)
                    Write(html, inner, charts);
                html.Close();
                break;
            default:
                throw new InvalidOperationException($"{block.GetType().Name} has no form on the page");
        }

        html.LineEnd();
    }

    private static void Write(HtmlText html, KeyFigures figures)
    {
        html.Open("dl", ("class", "figures"));
        foreach (var figure in figures.Figures)
        {
            html.Open("div", ("class", NameOf(figure.Tone)));
            html.Element("dt", figure.Label);
            html.Element("dd", figure.Value, ("class", "value"));
            if (figure.Note.Length > 0)
                html.Element("dd", figure.Note, ("class", "note"));
            html.Close();
        }

        html.Close();
    }

    private static void Write(HtmlText html, Chart chart, IChartRenderer charts)
    {
        html.Open("figure", ("id", $"chart-{chart.Name}"));
        html.Open("figcaption");
        html.Element("h3", chart.Title);
        if (chart.Subtitle.Length > 0)
            html.Element("p", chart.Subtitle);
        html.Close();
        html.Raw(charts.Render(chart, ChartFrame.Page));
        html.Raw(charts.Render(chart, ChartFrame.Phone));
        foreach (var note in chart.Notes)
            html.Element("p", note, ("class", "notes"));
        if (chart.Values is { Rows.Count: > 0 } values)
        {
            html.Open("details");
            html.Element("summary", "The figures as a table", ("aria-label", $"The figures as a table: {chart.Title}"));
            Write(html, values, heading: false);
            html.Close();
        }

        html.Close();
    }

    // The heading is outside the box that scrolls; the caption within is for those who hear the table.
    private static void Write(HtmlText html, Table table, bool heading)
    {
        if (heading)
            html.Element("h3", table.Caption);
        if (table.Columns.Count > WideTable)
            html.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", table.Caption));
        else
            html.Open("div", ("class", "scroll"));
        html.Open("table", ("class", (IsNarrow(table) ? "narrow" : "cards") + (table.Rows.Count <= ShortTable ? " short" : "")));
        html.Element("caption", table.Caption, ("class", "heard"));
        html.Open("thead");
        html.Open("tr");
        foreach (var column in table.Columns)
            html.Element("th", column.Heading, ("scope", "col"), ("class", column.Unit.IsNumeric ? "number" : "text"));
        html.Close();
        html.Close();
        html.Open("tbody");
        var texts = table.Columns.Select((_, i) => table.Texts(i)).ToList();
        for (var row = 0; row < table.Rows.Count; row++)
            WriteRow(html, table, row, texts);
        html.Close();
        html.Close();
        html.Close();
        if (table.Notes.Count == 0)
            return;
        html.Open("ul", ("class", "notes"));
        foreach (var note in table.Notes)
            html.Element("li", note);
        html.Close();
    }

    // A phone has room for a name and two numbers, or for some more that are short; a row of more is read there as a card, a line a value.
    private static bool IsNarrow(Table table) => table.Columns.Skip(1).All(c => c.Unit.IsNumeric)
        && (table.Columns.Count <= 3
            || (table.Columns.Count <= MostOnPhone && Enumerable.Range(0, table.Columns.Count)
                .Sum(i => WidthOf(table, i)) <= PhoneLetters));

    private static int WidthOf(Table table, int column) =>
        table.Texts(column).Concat(table.Columns[column].Heading.Split(' ')).Max(DisplayWidth.Of);

    private static void WriteRow(HtmlText html, Table table, int row, List<IReadOnlyList<string>> texts)
    {
        html.Open("tr", ("class", table.Rows[row].Strong ? "strong" : "row"));
        for (var i = 0; i < table.Columns.Count; i++)
        {
            var (column, cell, text) = (table.Columns[i], table.Rows[row].Cells[i], texts[i][row]);
            if (i == 0)
                html.Open("th", ("scope", "row"), ("class", column.Unit.IsNumeric ? "number" : "text"));
            else
                html.Open("td", ("class", column.Unit.IsNumeric ? "number" : "text"), ("data-label", column.Heading));
            if (cell.Value is Tag tag)
                html.Element("span", tag.Text, ("class", $"tag {NameOf(tag.Tone)}"));
            else if (column.Unit == Unit.Text)
                html.Name(text);
            else
                html.Text(text);
            if (column.Bars)
                Bar(html, cell.Number);
            html.Close();
        }

        html.Close();
        html.LineEnd();
    }

    // An absent value keeps the width of a number, so that the column lines up.
    private static void Bar(HtmlText html, double? share)
    {
        html.Raw("<svg class=\"bar\" viewBox=\"0 0 56 8\" aria-hidden=\"true\">");
        if (share is { } known && double.IsFinite(known))
        {
            var width = (Math.Min(Math.Abs(known), 1) * 56).ToString("0.#", CultureInfo.InvariantCulture);
            html.Raw($"<rect class=\"f-line\" width=\"56\" height=\"8\" rx=\"2\"/><rect class=\"f-c0\" width=\"{width}\" height=\"8\" "
                + $"rx=\"2\"/>");
        }

        html.Raw("</svg>");
    }

    private static string NameOf(Tone tone) =>
        tone switch { Tone.Good => "good", Tone.Notice => "notice", Tone.Bad => "bad", _ => "plain" };
}
