using CostSim.Units;

namespace CostSim.Tokens;

/// <summary>
/// Places where a text can be cut without changing its tokens: before a blank between an ASCII letter or digit and an ASCII letter,
/// where every word rule begins a piece.
/// </summary>
internal static class SafeCuts
{
    /// <summary>The next such place at or after a position, or the end of the text.</summary>
    public static int Next(ReadOnlySpan<char> text, int from)
    {
        for (var at = Math.Max(1, from); at < text.Length - 1; at++)
        {
            var blank = text[at..^1].IndexOf(' ');
            if (blank < 0)
                break;
            at += blank;
            if (char.IsAsciiLetterOrDigit(text[at - 1]) && char.IsAsciiLetter(text[at + 1]))
                return at;
        }

        return text.Length;
    }

    /// <summary>The parts of a text that are about as long as asked, each of which ends at a safe place.</summary>
    /// <exception cref="RuleException">A part that cannot be cut is longer than memory can hold.</exception>
    public static List<Range> Parts(ReadOnlySpan<char> text, int length)
    {
        // A UTF-16 unit takes up to three bytes, and an array holds two thousand million.
        const int most = 700_000_000;
        var parts = new List<Range>();
        for (var start = 0; start < text.Length;)
        {
            var end = length < text.Length - start ? Next(text, start + length) : text.Length;
            if (end - start > most)
                throw new RuleException("text",
                    FormattableString.Invariant(
                        $"has {end - start:#,0} characters without a blank between two words; at most {most:#,0} can be counted"));
            parts.Add(start..end);
            start = end;
        }

        return parts;
    }
}
