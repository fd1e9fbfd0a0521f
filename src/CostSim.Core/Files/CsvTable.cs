using CsvHelper;

namespace CostSim.Files;

/// <summary>One record of a CSV file: its fields, and the line on which it starts.</summary>
internal sealed record CsvRow(Location At, IReadOnlyList<string> Fields);

/// <summary>
/// Reads tables record by record: a header, then rows. The header decides whether commas, semicolons, tabs or bars separate the columns, or
/// a
/// first line such as <c>sep=;</c> does. Quoted fields may hold separators, quotes and line ends.
/// </summary>
internal sealed class CsvTable
{
    // Beyond this many the reader of the messages knows what is wrong with the file.
    private const int MaxErrors = 20;

    // A quote that is never closed would take the rest of the file into one field.
    private const int MaxRecordBytes = 64 * 1024 * 1024;

    private readonly string file;
    private readonly CsvReader reader;

    public CsvTable(string file, TextReader text)
    {
        this.file = file;
        reader = CsvReader.Create(text,
            new CsvReaderOptions { TrackLineNumbers = true, MaxRecordSize = MaxRecordBytes, OnMalformedRecord = Refuse }, leaveOpen: true);
        Guarded(() => { reader.ReadHeader(); return true; });
        Columns = reader.Headers is { Count: > 0 } read
            ? [.. read]
            : throw new InputException(new Location(file, 1, 0), "is empty; the first line must name the columns");
        if (Columns.GroupBy(c => c).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new InputException(new Location(file, 1, 0), $"{twice.Key}: the column is there twice");
    }

    public IReadOnlyList<string> Columns { get; }

    /// <summary>The sign between two fields.</summary>
    public char Delimiter => reader.Separator;

    /// <summary>The place of a column, -1 where the table lacks it.</summary>
    public int Find(string column) => Columns is List<string> list ? list.IndexOf(column) : Columns.ToList().IndexOf(column);

    /// <summary>The rows after the header. A row with another number of fields is left out, and an error.</summary>
    /// <param name="errors">Takes the reader's own errors too; left out, they are thrown after the last row, or once there are
    /// many.</param>
    public IEnumerable<CsvRow> Rows(InputErrors? errors = null)
    {
        var ragged = errors ?? new InputErrors();
        while (ragged.Count < MaxErrors && Guarded(reader.Read))
        {
            var at = new Location(file, (int)Math.Min(int.MaxValue, reader.LineNumber), 0);
            if (reader.FieldCount != Columns.Count)
            {
                ragged.Add(at, $"has {Counted(reader.FieldCount, "field")}, but the header names {Counted(Columns.Count, "column")}; put a "
                    + $"value that holds a {Separator} in quotes, and leave an absent one empty");
                continue;
            }

            var fields = new string[Columns.Count];
            for (var i = 0; i < fields.Length; i++)
                fields[i] = reader.GetString(i);
            yield return new CsvRow(at, fields);
        }

        if (errors is null)
            ragged.ThrowIfAny();
    }

    private string Separator => reader.Separator switch { ',' => "comma", ';' => "semicolon", '\t' => "tab", var other => $"'{other}'" };

    private static string Counted(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    private bool Guarded(Func<bool> read)
    {
        try
        {
            return read();
        }
        catch (CsvFormatException broken)
        {
            throw new InputException(new Location(file, (int)Math.Clamp(broken.LineNumber, 1, int.MaxValue), 0),
                $"has a record longer than {MaxRecordBytes >> 20} MB; perhaps a quote is not closed, or no line ends");
        }
    }

    private void Refuse(CsvMalformedRecord record)
    {
        if (record.Reason == CsvMalformedReason.UnterminatedQuote)
            throw new InputException(new Location(file, (int)record.LineNumber, 0), "has a quoted field without its closing quote");
    }
}
