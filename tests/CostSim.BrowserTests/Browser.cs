using Microsoft.Playwright;

namespace CostSim.BrowserTests;

/// <summary>A test that needs Debian's Chromium; skipped, and said so, where it is absent.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (!File.Exists(Browser.Executable))
            Skip = $"needs {Browser.Executable} (apt-get install chromium), which is absent here";
    }
}

/// <inheritdoc cref="BrowserFactAttribute"/>
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute()
    {
        if (!File.Exists(Browser.Executable))
            Skip = $"needs {Browser.Executable} (apt-get install chromium), which is absent here";
    }
}

/// <summary>One browser for all tests of a class, and a folder for the pages they open. No name resolves, so nothing can be fetched.</summary>
public sealed class Browser : IAsyncLifetime
{
    public const string Executable = "/usr/bin/chromium";

    private readonly string folder = Directory.CreateTempSubdirectory("costsim-browser-").FullName;
    private int opened;
    private IPlaywright? playwright;
    private IBrowser? browser;

    public async Task InitializeAsync()
    {
        if (!File.Exists(Executable))
            return;
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Executable,
            Headless = true,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update",
                "--no-first-run", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND",
            ],
        });
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Opens a text as a file of its own, and notes every request, message and error.</summary>
    public async Task<OpenPage> OpenAsync(string content, string name = "report.html", int width = 1440, ColorScheme scheme = ColorScheme.Light)
    {
        var path = Path.Combine(folder, $"{++opened}-{name}");
        await File.WriteAllTextAsync(path, content);
        var page = await browser!.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = scheme });
        var (requests, complaints) = (new List<string>(), new List<string>());
        page.Request += (_, request) => requests.Add(request.Url);
        page.PageError += (_, error) => complaints.Add(error);
        page.Console += (_, message) => complaints.Add(message.Text);
        page.Dialog += (_, dialog) => complaints.Add($"a dialog says {dialog.Message}");
        await page.GotoAsync(new Uri(path).AbsoluteUri);
        return new OpenPage(page, requests, complaints);
    }
}

/// <summary>A page with what it asked for and what it complained about.</summary>
public sealed record OpenPage(IPage Page, IReadOnlyList<string> Requests, IReadOnlyList<string> Complaints)
{
    /// <summary>Texts of charts that cover each other in the fonts of this machine.</summary>
    public Task<string[]> OverlapsAsync() => Page.EvaluateAsync<string[]>("""
        () => {
          const bad = [];
          for (const svg of document.querySelectorAll('svg.chart')) {
            if (!svg.getClientRects().length) continue;
            const texts = [...svg.querySelectorAll('text')].map(t => [t.firstChild.data, t.getBBox(), t.hasAttribute('transform')]).filter(t => !t[2]);
            const low = b => b.y + b.height * 0.82, high = b => b.y + b.height * 0.25;
            texts.forEach(([a, p], i) => texts.slice(0, i).forEach(([b, q]) => {
              if (p.x + 1 < q.x + q.width && q.x + 1 < p.x + p.width && high(p) < low(q) && high(q) < low(p)) bad.push(a + ' covers ' + b);
            }));
          }
          return bad;
        }
        """);

    /// <summary>Tables of which a part can be seen only by scrolling sideways.</summary>
    public Task<string[]> CutTablesAsync() => Page.EvaluateAsync<string[]>(
        "[...document.querySelectorAll('.scroll')].filter(s => s.scrollWidth > s.clientWidth + 1).map(s => s.querySelector('caption').textContent)");

    /// <summary>How wide the page is with everything unfolded; more than the window means that it scrolls sideways.</summary>
    public async Task<int> WidthUnfoldedAsync()
    {
        await Page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
        return await Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
    }
}
