using System.Text;
using CostSim.Settings;

namespace CostSim.Files;

/// <summary>One record of a CSV file: its fields, and the line on which it starts.</summary>
internal sealed record CsvRow(Location At, IReadOnlyList<string> Fields);

/// <summary>
/// Reads RFC 4180 tables record by record: a header, then rows. Quoted fields may hold commas, quotes and line ends; a byte
/// order mark and empty lines are skipped.
/// </summary>
internal sealed class CsvTable
{
    // Beyond this many a reader knows what is wrong with the file.
    private const int MaxErrors = 20;

    private readonly string file;
    private readonly TextReader text;
    private readonly StringBuilder field = new();
    private char delimiter = ',';
    private bool findsDelimiter;
    private int line;

    /// <param name="file">The file as messages name it.</param>
    /// <param name="text">Its text.</param>
    /// <param name="findsDelimiter">Whether the header may use semicolons, tabs or bars in place of commas.</param>
    public CsvTable(string file, TextReader text, bool findsDelimiter = false)
    {
        (this.file, this.text, this.findsDelimiter) = (file, text, findsDelimiter);
        Columns = Next()?.Fields ?? throw new InputException(new Location(file, 1, 0), "is empty; the first line must name the columns");
        if (Columns.GroupBy(c => c).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new InputException(new Location(file, 1, 0), $"{twice.Key}: the column is there twice");
    }

    public IReadOnlyList<string> Columns { get; }

    /// <summary>The sign between two fields.</summary>
    public char Delimiter => delimiter;

    /// <summary>The place of a column, -1 where the table lacks it.</summary>
    public int Find(string column) => Columns is List<string> list ? list.IndexOf(column) : -1;

    /// <summary>The rows after the header. A row with another number of fields is left out, and an error.</summary>
    /// <param name="errors">Takes the errors beside the reader's own; left out, they are thrown after the last row, or once there are many.</param>
    public IEnumerable<CsvRow> Rows(InputErrors? errors = null)
    {
        var ragged = errors ?? new InputErrors();
        while (ragged.Count < MaxErrors && Next() is { } row)
        {
            if (row.Fields.Count == Columns.Count)
                yield return row;
            else
                ragged.Add(row.At, $"has {Counted(row.Fields.Count, "field")}, but the header names {Counted(Columns.Count, "column")}; put a value that holds a comma in quotes, and leave an absent one empty");
        }

        if (errors is null)
            ragged.ThrowIfAny();
    }

    /// <summary>A field as a CSV file writes it: quoted where it holds a comma, a quote or a line end.</summary>
    public static string Quoted(string field) =>
        field.AsSpan().IndexOfAny(",\"\r\n") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Counted(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    private CsvRow? Next()
    {
        while (text.ReadLine() is { } read)
        {
            line++;
            if (line == 1)
                read = read.TrimStart('\uFEFF');
            if (findsDelimiter && read.Length > 0 && FindDelimiter(read))
                continue;
            if (read.Length > 0)
                return new CsvRow(new Location(file, line, 0), Fields(read));
        }

        return null;
    }

    // True for a line that does nothing but name the delimiter, as spreadsheets write it.
    private bool FindDelimiter(string header)
    {
        findsDelimiter = false;
        if (header.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && header.Length == 5)
        {
            delimiter = header[4];
            return true;
        }

        delimiter = ((char[])[',', ';', '\t', '|']).MaxBy(c => header.Count(h => h == c));
        return false;
    }

    private List<string> Fields(string read)
    {
        var (fields, start, at) = (new List<string>(), line, 0);
        while (true)
        {
            if (at < read.Length && read[at] == '"')
            {
                (read, at) = QuotedField(read, at + 1, start);
                fields.Add(field.ToString());
            }
            else
            {
                var end = read.IndexOf(delimiter, at);
                end = end < 0 ? read.Length : end;
                fields.Add(read[at..end]);
                at = end;
            }

            if (at >= read.Length)
                return fields;
            at++;
        }
    }

    // Gives the line in which the field ends, and the place after its closing quote and what follows it up to the comma.
    private (string Read, int At) QuotedField(string read, int at, int start)
    {
        field.Clear();
        while (true)
        {
            var quote = read.IndexOf('"', at);
            if (quote < 0)
            {
                field.Append(read, at, read.Length - at).Append('\n');
                read = text.ReadLine() ?? throw new InputException(new Location(file, start, 0), "has a quoted field without its closing quote");
                (at, line) = (0, line + 1);
                continue;
            }

            field.Append(read, at, quote - at);
            at = quote + 1;
            if (at < read.Length && read[at] == '"')
            {
                field.Append('"');
                at++;
                continue;
            }

            var comma = read.IndexOf(delimiter, at);
            comma = comma < 0 ? read.Length : comma;
            field.Append(read, at, comma - at);
            return (read, comma);
        }
    }
}
