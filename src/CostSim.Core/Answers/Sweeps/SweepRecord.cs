using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CostSim.Reports;

namespace CostSim.Answers;

/// <summary>
/// What was found at one point: a row of cells for each design, and for each of its months where they are asked for; or why it failed.
/// </summary>
internal sealed record SweepRecord(long Number, string Point, IReadOnlyList<string> Values)
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public IReadOnlyList<IReadOnlyList<Cell>> Designs { get; init; } = [];

    public IReadOnlyList<IReadOnlyList<Cell>> Months { get; init; } = [];

    /// <summary>Null where the point has its figures.</summary>
    public string? Error { get; init; }

    /// <summary>The record on one line.</summary>
    public string Json()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteNumber("number", Number);
            json.WriteString("point", Point);
            json.WriteStartArray("values");
            foreach (var value in Values)
                json.WriteStringValue(value);
            json.WriteEndArray();
            Write(json, "designs", Designs);
            Write(json, "months", Months);
            json.WriteString("error", Error);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    public static SweepRecord Parse(string text)
    {
        using var json = JsonDocument.Parse(text);
        var root = json.RootElement;
        return new SweepRecord(root.GetProperty("number").GetInt64(), root.GetProperty("point").GetString()!,
            [.. root.GetProperty("values").EnumerateArray().Select(v => v.GetString()!)])
        {
            Designs = Rows(root.GetProperty("designs")),
            Months = Rows(root.GetProperty("months")),
            Error = root.GetProperty("error").GetString(),
        };
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<IReadOnlyList<Cell>> rows)
    {
        json.WriteStartArray(name);
        foreach (var row in rows)
        {
            json.WriteStartArray();
            foreach (var cell in row)
                Write(json, cell);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    // Numbers in the fewest digits that read back as the same number.
    private static void Write(Utf8JsonWriter json, Cell cell)
    {
        if (cell.Number is { } number)
        {
            if (double.IsFinite(number))
                json.WriteRawValue((number + 0.0).ToString("R", CultureInfo.InvariantCulture));
            else
                json.WriteNullValue();
        }
        else if (cell.Value is null)
            json.WriteNullValue();
        else
            json.WriteStringValue(CsvReport.Text(cell));
    }

    private static IReadOnlyList<IReadOnlyList<Cell>> Rows(JsonElement rows) =>
        [.. rows.EnumerateArray().Select(row => (IReadOnlyList<Cell>)[.. row.EnumerateArray().Select(cell => cell.ValueKind switch
    {
        JsonValueKind.Number => new Cell(cell.GetDouble()),
        JsonValueKind.String => new Cell(cell.GetString()),
        _ => Cell.None,
    })])];
}
