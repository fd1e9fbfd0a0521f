using CostSim.Reports;
using CostSim.Reports.Drawing;
using CostSim.Tests.Reports;
using Microsoft.Playwright;

namespace CostSim.BrowserTests;

/// <summary>The report as a person meets it: opened from a file, in a real browser.</summary>
public sealed class ReportPageTests(Browser browser) : IClassFixture<Browser>
{
    private const string Markup = " <b onclick=\"alert(1)\">&'\"</b><script>alert(2)</script><img src=x onerror=alert(3)>";

    [BrowserFact]
    public async Task The_page_is_one_request_and_raises_no_error()
    {
        var (page, requests, complaints) = await browser.OpenAsync(Html());
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        Assert.StartsWith("file://", Assert.Single(requests), StringComparison.Ordinal);
        Assert.Empty(complaints);
    }

    [BrowserTheory]
    [InlineData(360)]
    [InlineData(768)]
    [InlineData(1440)]
    public async Task No_width_makes_the_page_scroll_sideways(int width)
    {
        foreach (var html in new[] { Html(), Html(Markup) })
        {
            var (page, _, _) = await browser.OpenAsync(html, width: width);
            await page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
            Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        }
    }

    [BrowserTheory]
    [InlineData(360, "narrow")]
    [InlineData(1440, "wide")]
    public async Task A_phone_gets_charts_of_its_own(int width, string kind)
    {
        var (page, _, _) = await browser.OpenAsync(Html(), width: width);
        var shown = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('svg.chart')].filter(s => s.getClientRects().length).map(s => s.classList[1])");
        Assert.Equal(Charts.All.Count(), shown.Length);
        Assert.All(shown, s => Assert.Equal(kind, s));
        // Letters must be drawn at a size that can be read: the drawing is scaled by its width on the page.
        var scale = await page.EvaluateAsync<double>("(s => s.getBoundingClientRect().width / s.viewBox.baseVal.width)([...document.querySelectorAll('svg.chart')].find(s => s.getClientRects().length))");
        Assert.InRange(scale, 0.85, 1.6);
    }

    [BrowserFact]
    public async Task No_text_of_a_chart_covers_another_in_the_fonts_of_this_machine()
    {
        foreach (var width in new[] { 360, 1440 })
        {
            var opened = await browser.OpenAsync(Html(Markup), width: width);
            Assert.Empty(await opened.OverlapsAsync());
        }
    }

    [BrowserFact]
    public async Task Dark_is_dark_and_text_stands_out_in_both()
    {
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            var (page, _, _) = await browser.OpenAsync(Html(), scheme: scheme);
            var paper = Brightness(await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
            Assert.True(scheme == ColorScheme.Dark ? paper < 0.02 : paper > 0.9, $"{scheme}: {paper}");
            foreach (var selector in new[] { "p.lead", ".subtitle", ".note", "a", "thead th", "svg.wide text" })
            {
                var what = selector.StartsWith("svg", StringComparison.Ordinal) ? "fill" : "color";
                var ink = Brightness(await page.EvaluateAsync<string>($"getComputedStyle(document.querySelector('{selector}')).{what}"));
                // WCAG AA: 4.5 to 1 between relative luminances.
                var contrast = (Math.Max(ink, paper) + 0.05) / (Math.Min(ink, paper) + 0.05);
                Assert.True(contrast >= 4.5, $"{selector} in {scheme}: contrast {contrast:0.0}");
            }
        }
    }

    [BrowserFact]
    public async Task Print_hides_the_contents_keeps_rows_whole_and_stays_light()
    {
        var (page, _, _) = await browser.OpenAsync(Html(), scheme: ColorScheme.Dark);
        await page.EmulateMediaAsync(new() { Media = Media.Print, ColorScheme = ColorScheme.Dark });
        Assert.False(await page.Locator("nav").IsVisibleAsync());
        Assert.Equal("avoid", await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('tbody tr')).breakInside"));
        Assert.Equal("table-header-group", await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('thead')).display"));
        Assert.True(Brightness(await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor")) > 0.9);
        var pdf = await page.PdfAsync(new() { PreferCSSPageSize = true, PrintBackground = true });
        Assert.StartsWith("%PDF", System.Text.Encoding.ASCII.GetString(pdf, 0, 4), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task The_keyboard_reaches_and_opens_the_folded_tables()
    {
        var (page, _, _) = await browser.OpenAsync(Html());
        var table = page.Locator("figure details table").First;
        Assert.False(await table.IsVisibleAsync());
        for (var presses = 0; presses < 60 && !await page.EvaluateAsync<bool>("document.activeElement.matches('figure summary')"); presses++)
            await page.Keyboard.PressAsync("Tab");
        Assert.True(await page.EvaluateAsync<bool>("document.activeElement.matches('figure summary')"));
        await page.Keyboard.PressAsync("Enter");
        Assert.True(await table.IsVisibleAsync());
        await page.Keyboard.PressAsync("Space");
        Assert.False(await table.IsVisibleAsync());
    }

    [BrowserFact]
    public async Task Every_figure_and_table_has_a_name_for_those_who_hear_the_page()
    {
        var (page, _, _) = await browser.OpenAsync(Html());
        foreach (var chart in Charts.All.Select(kind => kind.Example(ExampleOf.Ordinary)))
        {
            Assert.Equal(1, await page.GetByRole(AriaRole.Img, new() { Name = chart.Title, Exact = true }).CountAsync());
            Assert.NotEqual("", await page.EvaluateAsync<string>($"document.getElementById('{chart.Name}-w-desc').textContent"));
        }

        Assert.Equal(1, await page.GetByRole(AriaRole.Table, new() { Name = "Designs, the recommended first", Exact = true }).CountAsync());
        Assert.Equal(1, await page.GetByRole(AriaRole.Navigation, new() { Name = "Contents" }).CountAsync());
        Assert.Equal(1, await page.GetByRole(AriaRole.Main).CountAsync());
        Assert.True(await page.GetByRole(AriaRole.Heading, new() { Level = 2 }).CountAsync() >= 8);
    }

    [BrowserFact]
    public async Task Names_with_markup_are_shown_as_they_are_and_do_nothing()
    {
        var (page, requests, complaints) = await browser.OpenAsync(Html(Markup));
        Assert.Equal("contract-qa" + Markup, await page.Locator("h1").TextContentAsync());
        Assert.Equal(0, await page.EvaluateAsync<int>("document.querySelectorAll('main script, img, b').length"));
        Assert.Single(requests);
        Assert.Empty(complaints);
    }

    [BrowserFact]
    public async Task Sliders_compute_what_the_table_says_and_go_back()
    {
        var (page, _, complaints) = await browser.OpenAsync(Html());
        var live = page.Locator(".sliders tbody tr").First.Locator("td");
        var table = page.Locator("#what-if > .scroll tbody tr").First.Locator("td");
        Assert.Equal(await table.Nth(0).TextContentAsync(), await live.Nth(0).TextContentAsync());
        // As simulated: 70 + 29,180 + 2,030 + 0.8 * 1,520 + 0.2 * 760 = 32,648. Ten times: 70 + 10 * 32,578 = 325,850.
        Assert.Equal("$32,600", await live.Nth(0).TextContentAsync());
        await page.GetByRole(AriaRole.Slider, new() { Name = "Volume" }).FillAsync("1");
        Assert.Equal("$326,000", await live.Nth(0).TextContentAsync());
        Assert.Equal(await table.Nth(3).TextContentAsync(), await live.Nth(0).TextContentAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Back to as simulated" }).ClickAsync();
        Assert.Equal("$32,600", await live.Nth(0).TextContentAsync());
        Assert.Equal("0 %", await live.Nth(1).TextContentAsync());
        Assert.Empty(complaints);
    }

    [BrowserFact]
    public async Task A_chart_opens_as_a_file_of_its_own_light_and_dark()
    {
        var svg = new SvgChart().Render(FanChart.Example(ExampleOf.Ordinary), ChartFrame.File);
        foreach (var (scheme, paper) in new[] { (ColorScheme.Light, "rgb(255, 255, 255)"), (ColorScheme.Dark, "rgb(20, 23, 28)") })
        {
            var (page, requests, complaints) = await browser.OpenAsync(svg, "fan.svg", scheme: scheme);
            Assert.Single(requests);
            Assert.Empty(complaints);
            Assert.Equal(paper, await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('rect')).fill"));
        }
    }

    private static string Html(string suffix = "")
    {
        var text = new StringWriter();
        new HtmlReport().Write(ExampleReport.Of(suffix), text);
        return text.ToString();
    }

    // Relative luminance of "rgb(r, g, b)" by WCAG 2.
    private static double Brightness(string rgb)
    {
        var parts = rgb[(rgb.IndexOf('(', StringComparison.Ordinal) + 1)..^1].Split(',')
            .Select(p => double.Parse(p, System.Globalization.CultureInfo.InvariantCulture) / 255)
            .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).ToArray();
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
    }
}
