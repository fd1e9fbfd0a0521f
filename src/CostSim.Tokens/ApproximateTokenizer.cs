using CostSim.Units;

namespace CostSim.Tokens;

/// <summary>
/// Replaces a tokenizer that is not published: the nearest public one times a ratio for each kind of content. Its error is common to all
/// that it counts, so a simulation draws one factor a trial from the band.
/// </summary>
internal sealed class ApproximateTokenizer : ITokenizer
{
    // Long enough to tell what it is, short enough to keep a code block apart from the prose around it.
    private const int BlockLength = 1_500;

    private readonly ITokenizer nearest;

    public ApproximateTokenizer(string name, ITokenizer nearest, IReadOnlyList<ContentRatio> ratios)
    {
        if (Enum.GetValues<ContentKind>().FirstOrDefault(k => ratios.Count(r => r.Kind == k) != 1, (ContentKind)(-1)) is >= 0
            and var missing)
            throw new RuleException("ratios", $"must have each kind of content once, but {missing} is not there once");
        (Name, this.nearest, Ratios) = (name, nearest, ratios);
    }

    public string Name { get; }

    /// <summary>The public tokenizer that does the counting.</summary>
    public string NearestName => nearest.Name;

    public IReadOnlyList<ContentRatio> Ratios { get; }

    public TokenCount Count(ReadOnlySpan<char> text) => Estimate(text).Tokens;

    /// <summary>The tokens of a text with the band that its mix of content has.</summary>
    public TokenEstimate Estimate(ReadOnlySpan<char> text)
    {
        var (total, low, high) = (0.0, 0.0, 0.0);
        foreach (var block in SafeCuts.Parts(text, BlockLength))
        {
            var tokens = (double)nearest.Count(text[block]).Value;
            var ratio = RatioOf(text[block]);
            total += tokens * ratio.Ratio;
            low += tokens * ratio.Low;
            high += tokens * ratio.High;
        }

        // The errors of two kinds of content are taken as one, which is the careful side.
        return total == 0 ? new(TokenCount.Zero, 1, 1) : new(Rounded(total), low / total, high / total);
    }

    /// <summary>The 90 % band of texts counted as one: the errors of two texts are taken as the same error.</summary>
    public (double LowFactor, double HighFactor) Band(IEnumerable<string> texts)
    {
        var estimates = texts.AsParallel().AsOrdered().Select(t => Estimate(t)).ToList();
        var total = (double)estimates.Sum(e => e.Tokens.Value);
        return total == 0 ? (1, 1) : (estimates.Sum(e => e.Tokens.Value * e.LowFactor) / total,
            estimates.Sum(e => e.Tokens.Value * e.HighFactor) / total);
    }

    /// <exception cref="RuleException">Always: nobody outside knows the ids.</exception>
    public IReadOnlyList<int> Encode(ReadOnlySpan<char> text) =>
        throw new RuleException("tokenizer",
            $"{Name} is an estimate and has no ids; ids are known for {string.Join(" and ", Tokenizers.Embedded)}");

    /// <summary>As many tokens as <see cref="Count"/> says, spread over the text as the nearest tokenizer's are.</summary>
    public TokenizedText Tokenize(string text)
    {
        var (ends, total) = (new List<int>(), 0.0);
        foreach (var block in SafeCuts.Parts(text, BlockLength))
        {
            var (start, before) = (block.Start.Value, ends.Count);
            var known = nearest.Tokenize(text[block]).TokenEnds;
            total += known.Count * RatioOf(text.AsSpan()[block]).Ratio;
            var more = (int)Rounded(total).Value - before;
            for (var i = 1; i <= more; i++)
                ends.Add(start + Between(known, (double)i * known.Count / more));
        }

        return new TokenizedText(text, ends);
    }

    // Where so many tokens end, a part of a token being as long a part of its characters.
    private static int Between(IReadOnlyList<int> ends, double tokens)
    {
        var whole = (int)Math.Floor(tokens);
        var from = whole == 0 ? 0 : ends[whole - 1];
        return whole == ends.Count ? from : from + (int)((ends[whole] - from) * (tokens - whole));
    }

    private static TokenCount Rounded(double tokens) => new((long)Math.Round(tokens, MidpointRounding.AwayFromZero));

    private ContentRatio RatioOf(ReadOnlySpan<char> block)
    {
        var kind = ContentKinds.Of(block);
        return Ratios.First(r => r.Kind == kind);
    }
}
