using System.Globalization;

namespace CostSim.Files;

/// <summary>Numbers as people write them in settings: <c>10_000</c>, <c>2.5</c>, <c>1e6</c>, <c>4%</c>.</summary>
internal static class Numbers
{
    private const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    public static bool TryDouble(string text, out double value)
    {
        var (digits, percent) = Clean(text);
        var ok = double.TryParse(digits, Plain | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value)
            && double.IsFinite(value);
        if (percent)
            value /= 100;
        return ok;
    }

    public static bool TryDecimal(string text, out decimal value)
    {
        var (digits, percent) = Clean(text);
        var ok = decimal.TryParse(digits, Plain | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value);
        if (percent)
            value /= 100;
        return ok;
    }

    public static bool TryWhole(string text, out long value) =>
        long.TryParse(Clean(text).Digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    public static bool TryDate(string text, out DateOnly value) =>
        DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out value);

    /// <summary>A length of time as <c>30s</c>, <c>5m</c>, <c>1h</c> or <c>2d</c>.</summary>
    public static bool TryDuration(string text, out TimeSpan value)
    {
        var trimmed = text.Trim();
        value = default;
        if (trimmed.Length < 2 || !TryDouble(trimmed[..^1], out var amount) || amount < 0 || amount > 1e6)
            return false;
        double? seconds = trimmed[^1] switch
        {
            's' => amount,
            'm' => amount * 60,
            'h' => amount * 3_600,
            'd' =>
            amount * 86_400,
            _ => null
        };
        value = TimeSpan.FromSeconds(seconds ?? 0);
        return seconds is not null;
    }

    /// <summary>
    /// How a number is to be written that is written in another way, such as <c>1,000</c>, <c>0,5%</c> or <c>2.000</c>; null for all else.
    /// </summary>
    /// <param name="counts">Whether the number counts something: then <c>1.500</c> is more likely 1,500 than one and a half.</param>
    public static string? Rewritten(string text, bool counts)
    {
        var trimmed = text.Trim();
        var percent = trimmed.EndsWith('%') ? "%" : "";
        var digits = trimmed.TrimEnd('%', ' ');
        if (Thousands(digits, ',', ' ', '\'') is { } whole)
            return $"write {whole}{percent}: digits are grouped by _";
        if (digits.Count(c => c == ',') == 1 && digits.Replace(',', '.') is var point
            && digits.All(c => char.IsAsciiDigit(c) || c is ',' or '-') && TryDouble(point, out _))
            return $"write {point}{percent}: decimals follow a point";
        if (digits.Count(c => c == '.') > 1 && Thousands(digits, '.') is { } grouped)
            return $"write {grouped}{percent}: digits are grouped by _";
        if (percent.Length == 0 && Thousands(digits, '.') is { } either
            && digits.EndsWith(counts ? "00" : ".000", StringComparison.Ordinal))
            return $"write {either}, or {digits.TrimEnd('0').TrimEnd('.')}: which of the two is meant cannot be told";
        if (digits.Length > 1 && digits[^1] is 'k' or 'K' or 'M' && TryDecimal(digits[..^1], out var count))
            return string.Create(CultureInfo.InvariantCulture,
                $"write {(count * (digits[^1] == 'M' ? 1_000_000 : 1_000)).ToString("#,0.####", CultureInfo.InvariantCulture).Replace(',', '_')}");
        return null;
    }

    // One to three digits without a leading 0, then groups of three, with a separator between.
    private static string? Thousands(string digits, params ReadOnlySpan<char> separators)
    {
        foreach (var separator in separators)
        {
            var groups = digits.TrimStart('-').Split(separator);
            if (groups.Length > 1 && groups[0].Length is >= 1 and <= 3 && groups[0][0] != '0' && groups.Skip(1).All(g => g.Length == 3)
                && groups.All(g => g.All(char.IsAsciiDigit)))
                return digits.Replace(separator, '_');
        }

        return null;
    }

    // An underscore parts digits only: "10_000" is a number, "_1" and "gpt_4" are not.
    private static (string Digits, bool Percent) Clean(string text)
    {
        var trimmed = text.Trim();
        var percent = trimmed.EndsWith('%');
        if (percent)
            trimmed = trimmed[..^1].TrimEnd();
        for (var i = 0; i < trimmed.Length; i++)
        {
            if (trimmed[i] == '_'
                && !(i > 0 && char.IsAsciiDigit(trimmed[i - 1]) && i + 1 < trimmed.Length && char.IsAsciiDigit(trimmed[i + 1])))
                return ("", percent);
        }

        return (trimmed.Replace("_", "", StringComparison.Ordinal), percent);
    }
}
