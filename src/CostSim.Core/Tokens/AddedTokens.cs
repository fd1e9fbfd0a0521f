namespace CostSim.Tokens;

/// <summary>Tokens that are found in a text before it is split: the longest that starts first.</summary>
internal sealed class AddedTokens(IEnumerable<(string Text, int Id)> tokens)
{
    private readonly Dictionary<char, (string Text, int Id)[]> byFirst = tokens.Where(t => t.Text.Length > 0).GroupBy(t => t.Text[0])
        .ToDictionary(g => g.Key, g => g.OrderByDescending(t => t.Text.Length).ToArray());

    public bool IsEmpty => byFirst.Count == 0;

    /// <summary>The stretches of a text: those of a token with its id, those between with -1.</summary>
    public IEnumerable<(Range Part, int Id)> Split(string text)
    {
        var start = 0;
        for (var at = 0; at < text.Length && !IsEmpty;)
        {
            if (!byFirst.TryGetValue(text[at], out var candidates)
                || Array.Find(candidates, t => string.CompareOrdinal(text, at, t.Text, 0, t.Text.Length) == 0) is not { Text: { } found } token)
            {
                at++;
                continue;
            }

            if (at > start)
                yield return (start..at, -1);
            yield return (at..(at + found.Length), token.Id);
            start = at += found.Length;
        }

        if (start < text.Length)
            yield return (start..text.Length, -1);
    }
}
