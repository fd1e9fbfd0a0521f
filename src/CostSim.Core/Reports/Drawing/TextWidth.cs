using System.Text;

namespace CostSim.Reports.Drawing;

/// <summary>
/// How wide a text is in the widest font that a chart may meet. The fonts named after it are narrower, so what fits here fits there.
/// </summary>
internal static class TextWidth
{
    // Advance widths of DejaVu Sans, characters 32 to 126, in thousandths of the font size, read from its hmtx table.
    private static ReadOnlySpan<short> Widths =>
    [
        318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636, 636, 636, 636,
        337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635,
        611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974,
        634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
    ];

    // The bold cut is 15 % wider at most for one character, 11 % over a line of text.
    private const double BoldFactor = 1.13;

    public static double Of(string text, double size, bool bold = false) =>
        text.EnumerateRunes().Sum(Of) * size / 1000 * (bold ? BoldFactor : 1);

    /// <summary>The text cut in its middle to a width: names made by programs often differ at their ends.</summary>
    public static string Fit(string text, double width, double size, bool bold = false)
    {
        if (Of(text, size, bold) <= width)
            return text;
        var room = (width - Of("…", size, bold)) / size * 1000 / (bold ? BoldFactor : 1);
        return DisplayWidth.CutMiddle(text, room, Of);
    }

    /// <summary>The text in lines of a width; what does not fit into the last line ends in an ellipsis.</summary>
    public static IReadOnlyList<string> Wrap(string text, double width, double size, int lines, bool bold = false)
    {
        var wrapped = new List<string>();
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && wrapped.Count < lines - 1 && Of(longer, size, bold) > width)
            {
                wrapped.Add(Fit(line, width, size, bold));
                longer = word;
            }

            line = longer;
        }

        return line.Length > 0 ? [.. wrapped, Fit(line, width, size, bold)] : wrapped;
    }

    private static int Of(Rune rune) => rune.Value switch
    {
        >= 32 and <= 126 => Widths[rune.Value - 32],
        0xA0 => 318,
        0x2026 => 1000,
        // What XML does not allow is shown as the replacement character.
        < 32 or 0xFFFD => 1100,
        _ => DisplayWidth.Of(rune.ToString()) switch { 0 => 0, 1 => 838, _ => 1100 },
    };
}
