namespace CostSim.Documents;

/// <summary>Finds among a chunker's cuts, and below them the ends of words and characters, the one to take in a range.</summary>
internal sealed class CutPlaces(TokenizedDocument document, IEnumerable<Cut> wished, bool words)
{
    private readonly Cut[] cuts = [.. wished.Where(c => document.CharacterAtOrBefore(c.Offset) == c.Offset)];

    /// <summary>The best of the chunker's cuts after low and up to high; low where there is none.</summary>
    public int Best(int low, int high)
    {
        var half = low + (high - low) / 2;
        var (near, far) = (new Cut(low, int.MaxValue), new Cut(low, int.MaxValue));
        for (var i = FirstAt(low + 1); i < cuts.Length && cuts[i].Offset <= high; i++)
        {
            if (cuts[i].Offset > half && cuts[i].Level <= far.Level)
                far = cuts[i];
            else if (cuts[i].Offset <= half && cuts[i].Level <= near.Level)
                near = cuts[i];
        }

        return far.Offset > low ? far.Offset : near.Offset;
    }

    /// <summary>The last end of a word, else of a character, after low and up to high; low where there is none.</summary>
    public int Any(int low, int high)
    {
        for (var at = high; at > low; at--)
        {
            if (IsWordEnd(at))
                return at;
        }

        return Math.Max(low, document.CharacterAtOrBefore(high));
    }

    /// <summary>
    /// Where an overlap that may reach back to low begins: a cut in its first half, else a word, else a character; high where there is
    /// none.
    /// </summary>
    public int First(int low, int high)
    {
        var i = FirstAt(low);
        if (i < cuts.Length && cuts[i].Offset <= low + (high - low) / 2)
            return cuts[i].Offset;
        for (var at = low; at < high; at++)
        {
            if (IsWordEnd(at))
                return at;
        }

        return Math.Min(high, document.CharacterAtOrAfter(Math.Min(low, high)));
    }

    /// <summary>The first of the chunker's cuts after an offset, but not after <paramref name="last"/>.</summary>
    public int After(int offset, int last)
    {
        var i = FirstAt(offset + 1);
        return i < cuts.Length ? Math.Min(cuts[i].Offset, last) : last;
    }

    private bool IsWordEnd(int at) =>
        words && at > 0 && at < document.Text.Length && char.IsWhiteSpace(document.Text[at - 1]) && !char.IsWhiteSpace(document.Text[at])
            && document.CharacterAtOrBefore(at) == at;

    private int FirstAt(int offset)
    {
        var (low, high) = (0, cuts.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (cuts[middle].Offset < offset)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
