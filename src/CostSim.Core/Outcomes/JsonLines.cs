using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CostSim.Reports;

namespace CostSim.Outcomes;

/// <summary>A table as JSON, an object a row and line.</summary>
public static class JsonLines
{
    public static string Of(Table table)
    {
        var lines = new StringBuilder();
        foreach (var row in table.Rows)
            lines.Append(Line(table, row)).Append('\n');
        return lines.ToString();
    }

    private static string Line(Table table, Row row)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            for (var i = 0; i < row.Cells.Count; i++)
            {
                json.WritePropertyName(table.Columns[i].Key);
                if (row.Cells[i].Value is null)
                    json.WriteNullValue();
                else if (row.Cells[i].Number is { } number)
                    json.WriteRawValue(double.IsFinite(number) ? (number + 0.0).ToString("R", CultureInfo.InvariantCulture) : "null");
                else
                    json.WriteStringValue(CsvReport.Text(row.Cells[i]));
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
