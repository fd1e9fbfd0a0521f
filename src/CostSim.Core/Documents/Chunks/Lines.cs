namespace CostSim.Documents;

/// <summary>
/// A line with something on it: where it starts, whether an empty line goes before it, how far it is indented, and its first letter or
/// mark.
/// </summary>
internal readonly record struct Line(int Start, bool AfterBlank, int Indent, char First);

/// <summary>Finds the lines of a text that are not empty.</summary>
internal static class Lines
{
    public static IEnumerable<Line> Of(string text)
    {
        var (start, indent, blank, empty) = (0, 0, false, true);
        for (var at = 0; at < text.Length; at++)
        {
            if (IsEnd(text[at]))
            {
                // CR LF is one end; between the two there is no empty line.
                if (text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n')
                    at++;
                blank = empty;
                (start, indent, empty) = (at + 1, 0, true);
            }
            else if (empty && !char.IsWhiteSpace(text[at]))
            {
                yield return new Line(start, blank, indent, text[at]);
                empty = false;
            }
            else if (empty)
            {
                indent += text[at] == '\t' ? 4 : 1;
            }
        }
    }

    /// <summary>Line ends of Unicode, and the form feed that is between pages.</summary>
    public static bool IsEnd(char c) => c is '\n' or '\r' or '\f' or '\u0085' or '\u2028' or '\u2029';
}
