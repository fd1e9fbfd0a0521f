using System.Text.RegularExpressions;
using CostSim.Units;

namespace CostSim.Tokens;

/// <summary>The tokens that an encoder sees around every text, such as [CLS] and [SEP].</summary>
internal sealed record TextFrame(IReadOnlyList<int> Before, IReadOnlyList<int> After)
{
    public static TextFrame None { get; } = new([], []);

    public int Count => Before.Count + After.Count;
}

/// <summary>Cuts a part of a text into parts, or changes it; the second argument says whether the part begins the text.</summary>
internal delegate IEnumerable<TextPart> TextCut(TextPart part, bool isFirst);

/// <summary>
/// Tokens by a tokenizer file: added tokens, normalisers, splits, then the model. Special tokens in a text count as ordinary text. Counts
/// and ids include the frame, since whoever sends a text to an encoder pays for it; the ends of tokens are those of the text alone.
/// </summary>
/// <param name="name">The name that output uses.</param>
/// <param name="raw">Tokens that are found in the text as it is.</param>
/// <param name="normalizers">What happens to the text between them.</param>
/// <param name="normalized">Tokens that are found in the normalised text.</param>
/// <param name="cuts">How the rest is cut, in order.</param>
/// <param name="model">What finds the tokens of each part.</param>
/// <param name="frame">The tokens around every text.</param>
internal sealed class HuggingFaceTokenizer(
    string name, AddedTokens raw, IReadOnlyList<TextNormalizer> normalizers, AddedTokens normalized, IReadOnlyList<TextCut> cuts,
    ISubwordModel model, TextFrame frame) : ITokenizer
{
    public string Name => name;

    public TokenCount Count(ReadOnlySpan<char> text) => new(Tokens(text.ToString()).Count + frame.Count);

    public IReadOnlyList<int> Encode(ReadOnlySpan<char> text) =>
        [.. frame.Before, .. Tokens(text.ToString()).Select(t => t.Id), .. frame.After];

    public TokenizedText Tokenize(string text)
    {
        var ends = Tokens(text).Select(t => t.End).ToArray();
        // White space at the end may belong to no token, yet it is part of the text.
        if (ends.Length > 0)
            ends[^1] = text.Length;
        return new(text, ends);
    }

    // Each token with the place in the text where it ends.
    private List<(int Id, int End)> Tokens(string text)
    {
        var found = new List<(int Id, int End)>(text.Length / 4 + 16);
        try
        {
            foreach (var (part, id) in raw.Split(text))
            {
                if (id >= 0)
                    found.Add((id, part.End.Value));
                else
                    Section(text[part], part.Start.Value, found);
            }
        }
        catch (RegexMatchTimeoutException endless)
        {
            throw new RuleException("tokenizer",
                $"{name}: the pattern {endless.Pattern} did not finish in {TextNormalizers.PatternTime.TotalSeconds:0} seconds; simplify "
                + $"it, or name another tokenizer");
        }

        return found;
    }

    private void Section(string section, int offset, List<(int Id, int End)> found)
    {
        var first = found.Count;
        var normal = normalizers.Aggregate(new SourcedText(section, null), (text, normalize) => normalize(text));
        foreach (var (range, id) in normalized.Split(normal.Text))
        {
            if (id >= 0)
            {
                found.Add((id, normal.Origin(range.End.Value)));
                continue;
            }

            var isFirst = offset == 0 && range.Start.Value == 0;
            IEnumerable<TextPart> parts = [new TextPart(normal, range.Start.Value, range.End.Value)];
            foreach (var cut in cuts)
                parts = parts.SelectMany((part, i) => cut(part, isFirst && i == 0 && part.Start == 0));
            model.Encode(parts, found);
        }

        for (var i = first; offset > 0 && i < found.Count; i++)
            found[i] = (found[i].Id, found[i].End + offset);
    }
}
