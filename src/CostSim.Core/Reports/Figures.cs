using System.Globalization;
using CostSim.Randomness;

namespace CostSim.Reports;

/// <summary>Numbers as people read them, in one place: <c>$3,920</c>, <c>$0.0132</c>, <c>12,345</c>, <c>94 %</c>. Never "-0".</summary>
internal static class Figures
{
    public const string Missing = "–";

    /// <summary>An estimate: three digits, four where the first is a 1; below 1,000 whole dollars, below 100 cents.</summary>
    public static string Money(double amount, string currency = "USD") => double.IsFinite(amount)
        ? Signed(amount, currency, Estimate(amount, DecimalsOf(amount)))
        : Missing;

    /// <summary>
    /// An amount as somebody gave it: every digit; cents where it is not whole, or where the amount itself carries them (8,625.00).
    /// </summary>
    public static string Exact(decimal amount, string currency = "USD") =>
        Signed((double)amount, currency, Math.Abs(amount) is var size && size.Scale == 0 || (size.Scale < 2 && size == Math.Truncate(size))
            ? Text(size, "#,0")
            : Text(size, "#,0.00########"));

    /// <summary>As <see cref="Money"/>, with the word million, billion or trillion in place of zeros.</summary>
    public static string Prose(double amount, string currency = "USD")
    {
        var size = Math.Abs(amount);
        var (divisor, word) = size switch
        {
            >= 1e15 => (1, ""),
            >= 999.5e9 => (1e12, " trillion"),
            >= 999.5e6 => (1e9, " billion"),
            >= 999.5e3 => (1e6, " million"),
            _ => (1, ""),
        };
        return word.Length == 0 ? Money(amount, currency) : Signed(amount, currency, Digits(size / divisor, 3) + word);
    }

    public static string Count(double value) =>
        double.IsFinite(value) ? Text(Zeroed(Math.Round(value)), Math.Abs(value) < 1e15 ? "#,0" : "0.##E+0") : Missing;

    /// <summary>Three digits, with thousands separators.</summary>
    public static string Number(double value) => double.IsFinite(value)
        ? (value < 0 ? "-" : "") + (Math.Abs(value) >= 1000 ? Count(Rounded(Math.Abs(value), 4)) : Digits(Math.Abs(value), 3))
        : Missing;

    /// <summary>A share in percent. 0 % and 100 % are said only of none and all: 0.99996 is "&gt;99.9 %".</summary>
    public static string Share(double share)
    {
        var percent = Zeroed(share * 100);
        return percent switch
        {
            _ when !double.IsFinite(percent) => Missing,
            < 0 or > 100 => WithSign(percent, Text(Math.Abs(percent), Math.Abs(percent) < 1000 ? "#,0.#" : "#,0")) + " %",
            > 0 and < 0.05 => "<0.1 %",
            > 99.95 and < 100 => ">99.9 %",
            < 9.95 or (>= 99 and < 100) => Text(percent, "0.#") + " %",
            _ => Text(percent, "0") + " %",
        };
    }

    /// <summary>A change with its sign: <c>+3.1 %</c>, <c>-12 %</c>, <c>0 %</c>.</summary>
    public static string Change(double share)
    {
        var text = Share(Math.Abs(share));
        return share == 0 || !double.IsFinite(share) ? text : (share < 0 ? "-" : "+") + text;
    }

    public static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Month(DateOnly date) => date.ToString("MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>The decimals at which <see cref="Money"/> writes this amount; negative where it rounds to tens and more.</summary>
    internal static int DecimalsOf(double amount)
    {
        var size = Math.Abs(amount);
        if (size == 0 || !double.IsFinite(size))
            return 0;
        var exponent = (int)Math.Floor(Elementary.Log10(size));
        return size switch
        {
            // Half a cent below 100 and half a dollar below 1,000 round up into the next class.
            >= 99.995 and < 999.5 => 0,
            >= 0.9995 and < 99.995 => Math.Abs(size - Math.Round(size)) < 0.005 ? 0 : 2,
            < 0.9995 => Math.Min(14, 2 - exponent),
            _ => (size / Elementary.Pow(10, exponent) < 2 ? 3 : 2) - exponent,
        };
    }

    /// <summary>The amount without sign and currency, at the decimals given.</summary>
    internal static string Estimate(double amount, int decimals)
    {
        var size = Math.Abs(amount);
        if (size >= 1e15)
            return Text(size, "0.##E+0");
        if (decimals < 0)
            return Text(Math.Round(size / Elementary.Pow(10, -decimals)) * Elementary.Pow(10, -decimals), "#,0");
        return Text(Math.Round(size, Math.Min(decimals, 14)), "#,0" + (decimals > 0 ? "." + new string('0', decimals) : ""));
    }

    /// <summary>
    /// The sign and the currency before the digits; no sign where the digits are all zero, no currency where a heading says it.
    /// </summary>
    internal static string Signed(double amount, string currency, string digits) => currency switch
    {
        "USD" => WithSign(amount, "$" + digits),
        "" => WithSign(amount, digits),
        _ => $"{currency} {WithSign(amount, digits)}",
    };

    internal static string WithSign(double value, string digits) =>
        (value < 0 && digits.Any(c => c is >= '1' and <= '9') ? "-" : "") + digits;

    private static string Digits(double size, int digits)
    {
        if (size == 0)
            return "0";
        var rounded = Rounded(size, digits);
        var decimals = Math.Clamp(digits - 1 - (int)Math.Floor(Elementary.Log10(rounded)), 0, 14);
        return rounded < 1e-12 ? Text(rounded, "0.##E+0") : Text(rounded, "#,0" + (decimals > 0 ? "." + new string('#', decimals) : ""));
    }

    private static double Rounded(double size, int digits)
    {
        if (size == 0)
            return 0;
        var unit = Elementary.Pow(10, digits - 1 - (int)Math.Floor(Elementary.Log10(size)));
        return double.IsFinite(unit) && unit > 0 ? Math.Round(size * unit) / unit : size;
    }

    // Minus zero prints as "-0"; adding zero makes it plain.
    private static double Zeroed(double value) => value + 0.0;

    private static string Text(IFormattable value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
