using CostSim.Tokens;
using CostSim.Units;

namespace CostSim.Tests.Documents;

/// <summary>
/// A plain tokenizer for tests: up to four letters with the space before them, a run of white space, or one other character, which
/// beyond ASCII takes two tokens that end together. As with real ones, a part alone can have more tokens than in its place.
/// </summary>
internal sealed class SampleTokenizer : ITokenizer
{
    public string Name => "sample";

    public TokenCount Count(ReadOnlySpan<char> text) => new(Tokenize(text.ToString()).TokenEnds.Count);

    public IReadOnlyList<int> Encode(ReadOnlySpan<char> text) => Tokenize(text.ToString()).TokenEnds;

    public TokenizedText Tokenize(string text)
    {
        var ends = new List<int>();
        for (var at = 0; at < text.Length;)
        {
            var start = at;
            if (text[at] == ' ' && at + 1 < text.Length && char.IsAsciiLetter(text[at + 1]))
                at++;
            if (char.IsAsciiLetter(text[at]))
                at = Math.Min(start + 5, Run(text, at, char.IsAsciiLetter));
            else if (char.IsWhiteSpace(text[at]))
                at = Run(text, at, char.IsWhiteSpace);
            else
                at++;
            if (at == start + 1 && !char.IsAscii(text[start]))
                ends.Add(start);
            ends.Add(at);
        }

        return new TokenizedText(text, ends);
    }

    private static int Run(string text, int at, Func<char, bool> belongs)
    {
        while (at < text.Length && belongs(text[at]))
            at++;
        return at;
    }
}
