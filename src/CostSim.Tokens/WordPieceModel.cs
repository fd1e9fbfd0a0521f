namespace CostSim.Tokens;

/// <summary>
/// WordPiece, as BERT has it: the longest token that a word begins with, then the longest that the rest begins with; a word that does not
/// work out is one unknown token.
/// </summary>
internal sealed class WordPieceModel : ISubwordModel
{
    private readonly Dictionary<string, int> first = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> continuing = new(StringComparer.Ordinal);
    private readonly int unknown;
    private readonly int longestWord;
    private readonly int longestToken;

    /// <param name="ids">The id of each token.</param>
    /// <param name="prefix">What marks a token that continues a word, as ## does.</param>
    /// <param name="unknown">The id of the unknown token.</param>
    /// <param name="longestWord">A longer word, in characters, is one unknown token.</param>
    public WordPieceModel(IReadOnlyDictionary<string, int> ids, string prefix, int unknown, int longestWord)
    {
        (this.unknown, this.longestWord) = (unknown, longestWord);
        foreach (var (token, id) in ids)
        {
            first[token] = id;
            if (token.StartsWith(prefix, StringComparison.Ordinal) && token.Length > prefix.Length)
                continuing[token[prefix.Length..]] = id;
            longestToken = Math.Max(longestToken, token.Length);
        }
    }

    public void Encode(IEnumerable<TextPart> parts, List<(int Id, int End)> found)
    {
        var start = first.GetAlternateLookup<ReadOnlySpan<char>>();
        var rest = continuing.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var part in parts)
        {
            var before = found.Count;
            if (!IsTooLong(part.Span) && Word(part, start, rest, found))
                continue;
            found.RemoveRange(before, found.Count - before);
            found.Add((unknown, part.Origin(part.Length)));
        }
    }

    private bool Word(
        TextPart part, Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> start,
        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> rest,
        List<(int Id, int End)> found)
    {
        var word = part.Span;
        for (var at = 0; at < word.Length;)
        {
            var lookup = at == 0 ? start : rest;
            var length = Math.Min(word.Length - at, longestToken);
            var id = -1;
            while (length > 0 && !lookup.TryGetValue(word.Slice(at, length), out id))
                length--;
            if (length == 0)
                return false;
            at += length;
            found.Add((id, part.Origin(at)));
        }

        return true;
    }

    // A word has at most as many characters as UTF-16 units, so that most are not counted.
    private bool IsTooLong(ReadOnlySpan<char> word)
    {
        if (word.Length <= longestWord)
            return false;
        var characters = 0;
        foreach (var unit in word)
        {
            if (!char.IsLowSurrogate(unit))
                characters++;
        }

        return characters > longestWord;
    }
}
