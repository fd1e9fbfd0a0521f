using System.Globalization;
using CostSim.Tests;
using Microsoft.Playwright;

namespace CostSim.BrowserTests;

/// <summary>The pages that the shipped scenarios really give, in a real browser.</summary>
public sealed class RealReportTests(Browser browser) : IClassFixture<Browser>
{
    private const string Markup = "<img src=x onerror=alert(1)>&'\"";

    public static TheoryData<string> Scenarios => [.. Directory.GetDirectories(Path.Combine(Shared.Repository, "scenarios")).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal)];

    [BrowserTheory, MemberData(nameof(Scenarios))]
    public async Task The_page_of_a_shipped_scenario_fits_phone_and_desk_and_asks_for_nothing(string scenario)
    {
        foreach (var (width, scheme) in new[] { (360, ColorScheme.Dark), (1440, ColorScheme.Light) })
        {
            var opened = await browser.OpenAsync(RealRun.Shipped(scenario).Html, width: width, scheme: scheme);
            Assert.Empty(await opened.OverlapsAsync());
            Assert.Equal(width, await opened.WidthUnfoldedAsync());
            Assert.Empty(await opened.CutTablesAsync());
            Assert.StartsWith("file://", Assert.Single(opened.Requests), StringComparison.Ordinal);
            Assert.Empty(opened.Complaints);
            await opened.Page.CloseAsync();
        }
    }

    [BrowserFact]
    public async Task The_designs_and_what_a_month_may_cost_are_the_first_screen()
    {
        foreach (var (width, height, chart) in new[] { (1440, 900, 900), (360, 780, 1000) })
        {
            var (page, _, _) = await browser.OpenAsync(RealRun.Shipped("contract-qa").Html, width: width);
            var ends = await page.EvaluateAsync<double[]>("['#answer table', '#chart-distribution svg.' + (innerWidth > 640 ? 'wide' : 'narrow')].map(s => document.querySelector(s).getBoundingClientRect()).flatMap(b => [b.top, b.bottom])");
            Assert.InRange(ends[1], 1, height);
            // On a phone the chart begins in it.
            Assert.InRange(ends[2], 1, height * 0.8);
            Assert.InRange(ends[3], 1, chart);
            await page.CloseAsync();
        }
    }

    [BrowserFact]
    public async Task A_table_that_a_phone_shows_as_cards_is_still_a_table_to_those_who_hear_it()
    {
        var (page, _, _) = await browser.OpenAsync(RealRun.Shipped("contract-qa").Html, width: 360);
        var session = await page.Context.NewCDPSessionAsync(page);
        var tree = await session.SendAsync("Accessibility.getFullAXTree");
        var roles = tree!.Value.GetProperty("nodes").EnumerateArray().Where(n => !n.GetProperty("ignored").GetBoolean()).Select(n => n.GetProperty("role").GetProperty("value").GetString()).ToList();
        var shown = await page.EvaluateAsync<int>("[...document.querySelectorAll('table.cards tbody th')].filter(t => !t.closest('details:not([open])')).length");

        Assert.True(shown > 20, $"{shown} cards");
        Assert.InRange(roles.Count(r => r == "rowheader"), shown, int.MaxValue);
        Assert.True(roles.Count(r => r == "cell") > shown);
    }

    [BrowserTheory, MemberData(nameof(Scenarios))]
    public async Task The_numbers_of_the_page_are_those_of_the_files(string scenario)
    {
        var run = RealRun.Shipped(scenario);
        var (page, _, _) = await browser.OpenAsync(run.Html);
        foreach (var design in run.Csv("designs"))
        {
            var cells = page.Locator("#designs tbody tr").Filter(new() { Has = page.GetByRole(AriaRole.Rowheader, new() { Name = design["design"], Exact = true }) }).Locator("td");
            await Same(design["mean_tokens"], cells.Nth(0));
            await Same(design["request_usd"], cells.Nth(1));
            await Same(design["month_p50_usd"], cells.Nth(2));
            await Same(design["month_p90_usd"], cells.Nth(3));
            await Same(design["month_with_people_p50_usd"], cells.Nth(4));
        }
    }

    [BrowserTheory, MemberData(nameof(Scenarios))]
    public async Task Sliders_begin_at_the_mean_of_the_files_and_ten_times_the_volume_is_more(string scenario)
    {
        var run = RealRun.Shipped(scenario);
        var (page, _, complaints) = await browser.OpenAsync(run.Html);
        var designs = run.Csv("designs").ToDictionary(d => d["design"], d => double.Parse(d["total_with_people_mean_usd"], CultureInfo.InvariantCulture));
        var rows = await page.Locator(".sliders tbody tr").AllAsync();
        Assert.Equal(designs.Count, rows.Count);
        foreach (var row in rows)
            await Same((designs[(await row.Locator("th").TextContentAsync())!] / 12).ToString("R", CultureInfo.InvariantCulture), row.Locator("td").First);

        await page.GetByRole(AriaRole.Slider, new() { Name = "Volume" }).FillAsync("1");
        foreach (var row in rows)
            Assert.StartsWith("+", await row.Locator("td").Nth(1).TextContentAsync(), StringComparison.Ordinal);
        Assert.Empty(complaints);
    }

    [BrowserTheory, MemberData(nameof(Scenarios))]
    public async Task Every_figure_has_its_name_and_words_and_its_table_opens_by_keyboard(string scenario)
    {
        var run = RealRun.Shipped(scenario);
        var (page, _, _) = await browser.OpenAsync(run.Html);
        foreach (var chart in run.Rendering.Charts)
        {
            Assert.Equal(1, await page.GetByRole(AriaRole.Img, new() { Name = chart.Title, Exact = true }).CountAsync());
            Assert.NotEqual("", await page.EvaluateAsync<string>($"document.getElementById('{chart.Name}-w-desc').textContent"));
            var summary = page.Locator($"#chart-{chart.Name} summary");
            await summary.FocusAsync();
            await page.Keyboard.PressAsync("Enter");
            Assert.True(await page.Locator($"#chart-{chart.Name} details table").IsVisibleAsync());
        }
    }

    [BrowserFact]
    public async Task Before_go_live_stands_in_the_page_with_a_state_for_each_of_eleven()
    {
        var (page, _, _) = await browser.OpenAsync(RealRun.Shipped("contract-qa").Html);
        var rows = page.Locator("#go-live tbody tr");
        Assert.Equal(
            ["Grounding", "Validation of outputs", "Review triggers", "Golden set", "Prompt gate", "Alarms", "Fallback and its runbook", "Owner of quality", "Owner of prompts", "Owner of model updates", "Owner of escalation"],
            await rows.Locator("th").AllTextContentsAsync());
        Assert.All(await rows.Locator(".tag").AllTextContentsAsync(), state => Assert.Contains(state, new[] { "costed", "stated", "missing" }));
    }

    [BrowserTheory, MemberData(nameof(Scenarios))]
    public async Task Printed_the_page_is_light_whole_and_without_what_paper_cannot_do(string scenario)
    {
        var (page, _, _) = await browser.OpenAsync(RealRun.Shipped(scenario).Html, scheme: ColorScheme.Dark);
        await page.EmulateMediaAsync(new() { Media = Media.Print, ColorScheme = ColorScheme.Dark });
        // A4 less its margins of 14 mm, at 96 pixels an inch.
        await page.SetViewportSizeAsync((int)((210 - 28) / 25.4 * 96), 1000);
        Assert.False(await page.Locator(".sliders").IsVisibleAsync());
        Assert.Equal("rgb(255, 255, 255)", await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        Assert.Empty(await page.EvaluateAsync<string[]>("[...document.querySelectorAll('table,svg.wide')].filter(t => t.getClientRects().length && t.getBoundingClientRect().right > innerWidth + 1).map(t => t.textContent.slice(0, 40))"));
        Assert.StartsWith("%PDF", System.Text.Encoding.ASCII.GetString(await page.PdfAsync(new() { PreferCSSPageSize = true }), 0, 4), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task A_place_in_a_file_never_breaks_within_its_number()
    {
        var (page, _, _) = await browser.OpenAsync(RealRun.Shipped("contract-qa").Html);
        // A piece between two places where a line may break stands on one line, so it has one box.
        Assert.Empty(await page.EvaluateAsync<string[]>("""
            () => {
              const bad = [];
              for (const cell of document.querySelectorAll('#assumptions tbody td:last-child'))
                for (const node of cell.childNodes) {
                  if (node.nodeType !== 3 || /\s/.test(node.data)) continue;
                  const range = document.createRange(); range.selectNodeContents(node);
                  if (range.getClientRects().length > 1) bad.push(node.data);
                }
              return bad;
            }
            """));
        Assert.Contains("scenario.yaml:19", await page.Locator("#assumptions tbody td:last-child").AllTextContentsAsync());
    }

    [BrowserFact]
    public async Task Markup_in_names_of_documents_questions_groups_and_designs_is_shown_and_does_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("costsim-markup-").FullName;
        try
        {
            // A file name cannot hold a stroke, and these can hold all the rest.
            Directory.CreateDirectory(Path.Combine(folder, "documents", Markup));
            await File.WriteAllTextAsync(Path.Combine(folder, "documents", Markup, Markup + ".md"), "# Lease\n\nThe rent is 2,400 ringgit a month and is due on the first working day.\n");
            var name = System.Text.Json.JsonSerializer.Serialize(Markup);
            await File.WriteAllTextAsync(Path.Combine(folder, "questions.jsonl"),
                $$"""{"id": {{name}}, "question": "How much is the rent? <script>alert(2)</script>", "document": {{System.Text.Json.JsonSerializer.Serialize(Markup + ".md")}}, "references": ["The rent is 2,400 ringgit a month"]}""" + "\n");
            await File.WriteAllTextAsync(Path.Combine(folder, "scenario.yaml"),
                $$"""
                scenario: {{name}}
                documents: [documents]
                questions: questions.jsonl
                prices: { as_of: 2026-11-01 }
                designs: { {{name}}: { model: openai/gpt-4o, context: whole-document }, "<script>alert(3)</script>": { model: openai/gpt-4o, context: top-chunks } }
                traffic: { requests_per_day: 100, growth_per_month: 1% to 3%, timezone: "+08:00" }
                production: { quality: {{name}} }
                """);
            var run = RealRun.Of(folder);
            var (page, requests, complaints) = await browser.OpenAsync(run.Html);
            Assert.Equal(Markup, await page.Locator("h1").TextContentAsync());
            Assert.Contains(Markup + "/" + Markup + ".md", await page.Locator("#documents th").AllTextContentsAsync());
            Assert.Contains(Markup, await page.Locator("#designs tbody th").AllTextContentsAsync());
            Assert.Contains(Markup, await page.Locator("#go-live td").AllTextContentsAsync());
            Assert.Equal(0, await page.EvaluateAsync<int>("document.querySelectorAll('main script, img').length"));
            Assert.Single(requests);
            Assert.Empty(complaints);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // The page rounds to three or four digits, so half a unit of the third is the most that a cell may be off.
    private static async Task Same(string inFile, ILocator cell)
    {
        var shown = double.Parse((await cell.TextContentAsync())!.Replace("$", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        var exact = double.Parse(inFile, CultureInfo.InvariantCulture);
        Assert.InRange(shown, exact * 0.995, exact * 1.005);
    }
}
