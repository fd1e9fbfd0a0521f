using System.Globalization;
using System.Text;

namespace CostSim.Tokens;

/// <summary>A token that is found in a text before it is split.</summary>
/// <param name="Text">What it looks like.</param>
/// <param name="Id">Its id.</param>
internal sealed record AddedToken(string Text, int Id)
{
    /// <summary>Not where a letter, digit or underscore touches it.</summary>
    public bool SingleWord { get; init; }

    /// <summary>Takes the white space before it along.</summary>
    public bool LeftStrip { get; init; }

    /// <summary>Takes the white space after it along.</summary>
    public bool RightStrip { get; init; }
}

/// <summary>Tokens that are found in a text before it is split: the longest that starts first.</summary>
internal sealed class AddedTokens(IEnumerable<AddedToken> tokens)
{
    private readonly Dictionary<char, AddedToken[]> byFirst = tokens.Where(t => t.Text.Length > 0).GroupBy(t => t.Text[0])
        .ToDictionary(g => g.Key, g => g.OrderByDescending(t => t.Text.Length).ToArray());

    public static AddedTokens None { get; } = new([]);

    public bool IsEmpty => byFirst.Count == 0;

    /// <summary>The stretches of a text: those of a token with its id, those between with -1.</summary>
    public IEnumerable<(Range Part, int Id)> Split(string text)
    {
        var start = 0;
        for (var at = 0; at < text.Length && !IsEmpty;)
        {
            if (!byFirst.TryGetValue(text[at], out var candidates) || Array.Find(candidates, t => IsAt(text, at, t)) is not { } token)
            {
                at++;
                continue;
            }

            var (first, end) = (at, at + token.Text.Length);
            while (token.LeftStrip && first > start && char.IsWhiteSpace(text[first - 1]))
                first--;
            while (token.RightStrip && end < text.Length && char.IsWhiteSpace(text[end]))
                end++;
            if (first > start)
                yield return (start..first, -1);
            yield return (first..end, token.Id);
            start = at = end;
        }

        if (start < text.Length)
            yield return (start..text.Length, -1);
    }

    private static bool IsAt(string text, int at, AddedToken token)
    {
        if (string.CompareOrdinal(text, at, token.Text, 0, token.Text.Length) != 0)
            return false;
        var end = at + token.Text.Length;
        return !token.SingleWord
            || (at == 0 || Rune.DecodeLastFromUtf16(text.AsSpan(0, at), out var before, out _) != 0 || !IsWord(before))
            && (end == text.Length || Rune.DecodeFromUtf16(text.AsSpan(end), out var after, out _) != 0 || !IsWord(after));
    }

    private static bool IsWord(Rune rune) => Rune.GetUnicodeCategory(rune) is
        <= UnicodeCategory.LetterNumber or UnicodeCategory.ConnectorPunctuation;
}
