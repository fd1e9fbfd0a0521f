using System.Text.RegularExpressions;

namespace CostSim.Reports;

/// <summary>The last touch on texts for the page: a true minus sign, and no line break between a number and its unit.</summary>
public static partial class Typography
{
    public static string Print(string text) => Unit().Replace(Minus().Replace(text, "−"), "$1\u00A0$2");

    [GeneratedRegex(@"(?<![\w\p{L}.,:/-])-(?=[$€£]?\d)")]
    private static partial Regex Minus();

    [GeneratedRegex(@"(\d) (%|million\b|billion\b|trillion\b)")]
    private static partial Regex Unit();
}
