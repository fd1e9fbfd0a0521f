using CostSim.Reports.Drawing;

namespace CostSim.Reports;

/// <summary>
/// A report as one page: no request, light and dark, phone to A4. Its policy allows its own style and, where there is a what-if, the one
/// script that adds sliders, each by hash; nothing else.
/// </summary>
internal sealed class HtmlReport(IChartRenderer charts)
{
    public HtmlReport() : this(new SvgChart())
    {
    }

    public void Write(Report report, TextWriter output)
    {
        var html = new HtmlText(output);
        html.Raw("<!DOCTYPE html>\n");
        html.Open("html", ("lang", "en"));
        Head(html, report);
        html.Open("body");
        html.Element("a", "Skip to the answer", ("class", "skip"), ("href", "#main"));
        html.Open("div", ("class", "page"));
        Header(html, report);
        html.Open("main", ("id", "main"));
        for (var i = 0; i < report.Sections.Count; i++)
            Section(html, report.Sections[i], first: i == 0);
        html.Close();
        html.Element("footer", report.Footer);
        html.Close();
        if (HasScript(report))
        {
            html.Open("script");
            html.Raw(HtmlWhatIf.Script);
            html.Close();
        }

        html.Close();
        html.Close();
        html.LineEnd();
    }

    private static bool HasScript(Report report) => report.Sections.Any(s => s.Blocks.OfType<WhatIf>().Any());

    private static void Head(HtmlText html, Report report)
    {
        html.Open("head");
        html.Void("meta", ("charset", "utf-8"));
        var script = HasScript(report) ? $" script-src '{HtmlWhatIf.Hash}';" : "";
        html.Void("meta", ("http-equiv", "Content-Security-Policy"),
            ("content", $"default-src 'none'; style-src '{HtmlStyle.Hash}';{script} base-uri 'none'; form-action 'none'"));
        html.Void("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        html.Void("meta", ("name", "referrer"), ("content", "no-referrer"));
        html.Element("title", report.Kicker.Length > 0 ? $"{report.Title} · {report.Kicker}" : report.Title);
        html.Open("style");
        html.Raw(HtmlStyle.Css);
        html.Close();
        html.Close();
        html.LineEnd();
    }

    private static void Header(HtmlText html, Report report)
    {
        html.Open("header");
        if (report.Kicker.Length > 0)
            html.Element("p", report.Kicker, ("class", "kicker"));
        html.Element("h1", report.Title);
        if (report.Subtitle.Length > 0)
            html.Element("p", report.Subtitle, ("class", "subtitle"));
        html.Open("nav", ("aria-label", "Contents"));
        html.Open("ul");
        foreach (var section in report.Sections)
        {
            html.Open("li");
            html.Element("a", section.Heading, ("href", $"#{section.Id}"));
            html.Close();
        }

        html.Close();
        html.Close();
        html.Close();
        html.LineEnd();
    }

    private void Section(HtmlText html, Section section, bool first)
    {
        html.Open("section", ("id", section.Id), ("aria-labelledby", $"{section.Id}-heading"), ("class", first ? "first" : "part"));
        html.Element("h2", section.Heading, ("id", $"{section.Id}-heading"));
        foreach (var block in section.Blocks)
            HtmlBlocks.Write(html, block, charts);
        html.Close();
        html.LineEnd();
    }
}
