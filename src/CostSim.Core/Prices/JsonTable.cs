using System.Globalization;
using System.Text.Json;
using CostSim.Files;
using CostSim.Units;

namespace CostSim.Prices;

/// <summary>Reads other projects' price tables as JSON, with exact numbers and the place of what is broken.</summary>
internal static class JsonTable
{
    // 2.9999900000000002e-06 is 2.99999 a million, written by a program that calculates in binary.
    private const int Decimals = 9;

    public static JsonDocument Open(string file, string text, string remedy = "it may have been cut; write or download it again") =>
        JsonGuard.Parse(new Location(file, 1, 1), text, remedy);

    /// <summary>The number times a factor, exactly but for the noise of binary fractions; null where it is not a number.</summary>
    public static decimal? Number(JsonElement value, decimal times = 1) =>
        value.ValueKind is JsonValueKind.Number
            && decimal.TryParse(value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? Normal(Math.Round(number * times, Decimals))
            : null;

    public static string? Text(JsonElement entry, string key) =>
        entry.TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    public static DateOnly? Date(JsonElement entry, string key) =>
        Text(entry, key) is { } text && Numbers.TryDate(text, out var date) ? date : null;

    public static TokenCount? Count(JsonElement entry, string key) =>
        entry.TryGetProperty(key, out var value) && Number(value) is > 0 and var number ? new TokenCount((long)number) : null;

    public static Amount? Amount(PriceColumn column, JsonElement value, decimal times) =>
        Number(value, times) is { } amount ? new Amount(column, amount) : null;

    // 2.500 and 2.5 are one amount; scale decides what looks rounded.
    private static decimal Normal(decimal number) => number / 1.0000000000000000000000000000m;
}
