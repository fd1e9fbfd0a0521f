using System.Globalization;

namespace CostSim.Reports;

/// <summary>A table as CSV: RFC 4180 with lines that end at LF, a header of keys, full precision, empty where there is no value.</summary>
internal static class CsvReport
{
    public static void Write(Table table, TextWriter output)
    {
        WriteHead(table.Columns, output);
        foreach (var row in table.Rows)
            WriteRow(row.Cells, output);
    }

    public static void WriteHead(IReadOnlyList<Column> columns, TextWriter output) => Line(output, columns.Select(c => c.Key));

    public static void WriteRow(IReadOnlyList<Cell> cells, TextWriter output) => Line(output, cells.Select(Text));

    /// <summary>A value so that a program reads back the same value.</summary>
    public static string Text(Cell cell) => cell.Value switch
    {
        null => "",
        double number => double.IsFinite(number) ? (number + 0.0).ToString("R", CultureInfo.InvariantCulture) : "",
        DateOnly date => Figures.Date(date),
        Tag tag => tag.Text,
        var other => Convert.ToString(other, CultureInfo.InvariantCulture) ?? "",
    };

    private static void Line(TextWriter output, IEnumerable<string> fields)
    {
        output.Write(string.Join(',', fields.Select(Quoted)));
        output.Write('\n');
    }

    private static string Quoted(string field) =>
        field.AsSpan().IndexOfAny(",\"\r\n") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
