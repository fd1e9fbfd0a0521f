using System.Globalization;
using CostSim.Files;

namespace CostSim.Answers;

/// <summary>
/// An end or step of a range: exact, with the way it was written, so that <c>1%..5%:1%</c> gives percentages and <c>1..9:2</c> whole
/// numbers.
/// </summary>
internal readonly record struct AxisNumber(decimal Value, bool IsPercent, bool IsWhole)
{
    public static bool TryRead(string text, out AxisNumber number)
    {
        var ok = Numbers.TryDecimal(text, out var value);
        var isPercent = text.TrimEnd().EndsWith('%');
        number = new AxisNumber(value, isPercent, !isPercent && !text.Contains('.', StringComparison.Ordinal)
            && value == decimal.Truncate(value));
        return ok;
    }

    /// <summary>A value between two ends as a person would write it: whole between whole ends, else with at most 6 digits.</summary>
    public static string Between(AxisNumber low, AxisNumber high, double value)
    {
        if (low.IsWhole && high.IsWhole)
            return Math.Round(value).ToString("0", CultureInfo.InvariantCulture);
        var percent = low.IsPercent || high.IsPercent;
        var digits = decimal.Parse((percent ? value * 100 : value).ToString("G6", CultureInfo.InvariantCulture), NumberStyles.Float,
            CultureInfo.InvariantCulture);
        return Plain(digits) + (percent ? "%" : "");
    }

    public static string Exactly(decimal value, bool percent) => percent ? Plain(value * 100) + "%" : Plain(value);

    /// <summary>A decimal without needless zeros.</summary>
    public static string Plain(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);
}
