using System.Text;

namespace CostSim.Tokens;

/// <summary>A text after normalisation, and where each of its characters comes from; without origins nothing has moved.</summary>
/// <param name="Text">The normalised text.</param>
/// <param name="Origins">For each UTF-16 unit, and for the end, the place in the text before normalisation.</param>
internal sealed record SourcedText(string Text, int[]? Origins)
{
    /// <summary>The place in the original text.</summary>
    public int Origin(int at) => Origins is null ? at : Origins[at];

    /// <summary>A part of it as a text of its own.</summary>
    public SourcedText Slice(int start, int end)
    {
        var origins = new int[end - start + 1];
        for (var i = 0; i < origins.Length; i++)
            origins[i] = Origin(start + i);
        return new SourcedText(Text[start..end], origins);
    }

    /// <summary>The same with parts replaced, in order and without overlap.</summary>
    public SourcedText Replace(IReadOnlyList<(int Start, int Length, string By)> changes)
    {
        if (changes.Count == 0)
            return this;
        var (text, origins, at) = (new StringBuilder(Text.Length), new List<int>(Text.Length + 1), 0);
        foreach (var (start, length, by) in changes)
        {
            Keep(start);
            // What replaces a part comes from its start on, as far as it goes.
            for (var i = 0; i < by.Length; i++)
                origins.Add(Origin(Math.Min(start + i, start + length)));
            text.Append(by);
            at = start + length;
        }

        Keep(Text.Length);
        origins.Add(Origin(Text.Length));
        return new SourcedText(text.ToString(), [.. origins]);

        void Keep(int end)
        {
            text.Append(Text, at, end - at);
            for (; at < end; at++)
                origins.Add(Origin(at));
        }
    }
}
