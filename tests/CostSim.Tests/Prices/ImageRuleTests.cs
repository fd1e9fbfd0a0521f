using CostSim.Prices;

namespace CostSim.Tests.Prices;

/// <summary>Tokens of images against the examples that providers publish, and worked out by hand.</summary>
public sealed class ImageRuleTests
{
    [Theory]
    // OpenAI's examples: 768 x 768 has 4 tiles of 170, 768 x 1536 six; 85 more, and 85 alone where detail is low.
    [InlineData("openai/gpt-4o", 1024, 1024, false, 765)]
    [InlineData("openai/gpt-4o", 2048, 4096, false, 1105)]
    [InlineData("openai/gpt-4o", 4096, 8192, true, 85)]
    [InlineData("openai/gpt-4o-2024-11-20", 512, 512, false, 255)]
    [InlineData("openai/gpt-4o-mini", 1024, 1024, false, 2833 + (4 * 5667))]
    [InlineData("openai/gpt-4.1", 1024, 1024, false, 765)]
    [InlineData("openai/gpt-5", 1024, 1024, false, 70 + (4 * 140))]
    [InlineData("openai/o3", 1024, 1024, true, 75)]
    // OpenAI's examples: 1,024 patches, and 1,452 of 1800 x 2400 (33 x 44); times 1.62 and 2.46, rounded up.
    [InlineData("openai/gpt-4.1-mini", 1024, 1024, false, 1659)]
    [InlineData("openai/gpt-4.1-nano", 1800, 2400, false, 3572)]
    // Anthropic's examples: 200 x 200 is about 54 tokens, 1000 x 1000 about 1,334; 1092 x 1092 about 1,590.
    [InlineData("anthropic/claude-sonnet-4-6", 200, 200, false, 54)]
    [InlineData("anthropic/claude-sonnet-4-6", 1000, 1000, false, 1334)]
    [InlineData("anthropic/claude-sonnet-4-6", 1092, 1092, false, 1590)]
    // Larger ones shrink: 3000 x 1000 to 1568 x 522.67, which is 1,092.7; a square to the most.
    [InlineData("anthropic/claude-haiku-4-5-20251001", 3000, 1000, false, 1093)]
    [InlineData("anthropic/claude-haiku-4-5-20251001", 3000, 3000, false, 1600)]
    // Google's: 258 up to 384 pixels a side, and for every tile of 768 beyond.
    [InlineData("google/gemini-2.5-flash", 384, 384, false, 258)]
    [InlineData("google/gemini-2.5-flash", 1000, 700, false, 516)]
    [InlineData("google/gemini-3.1-pro-preview", 5000, 5000, false, 1120)]
    [InlineData("google/gemini-3.1-pro-preview", 10, 10, true, 280)]
    public void An_image_has_the_tokens_of_its_providers_rule(string model, int width, int height, bool low, long expected) =>
        Assert.Equal(expected, ImageRules.Find(model)!.OfImage(width, height, low ? ImageDetail.Low : ImageDetail.High)!.Value.Value);

    [Fact]
    public void A_page_of_a_pdf_is_one_unit_where_the_provider_says_so()
    {
        // A page of US Letter at 150 dots an inch: 1275 x 1650 pixels; in tiles 768 x 994, two by two.
        Assert.Equal(258, ImageRules.Find("google/gemini-2.5-pro")!.OfPage(1275, 1650, ImageDetail.High)!.Value.Value);
        Assert.Equal(765, ImageRules.Find("openai/gpt-4o")!.OfPage(1275, 1650, ImageDetail.High)!.Value.Value);
    }

    [Theory]
    [InlineData("openai/gpt-5.4")]
    [InlineData("anthropic/claude-opus-4-7")]
    [InlineData("mistral/mistral-large")]
    public void A_model_without_a_published_rule_has_none(string model) => Assert.Null(ImageRules.Find(model));

    [Fact]
    public void A_detail_that_is_not_published_has_no_tokens() =>
        Assert.Null(ImageRules.Find("openai/gpt-4.1-mini")!.OfImage(100, 100, ImageDetail.Low));
}
