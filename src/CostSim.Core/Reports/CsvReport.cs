using System.Buffers;
using System.Globalization;
using CsvHelper;

namespace CostSim.Reports;

/// <summary>A table as CSV: RFC 4180 with lines that end at LF, a header of keys, full precision, empty where there is no value.</summary>
internal static class CsvReport
{
    /// <param name="table">The table.</param>
    /// <param name="output">Where it goes.</param>
    /// <param name="raw">False for a file that may be opened in a spreadsheet: see <see cref="CsvLines"/>.</param>
    public static void Write(Table table, TextWriter output, bool raw = true)
    {
        using var csv = new CsvLines(output, raw);
        csv.Head(table.Columns);
        foreach (var row in table.Rows)
            csv.Row(row.Cells);
    }

    /// <summary>A value so that a program reads back the same value.</summary>
    public static string Text(Cell cell) => cell.Value switch
    {
        null => "",
        double number => double.IsFinite(number) ? (number + 0.0).ToString("R", CultureInfo.InvariantCulture) : "",
        DateOnly date => Figures.Date(date),
        Tag tag => tag.Text,
        var other => Convert.ToString(other, CultureInfo.InvariantCulture) ?? "",
    };
}

/// <summary>
/// Writes CSV line by line. Unless raw, a text that a spreadsheet would run as a formula (it begins with <c>= + - @</c> or a tab) gets an
/// apostrophe in front, as spreadsheets themselves mark text; numbers stay numbers.
/// </summary>
internal sealed class CsvLines(TextWriter output, bool raw = true) : IDisposable
{
    private static readonly CsvWriterOptions Options = new() { NewLine = "\n", ValidateFieldCount = false };

    // Without any of these an expression of numbers calls nothing and reaches no cell of another sheet.
    private static readonly SearchValues<char> Calls = SearchValues.Create("()|!\"'=@:");

    private readonly CsvWriter writer = CsvWriter.Create(output, Options, leaveOpen: true);

    public void Head(IReadOnlyList<Column> columns) => Texts(columns.Select(c => c.Key));

    public void Row(IReadOnlyList<Cell> cells)
    {
        foreach (var cell in cells)
            writer.WriteField(cell.Value is string or Tag ? Safe(CsvReport.Text(cell)) : CsvReport.Text(cell));
        writer.EndRecord();
    }

    public void Texts(IEnumerable<string> fields)
    {
        foreach (var field in fields)
            writer.WriteField(Safe(field));
        writer.EndRecord();
    }

    /// <summary>Everything so far goes to the output.</summary>
    public void Flush()
    {
        writer.Flush();
        output.Flush();
    }

    public void Dispose() => writer.Dispose();

    private string Safe(string text) => raw || text.Length == 0
        || !(text[0] is '=' or '@' or '\t' or '\r' || (text[0] is '+' or '-' && !IsQuantity(text))) ? text : "'" + text;

    // "-30% to 0%" and "-5" are what they say.
    private static bool IsQuantity(string text) => text.Length > 1 && (char.IsAsciiDigit(text[1]) || text[1] == '.')
        && text.AsSpan().IndexOfAny(Calls) < 0;
}
