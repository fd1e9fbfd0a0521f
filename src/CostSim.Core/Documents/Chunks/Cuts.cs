namespace CostSim.Documents;

/// <summary>Where texts may be cut: lines, paragraphs, sentences, separators.</summary>
internal static class Cuts
{
    /// <summary>Cuts of several kinds in order, each offset once with its best level.</summary>
    public static IReadOnlyList<Cut> InOrder(IEnumerable<Cut> cuts) =>
        [.. cuts.OrderBy(c => c.Offset).ThenBy(c => c.Level).DistinctBy(c => c.Offset)];

    /// <summary>Paragraphs at level 0, lines at level 1, sentences at level 2.</summary>
    public static IReadOnlyList<Cut> OfProse(string text) =>
        InOrder(Lines.Of(text).Skip(1).Select(line => new Cut(line.Start, line.AfterBlank ? 0 : 1))
            .Concat(Sentences.Starts(text).Select(start => new Cut(start, 2))));

    /// <summary>
    /// After each occurrence of a separator and the white space that follows it; the level is the separator's place in the list.
    /// </summary>
    public static IReadOnlyList<Cut> After(string text, IReadOnlyList<string> separators)
    {
        var cuts = new List<Cut>();
        for (var level = 0; level < separators.Count; level++)
        {
            // The empty separator means characters, which is where every packing ends anyway.
            if (separators[level].Length == 0)
                continue;
            for (var at = text.IndexOf(separators[level], StringComparison.Ordinal); at >= 0; at =
                text.IndexOf(separators[level], at, StringComparison.Ordinal))
            {
                at += separators[level].Length;
                while (at < text.Length && char.IsWhiteSpace(text[at]))
                    at++;
                if (at >= text.Length)
                    break;
                cuts.Add(new Cut(at, level));
            }
        }

        return InOrder(cuts);
    }
}
