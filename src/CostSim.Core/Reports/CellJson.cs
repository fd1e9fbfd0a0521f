using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CostSim.Reports;

/// <summary>
/// A cell in JSON so that it comes back as the kind it was: counts and measures are numbers with and without a point, the rest says what it
/// is.
/// </summary>
internal sealed class CellJson : JsonConverter<Cell>
{
    public override bool HandleNull => true;

    public override void Write(Utf8JsonWriter writer, Cell value, JsonSerializerOptions options)
    {
        switch (value.Value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case double number when double.IsFinite(number):
                var digits = (number + 0.0).ToString("R", CultureInfo.InvariantCulture);
                writer.WriteRawValue(digits.AsSpan().IndexOfAny('.', 'E') < 0 ? digits + ".0" : digits);
                break;
            case int or long:
                writer.WriteNumberValue(Convert.ToInt64(value.Value, CultureInfo.InvariantCulture));
                break;
            case double number:
                Named(writer, "number", number.ToString("R", CultureInfo.InvariantCulture));
                break;
            case decimal exact:
                Named(writer, "exact", exact.ToString(CultureInfo.InvariantCulture));
                break;
            case DateOnly date:
                Named(writer, "date", Figures.Date(date));
                break;
            case Tag tag:
                writer.WriteStartObject();
                writer.WriteString("tag", tag.Text);
                writer.WriteString("tone", tag.Tone.ToString());
                writer.WriteEndObject();
                break;
            default:
                throw new InvalidOperationException($"a cell of {value.Value.GetType().Name} has no form in JSON");
        }
    }

    public override Cell Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return Cell.None;
            case JsonTokenType.String:
                return reader.GetString();
            case JsonTokenType.Number:
                return reader.TryGetInt64(out var count) ? (Cell)count : (Cell)reader.GetDouble();
            default:
                using (var parsed = JsonDocument.ParseValue(ref reader))
                    return Named(parsed.RootElement);
        }
    }

    private static Cell Named(JsonElement value)
    {
        if (value.TryGetProperty("tag", out var tag))
            return new Tag(tag.GetString()!, Enum.Parse<Tone>(value.GetProperty("tone").GetString()!));
        if (value.TryGetProperty("date", out var date))
            return DateOnly.ParseExact(date.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return value.TryGetProperty("exact", out var exact)
            ? decimal.Parse(exact.GetString()!, CultureInfo.InvariantCulture)
            : double.Parse(value.GetProperty("number").GetString()!, CultureInfo.InvariantCulture);
    }

    private static void Named(Utf8JsonWriter writer, string name, string value)
    {
        writer.WriteStartObject();
        writer.WriteString(name, value);
        writer.WriteEndObject();
    }
}
