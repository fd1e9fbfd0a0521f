using System.Globalization;
using System.Text.RegularExpressions;

namespace CostSim.Reports;

/// <summary>The last touch on texts for the page: a true minus sign, and no line break between a number and its unit.</summary>
internal static partial class Typography
{
    public static string Print(string text) => Unit().Replace(Minus().Replace(text, "−"), "$1\u00A0$2");

    /// <summary>Decimals beyond four significant digits left out, as people read a value; files keep them.</summary>
    public static string Short(string text) =>
        Decimals().Replace(text, m => decimal.TryParse(m.Value, CultureInfo.InvariantCulture, out var value) && value != 0
        ? ((double)value).ToString("G4", CultureInfo.InvariantCulture) is var shorter
            && !shorter.Contains('E', StringComparison.Ordinal) ? shorter : m.Value
        : m.Value);

    [GeneratedRegex(@"(?<![\w.,:/-])\d+\.\d{3,}(?![\w.:/-])")]
    private static partial Regex Decimals();

    [GeneratedRegex(@"(?<![\w\p{L}.,:/-])-(?=[$€£]?\d)")]
    private static partial Regex Minus();

    [GeneratedRegex(@"(\d) (%|million\b|billion\b|trillion\b)")]
    private static partial Regex Unit();
}
