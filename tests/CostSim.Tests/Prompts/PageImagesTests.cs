using CostSim.Tests.Documents;

namespace CostSim.Tests.Prompts;

/// <summary>Documents that are sent as pictures of their pages.</summary>
public sealed class PageImagesTests
{
    private const string Scenario =
        """
        scenario: pages
        start: 2027-01-01
        months: 1
        documents: [documents/deed.pdf]
        prices: { as_of: 2026-11-01 }
        designs:
          text: { model: openai/gpt-4o, context: whole-document, overhead: none, answer: 100 }
          pages: { like: text, context: page-images }
          low: { like: text, context: { kind: page-images, detail: low } }
          both: { like: text, context: { kind: page-images, text: true } }
          typed: { like: text, context: { kind: page-images, tokens: 1_000 } }
          google: { model: google/gemini-2.5-flash, context: page-images, overhead: none, answer: 100, reasoning: 0 }
        traffic: { requests_per_day: 1_000 }
        simulation: { trials: 64, seed: 7 }
        """;

    [Fact]
    public async Task Pages_cost_what_their_size_costs_by_the_providers_rule()
    {
        using var scenario = Pages(Scenario);

        var answer = await scenario.Run();

        Assert.True(answer.Exit == 0, answer.Error);
        var rows = scenario.Result("requests.csv").Split('\n').Where(l => l.Length > 0).Select(l => l.Split(',')).ToList();
        double Of(string design, string column) => double.Parse(rows.First(r => r[0] == design)[Array.IndexOf(rows[0], column)], System.Globalization.CultureInfo.InvariantCulture);
        // Two pages of 612 x 792 points: at 150 dots an inch 1275 x 1650 pixels, 768 x 994 after shrinking, four tiles: 85 + 4 x 170 each.
        Assert.Equal(2 * 765, Of("pages", "images_tokens"));
        Assert.Equal(0, Of("pages", "context_tokens"));
        Assert.Equal(2 * 85, Of("low", "images_tokens"));
        Assert.Equal((2 * 765, Of("text", "context_tokens")), (Of("both", "images_tokens"), Of("both", "context_tokens")));
        Assert.Equal(2_000, Of("typed", "images_tokens"));
        Assert.Equal(2 * 258, Of("google", "images_tokens"));
        Assert.Equal(Of("pages", "input_tokens") - Of("text", "input_tokens"), 1530 - Of("text", "context_tokens"), 1e-9);
    }

    [Theory]
    [InlineData("openai/gpt-5.4", "page-images", "no published rule is known for how openai/gpt-5.4 counts the tokens of an image; type the tokens that a page was billed")]
    [InlineData("openai/gpt-4.1-mini", "{ kind: page-images, detail: low }", "the provider of openai/gpt-4.1-mini publishes no low detail")]
    [InlineData("openai/gpt-4o", "{ kind: page-images, tokens: 900, dpi: 300 }", "dpi: changes nothing where the tokens of a page are typed")]
    public async Task What_no_rule_covers_is_refused(string model, string context, string expected)
    {
        using var scenario = Pages(Scenario);

        var answer = await scenario.Run("--set", $"designs.pages.model={model}", "--set", $"designs.pages.context={context}");

        Assert.Equal(1, answer.Exit);
        Assert.Contains(expected, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_without_pages_is_refused_by_name()
    {
        using var scenario = Pages(Scenario);

        var answer = await scenario.Run("--set", "documents=[documents]");

        Assert.Equal(1, answer.Exit);
        Assert.Contains("page-images needs pages of a known size, and lease.md has none; give it as PDF", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Typed_requests_carry_images_that_each_model_counts_its_own_way()
    {
        using var scenario = Pages(
            """
            scenario: photos
            start: 2027-01-01
            days: 10
            requests: { input: 500, output: 100, image: { width: 1_024, height: 1_024, count: 2 } }
            prices: { as_of: 2026-11-01 }
            designs: { openai: { model: openai/gpt-4o }, google: { model: google/gemini-2.5-flash, reasoning: 0 } }
            traffic: { requests_per_day: 1_000, counts: poisson }
            simulation: { trials: 64, seed: 7 }
            """);

        var answer = await scenario.Run();

        Assert.True(answer.Exit == 0, answer.Error);
        var rows = scenario.Result("designs.csv").Split('\n').Select(l => l.Split(',')).ToList();
        double Tokens(string design) => double.Parse(rows.First(r => r[0] == design)[Array.IndexOf(rows[0], "mean_tokens")], System.Globalization.CultureInfo.InvariantCulture);
        // 500 + 100 and two images of 765 tokens; of four tiles of 258.
        Assert.Equal(600 + (2 * 765), Tokens("openai"), 1e-6);
        Assert.Equal(600 + (2 * 4 * 258), Tokens("google"), 1e-6);
    }

    private static SmallScenario Pages(string text)
    {
        var scenario = new SmallScenario(text);
        File.WriteAllBytes(Path.Combine(scenario.Folder, "documents", "deed.pdf"), PdfFiles.Of(PdfFiles.Text(72, 700, "This deed is made between the owner and the buyer."), PdfFiles.Text(72, 700, "The price is paid on the day of the transfer.")));
        return scenario;
    }
}
