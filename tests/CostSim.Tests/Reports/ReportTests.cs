using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using CostSim.Reports;

namespace CostSim.Tests.Reports;

public sealed class ReportTests
{
    private const string Markup = " <b onclick=\"x\">&'\"</b><script>alert(1)</script>|*_`[x](y)";

    public static TheoryData<string> Names => [.. Formats.All.Select(f => f.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Every_format_writes_the_same_bytes_twice_and_says_the_answer(string name)
    {
        var text = Written(name, ExampleReport.Of());
        Assert.Equal(text, Written(name, ExampleReport.Of()));
        Assert.DoesNotContain('\r', text);
        Assert.Contains("$3,920 a month", text, StringComparison.Ordinal);
        Assert.Contains("rag-512", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_asks_for_nothing_and_runs_only_the_script_that_its_policy_names()
    {
        var html = Written("html", ExampleReport.Of());
        var page = Parsed(html);
        Assert.Empty(page.QuerySelectorAll("link, img, iframe, object, embed, form, [style], [src]"));
        Assert.DoesNotMatch(@"url\((?!#)|@import", html);
        // The only addresses are names of XML namespaces, which nobody fetches.
        Assert.All(Regex.Matches(html, "https?://[^\"']*").Select(m => m.Value), a => Assert.Equal("http://www.w3.org/2000/svg", a));
        var policy = page.QuerySelector("meta[http-equiv]")!.GetAttribute("content")!;
        Assert.StartsWith("default-src 'none'; style-src 'sha256-", policy, StringComparison.Ordinal);
        Assert.Contains(HtmlStyle.HashOf(page.QuerySelector("style")!.TextContent), policy, StringComparison.Ordinal);
        var script = Assert.Single(page.QuerySelectorAll("script")).TextContent;
        Assert.Contains($"script-src '{HtmlStyle.HashOf(script)}'", policy, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"innerHTML|eval|document\.write|fetch|XMLHttpRequest", script);
    }

    [Fact]
    public void A_page_without_a_what_if_has_no_script_at_all()
    {
        var html = Written("html", ExampleReport.Of() with { Sections = [.. ExampleReport.Of().Sections.Where(s => s.Id != "what-if")] });
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_what_if_scales_each_part_by_its_own_cause()
    {
        var design = new WhatIfDesign("d", Fixed: 70, People: 100, Rest: 500, Fresh: 1000, Cached: 100, CacheShare: 0.5);
        // 70 + 100 + 500 + 0.5 * 1000 + 0.5 * 100 = 1,220
        Assert.Equal(1220, design.Mean(1, 1), 9);
        // 70 + 2 * 100 + 2 * 0.7 * (500 + 550) = 1,740
        Assert.Equal(1740, design.Mean(2, 0.7), 9);
        // 70 + 100 + 500 + 1000 = 1,670
        Assert.Equal(1670, design.Mean(1, 1, cacheShare: 0), 9);
    }

    [Fact]
    public void Names_with_markup_stay_names()
    {
        var page = Parsed(Written("html", ExampleReport.Of(Markup)));
        Assert.Empty(page.QuerySelectorAll("main script, b, [onclick]"));
        Assert.Equal($"contract-qa{Markup}", page.QuerySelector("h1")!.TextContent);
        Assert.Contains(page.QuerySelectorAll("tbody th"), cell => cell.TextContent == $"full-context{Markup}");

        var markdown = Written("md", ExampleReport.Of(Markup));
        Assert.DoesNotContain("<script>", Regex.Replace(markdown, @"\\<", ""), StringComparison.Ordinal);
        Assert.Contains(@"full-context \<b", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_has_landmarks_headings_in_order_and_unlike_ids()
    {
        var page = Parsed(Written("html", ExampleReport.Of()));
        Assert.Single(page.QuerySelectorAll("main"));
        Assert.Single(page.QuerySelectorAll("header"));
        Assert.Single(page.QuerySelectorAll("h1"));
        var levels = page.QuerySelectorAll("h1, h2, h3").Select(h => h.LocalName[1] - '0').ToList();
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second - pair.First <= 1));
        var ids = page.QuerySelectorAll("[id]").Select(e => e.Id).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(page.QuerySelectorAll("[aria-labelledby]"), e =>
            Assert.All(e.GetAttribute("aria-labelledby")!.Split(' '), id => Assert.NotNull(page.GetElementById(id))));
        Assert.All(page.QuerySelectorAll("nav a"), a => Assert.NotNull(page.GetElementById(a.GetAttribute("href")![1..])));
        Assert.All(page.QuerySelectorAll("table"), t => Assert.NotEmpty(t.QuerySelector("caption")!.TextContent));
        Assert.All(page.QuerySelectorAll("tbody tr"), r => Assert.Equal("row", r.Children[0].GetAttribute("scope")));
    }

    [Fact]
    public void Every_chart_has_its_table_folded_beneath()
    {
        var page = Parsed(Written("html", ExampleReport.Of()));
        var figures = page.QuerySelectorAll("figure");
        Assert.Equal(Charts.All.Count(), figures.Length);
        Assert.All(figures, f => Assert.NotNull(f.QuerySelector("details table")));
        Assert.All(figures, f => Assert.Equal(2, f.QuerySelectorAll("svg[role=img]").Length));
    }

    [Fact]
    public void Sections_without_content_are_left_out_and_the_answer_comes_first()
    {
        Assert.Equal(["answer", "designs"], Small([]).Sections.Select(s => s.Id));
    }

    [Fact]
    public void What_moves_the_answer_is_in_sight_and_the_rest_is_folded()
    {
        var sections = Small([.. Enumerable.Range(1, 80).Select(i => new AssumptionLine($"path.{i}", "1", "default", "", i is 7 or 9 ? -0.01 * i : null))]).Sections;
        var blocks = sections.Single(s => s.Id == "assumptions").Blocks;
        Assert.Equal(["path.9", "path.7"], ((TableBlock)blocks[0]).Table.Rows.Select(r => r.Cells[0].Value));
        var folded = (Folded)blocks[1];
        Assert.Equal("All 80 values that went in", folded.Summary);
        Assert.Equal(80, ((TableBlock)folded.Blocks[0]).Table.Rows.Count);
    }

    [Fact]
    public void Text_for_a_terminal_fits_eighty_columns() =>
        Assert.All(Written("text", ExampleReport.Of()).Split('\n'), line => Assert.InRange(DisplayWidth.Of(line), 0, 80));

    [Fact]
    public void The_numbers_of_the_page_are_those_of_the_table()
    {
        var table = (TableBlock)ExampleReport.Of().Sections.Single(s => s.Id == "designs").Blocks[0];
        var csv = new StringWriter();
        CsvReport.Write(table.Table, csv);
        var cells = Parsed(Written("html", ExampleReport.Of())).QuerySelectorAll("#designs tbody tr").Select(r => r.Children.Select(c => c.TextContent).ToList()).ToList();
        Assert.Equal("rag-512,3120,0.0132,3921,4968,0,0.94,33100,164", csv.ToString().Split('\n')[1]);
        Assert.Equal(["rag-512", "3,120", "$0.0132", "$3,920", "$4,970", "0\u00A0%", "94\u00A0%", "$33,100", "164"], cells[0]);
    }

    [Fact]
    public void A_page_shows_the_first_rows_of_a_very_long_table_and_says_where_all_are()
    {
        var documents = new Table("documents", "The documents", [new("document", "Document", Unit.Text)], [.. Enumerable.Range(1, 20_000).Select(i => new Row([$"{i}.md"]))]);
        var report = new RunReport
        {
            Scenario = "large",
            Subtitle = "1 month",
            Answer = ["It costs ", new("$70", true), "."],
            Designs = new Table("designs", "Designs", [new("design", "Design", Unit.Text)], [new(["base"])]),
            Documents = [documents],
            Provenance = [.. documents.Rows.Select(r => ($"{r.Cells[0].Value}", "SHA-256"))],
        }.ToReport();
        var html = Parsed(Written("html", report));

        Assert.Equal(500, html.QuerySelectorAll("#documents tbody tr").Length);
        Assert.Contains("500 of 20,000 rows, all of them in documents.csv", html.QuerySelector("#documents summary")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("19,988 more, of which 500 here and all in forecast.json", html.QuerySelector("#provenance summary")!.TextContent, StringComparison.Ordinal);
    }

    private static Report Small(IReadOnlyList<AssumptionLine> assumptions) => new RunReport
    {
        Scenario = "small",
        Subtitle = "1 month",
        Answer = ["It costs ", new("$70", true), "."],
        Designs = new Table("designs", "Designs", [new("design", "Design", Unit.Text)], [new(["base"])]),
        Components = new Table("components", "Nothing", [new("design", "Design", Unit.Text)], []),
        Assumptions = assumptions,
    }.ToReport();

    private static string Written(string format, Report report)
    {
        var text = new StringWriter();
        Formats.All.Single(f => f.Name == format).Write(report, text);
        return text.ToString();
    }

    private static IHtmlDocument Parsed(string html) => new HtmlParser().ParseDocument(html);
}
