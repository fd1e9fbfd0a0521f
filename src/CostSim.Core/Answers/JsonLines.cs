using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CostSim.Reports;

namespace CostSim.Answers;

/// <summary>A table as JSON, an object a row and line.</summary>
internal static class JsonLines
{
    public static string Of(Table table)
    {
        var lines = new StringBuilder();
        foreach (var row in table.Rows)
            lines.Append(Line(table.Columns, row.Cells)).Append('\n');
        return lines.ToString();
    }

    /// <summary>One row, without the line's end.</summary>
    public static string Line(IReadOnlyList<Column> columns, IReadOnlyList<Cell> cells)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            for (var i = 0; i < cells.Count; i++)
            {
                json.WritePropertyName(columns[i].Key);
                if (cells[i].Value is null)
                    json.WriteNullValue();
                else if (cells[i].Number is { } number)
                    json.WriteRawValue(double.IsFinite(number) ? (number + 0.0).ToString("R", CultureInfo.InvariantCulture) : "null");
                else
                    json.WriteStringValue(CsvReport.Text(cells[i]));
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
