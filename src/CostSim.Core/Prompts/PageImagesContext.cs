using CostSim.Documents;
using CostSim.Files;
using CostSim.Prices;
using CostSim.Units;

namespace CostSim.Prompts;

/// <summary>The pages of the document as pictures, and its text too where that is asked for.</summary>
/// <param name="Rule">How the model's provider counts them; null where the tokens of a page are typed.</param>
/// <param name="Dpi">Dots per inch at which pages are drawn.</param>
internal sealed record PageImagesContext(ImageRule? Rule, TokenCount? TokensOfAPage, ImageDetail Detail, int Dpi, bool WithText,
    DocumentFinder? Finder) : IContextStrategy
{
    private const double PointsOfAnInch = 72;

    public Retrieving? Retrieving => null;

    public bool SameForDocument => true;

    public bool ReadsDocument => true;

    public IContextStrategy With(DocumentFinder finder) => this with { Finder = finder };

    /// <summary>Reads the settings; a model without a rule is among the errors where no tokens are typed.</summary>
    public static PageImagesContext Read(SettingsMap settings, DocumentFinder? finder, string? model)
    {
        var detail = settings.OneOf("detail", ["high", "low"], absent: "high") == "low" ? ImageDetail.Low : ImageDetail.High;
        var dpi = settings.Whole("dpi", absent: 150, min: 36, max: 1_200);
        var text = settings.Flag("text", absent: false);
        if (settings.Has("tokens"))
        {
            foreach (var idle in new[] { "detail", "dpi" }.Where(settings.Has))
                settings.Refuse(idle, "changes nothing where the tokens of a page are typed; leave one of them out");
            return new PageImagesContext(null, settings.Tokens("tokens", absent: TokenCount.Zero, min: 1), detail, dpi, text, finder);
        }

        var rule = model is null ? null : ImageRules.Find(model);
        if (ImageWords.Unknown(rule, model, detail) is { } problem)
            settings.Refuse(settings.Has("detail") ? "detail" : "kind",
                $"{problem}; type the tokens that a page was billed, as 'tokens: 1_100', or take another model");
        return new PageImagesContext(rule, null, detail, dpi, text, finder);
    }

    public AssembledRequest Assemble(Inquiry inquiry)
    {
        var images = inquiry.Found.Aggregate(TokenCount.Zero, (sum, d) => sum + PagesOf(inquiry.Library.Documents[d]));
        var text = WithText ? inquiry.Found.Aggregate(TokenCount.Zero, (sum, d) => sum + inquiry.Library.Tokens[d]) : TokenCount.Zero;
        var call = new ModelCall(
            [
                .. inquiry.Opening, new(PromptPart.Images, images, Reuse.Document),
                .. WithText ? new PromptTokens[] { new(PromptPart.Context, text, Reuse.Document) } : [], inquiry.Asking,
            ], 1, TokenCount.Zero);
        var context = new SelectedContext(text,
            [.. inquiry.Found.Select(d => new ContextRange(d, 0, inquiry.Library.Documents[d].Text.Length))])
        {
            HoldsDocument = Finder?.Retrieving is null,
        };
        return AssembledRequest.Of(call, context, inquiry.Typical);
    }

    private TokenCount PagesOf(Document document)
    {
        if (document.Pages is not { } pages || document.PageSizes.Count != pages)
            throw new RuleException("context",
                $"page-images needs pages of a known size, and {document.Name} has none; give it as PDF, or take whole-document for it");
        return TokensOfAPage is { } typed
            ? new TokenCount(typed.Value * pages)
            : new TokenCount(document.PageSizes.Sum(p => Rule!.OfPage(Pixels(p.Width), Pixels(p.Height), Detail)!.Value.Value));
    }

    private int Pixels(int points) => Math.Max(1, (int)Math.Round(points * Dpi / PointsOfAnInch));
}

/// <summary>Why images cannot be counted.</summary>
internal static class ImageWords
{
    /// <summary>What is wrong with a model's rule for a detail; null where it is known.</summary>
    public static string? Unknown(ImageRule? rule, string? model, ImageDetail detail)
    {
        if (rule is null)
            return $"no published rule is known for how {model ?? "typed prices"} count{(model is null ? "" : "s")} the tokens of an image";
        return rule.OfImage(1_000, 1_000, detail) is null
            ? $"the provider of {model} publishes no {(detail is ImageDetail.Low ? "low" : "high")} detail"
            : null;
    }
}
