namespace CostSim.Tokens;

/// <summary>Finds all tokens that a text begins with: tokens in order, of which ever fewer are left with each character.</summary>
internal sealed class TokenPrefixes
{
    private readonly string[] tokens;
    private readonly int[] values;
    private readonly Dictionary<char, (int Start, int End)> byFirst = [];

    /// <param name="entries">Each token with a number of its own; the last counts where a token comes twice.</param>
    public TokenPrefixes(IEnumerable<(string Token, int Value)> entries)
    {
        var last = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (token, value) in entries.Where(e => e.Token.Length > 0))
            last[token] = value;
        tokens = [.. last.Keys];
        values = [.. last.Values];
        Array.Sort(tokens, values, StringComparer.Ordinal);
        for (var (start, end) = (0, 0); start < tokens.Length; start = end)
        {
            while (end < tokens.Length && tokens[end][0] == tokens[start][0])
                end++;
            byFirst[tokens[start][0]] = (start, end);
        }
    }

    /// <summary>The lengths and numbers of the tokens that a text begins with, shortest first; their count is returned.</summary>
    public int Find(ReadOnlySpan<char> text, List<(int Length, int Value)> found)
    {
        found.Clear();
        if (text.IsEmpty || !byFirst.TryGetValue(text[0], out var range))
            return 0;
        for (var depth = 1; ; depth++)
        {
            // Of equal beginnings the token that ends here comes first.
            if (tokens[range.Start].Length == depth)
            {
                found.Add((depth, values[range.Start]));
                range.Start++;
            }

            if (depth == text.Length || range.Start == range.End)
                return found.Count;
            range = (Bound(range, depth, text[depth], orAfter: false), Bound(range, depth, text[depth], orAfter: true));
            if (range.Start == range.End)
                return found.Count;
        }
    }

    // The first token of a range whose character at a depth is not before another, or is after it.
    private int Bound((int Start, int End) range, int depth, char character, bool orAfter)
    {
        var (low, high) = range;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            var found = tokens[middle][depth];
            if (found < character || orAfter && found == character)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
