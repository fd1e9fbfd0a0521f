using System.Globalization;
using CostSim.Units;

namespace CostSim.Logs;

/// <summary>How a file writes dates and numbers, found from its first rows: a single value may not show it.</summary>
internal sealed class RowStyle
{
    /// <summary>The order of day, month and year; null where no row shows it.</summary>
    public DateOrder? Dates { get; init; }

    /// <summary>True where a comma separates the decimals.</summary>
    public bool DecimalComma { get; init; }

    /// <summary>The length of time that each row is a sum of; null where rows are requests or say their end.</summary>
    public TimeSpan? SumOf { get; init; }

    public decimal? Number(string text)
    {
        var plain = text.Contains(',') ? WithoutGroups(text) : DecimalComma && IsGrouped(text, '.')
            ? text.Replace(".", "", StringComparison.Ordinal) : text;
        return plain is not null && decimal.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
            : null;
    }

    // 1.234,56 and 1,234.56; null where the commas are neither.
    private string? WithoutGroups(string text)
    {
        if (DecimalComma)
            return text.IndexOf(',') == text.LastIndexOf(',') ? text.Replace(".", "", StringComparison.Ordinal).Replace(',', '.') : null;
        var point = text.IndexOf('.', StringComparison.Ordinal);
        return IsGrouped(point < 0 ? text : text[..point], ',') ? text.Replace(",", "", StringComparison.Ordinal) : null;
    }

    private static bool IsGrouped(string whole, char mark)
    {
        var parts = whole.TrimStart('-', '+').Split(mark);
        return parts.Length > 1 && parts[0].Length is >= 1 and <= 3 && parts.Skip(1).All(p => p.Length == 3)
            && parts.All(p => p.All(char.IsAsciiDigit));
    }

    public static decimal Whole(string name, string text, decimal? number)
    {
        if (number is not { } value)
            throw new RuleException(name, $"must be a whole number, but is '{text}'");
        if (!decimal.IsInteger(value))
            throw new RuleException(name, $"must be a whole number, but is '{text}'");
        if (Math.Abs(value) > 1_000_000_000_000_000)
            throw new RuleException(name,
                $"must be at most 1,000,000,000,000,000, but is {text}; the column may be another one: name the right one with --map");
        return value;
    }
}
