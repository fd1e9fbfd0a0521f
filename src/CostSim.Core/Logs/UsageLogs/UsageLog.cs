using System.IO.Compression;
using System.Text;
using System.Text.Json;
using CostSim.Files;
using CostSim.Units;

namespace CostSim.Logs;

/// <summary>
/// A usage log or bill of any known kind (<see cref="LogFormats"/>, <see cref="BucketFormats"/>), or a table whose columns are
/// named, read row by row, so that its size does not matter. The kind is found from what the file holds.
/// </summary>
internal sealed class UsageLog(string path, LogOptions options)
{
    // Beyond this many a reader knows what is wrong with the file.
    private const int MaxErrors = 20;

    // Rows that are looked at before the kind of a file and its way of writing dates and numbers are decided.
    private const int Peeked = 2_000;

    private readonly InputErrors errors = new();
    private readonly LogNames names = new();
    private SeenRows seen = new();

    public LogNotes Notes { get; } = new();

    /// <summary>Several logs of one workload: a row that two of them hold counts once.</summary>
    public static IReadOnlyList<UsageLog> Together(IEnumerable<string> paths, LogOptions options)
    {
        var shared = new SeenRows();
        return [.. paths.Select(p => new UsageLog(p, options) { seen = shared })];
    }

    /// <summary>Every record in the order of the file. Throws what could not be read, each with its line, after the last row.</summary>
    public IEnumerable<LogRecord> Records()
    {
        if (!File.Exists(path))
            throw new InputException(Location.Of(path), Directory.Exists(path) ? "is a folder; name the log itself" : "does not exist");
        using var file = File.OpenRead(path);
        using var stream = Unpacked(file);
        using var text = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16);
        while (text.Peek() is var next and >= 0 && char.IsWhiteSpace((char)next))
            text.Read();
        if (text.Peek() < 0)
            throw new InputException(Location.Of(path), "is empty");
        foreach (var record in (char)text.Peek() is '{' or '[' ? Json(text) : Table(text))
        {
            if (errors.Count == 0)
            {
                Notes.KeptDays += LogDays.IsDay(record) && record.From.Offset != options.Offset ? 1 : 0;
                yield return record;
            }

            if (errors.Count >= MaxErrors)
                break;
        }

        errors.ThrowIfAny();
        if (Notes.Rows == 0)
            throw new InputException(Location.Of(path), "holds no row");
        if (Notes.Forecast > 0 && Notes.Forecast < Notes.Rows)
            throw new InputException(Location.Of(path),
                FormattableString.Invariant($"holds {Notes.Forecast:#,0} {(Notes.Forecast == 1 ? "row" : "rows")} of a forecast next to {Notes.Rows - Notes.Forecast:#,0} billed, which would count a month twice; keep the rows whose x_Forecast is blank"));
    }

    private static Stream Unpacked(FileStream file)
    {
        var packed = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        return packed ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private IEnumerable<LogRecord> Table(TextReader text)
    {
        var table = new CsvTable(path, text);
        foreach (var column in table.Columns)
            names.Add(column.Trim());
        CheckMap();
        var format = FormatOf([.. table.Columns]);
        if (format.Name is "table" or "mapped columns")
            UnreadColumns.Note(table.Columns, options, names, Notes);
        return Records(Rows(table), format, table.Delimiter != ',');
    }

    private IEnumerable<LogRow> Rows(CsvTable table)
    {
        var places = table.Columns.Select(c => names.Find(c.Trim())).ToArray();
        var nested = Enumerable.Range(0, places.Length).Where(i => NestedColumns.Contains(table.Columns[i].Trim())).ToArray();
        CsvRow? last = null;
        foreach (var csv in table.Rows(errors))
        {
            Notes.Rows++;
            Notes.EqualNeighbours += last is not null && last.Fields.SequenceEqual(csv.Fields) ? 1 : 0;
            last = csv;
            var row = new LogRow(csv.At, names);
            for (var i = places.Length - 1; i >= 0; i--)
                row.Set(places[i], csv.Fields[i].Trim());
            foreach (var i in nested)
                row.AddNested(table.Columns[i].Trim(), csv.Fields[i]);
            yield return row;
            if (errors.Count >= MaxErrors)
                yield break;
        }
    }

    // A column that --map names must be there; numbers and texts in quotes are constants.
    private void CheckMap()
    {
        foreach (var (field, text) in options.Map)
        {
            foreach (var column in MapExpression.Of(text, n => names.Find(n) >= 0)
                .Columns.Where(c => names.Find(c) < 0 && field != LogField.Tags))
                errors.Add(new Location(path, 1, 0),
                    $"--map {LogFields.Of(field).Key}={column}: the log has no such column; {Spelling.Suggestion(column, [.. names.All])}{(text.Contains('+') ? "" : $" (a constant is a number or in quotes: {LogFields.Of(field).Key}='{column}')")}");
        }

        errors.ThrowIfAny();
    }

    // The first known format that fits; else a table by the names of its columns.
    private LogFormat FormatOf(IReadOnlyList<string> columns, Func<Func<Func<string, bool>, bool>, bool>? fits = null)
    {
        fits ??= f => f(n => names.Find(n) >= 0);
        var onlyAdds = options.Map.Keys.All(f => f is LogField.Requests or LogField.Tags or LogField.Session or LogField.Trace);
        if (LogFormats.All.FirstOrDefault(f => (onlyAdds || !f.IsBill) && fits(f.Fits)) is { } known)
            return known;
        var shape = LogShape.Table.With(options.Map.ToDictionary(m => m.Key, m => MapExpression.Of(m.Value, n => names.Find(n) >= 0)));
        bool Has(LogField field) => shape.Names.GetValueOrDefault(field, []).Any(n => names.Find(n) >= 0)
            || shape.Constants.ContainsKey(field) || shape.Sums.ContainsKey(field);
        UnknownShape.Refuse(path, [.. columns], Has, options.Map.Count > 0);
        return LogFormat.Of(options.Map.Count == 0 ? LogShape.Table : LogShape.Table with { Name = "mapped columns" });
    }

    private IEnumerable<LogRecord> Records(IEnumerable<LogRow> rows, LogFormat format, bool otherDelimiter)
    {
        using var source = rows.GetEnumerator();
        var first = new List<LogRow>();
        while (first.Count < Peeked && source.MoveNext())
            first.Add(source.Current);
        var style = RowStyles.Of(first, names, options, format, otherDelimiter);
        var reader = format.Open(options, Notes, names, style);
        Notes.Read(format.Name);
        var window = new RecordWindow(Notes, seen, reader.Streams, reader.Nests);
        foreach (var row in first)
        {
            if (One(row, reader, window) is { } record)
                yield return record;
        }

        first.Clear();
        while (source.MoveNext() && errors.Count < MaxErrors)
        {
            if (One(source.Current, reader, window) is { } record)
                yield return record;
        }

        foreach (var record in window.Rest())
            yield return record;
    }

    private LogRecord? One(LogRow row, ILogReader reader, RecordWindow window)
    {
        if (reader.IsBill)
            Notes.EqualRows += seen.Again(row.Joined()) ? 1 : 0;
        return Guarded(row.At, () => reader.Read(row)) is { } record ? window.Push(record) : null;
    }

    private IEnumerable<LogRecord> Json(StreamReader text)
    {
        var buckets = BucketFormats.Open(options, Notes);
        var fromBuckets = new List<LogRecord>();
        using var rows = JsonRows(text, buckets, fromBuckets).GetEnumerator();
        // The kind of a file of rows is that of its first ones; buckets are known each by itself.
        var first = new List<LogRow>();
        while (first.Count < Peeked && rows.MoveNext())
        {
            if (rows.Current is { } row)
                first.Add(row);
            foreach (var record in fromBuckets)
                yield return record;
            fromBuckets.Clear();
        }

        if (first.Count == 0)
            yield break;
        CheckMap();
        var format = FormatOf(names.All, fits => first.Exists(r => fits(r.Has)));
        foreach (var record in Records(first.Concat(Rest()), format, false))
            yield return record;

        IEnumerable<LogRow> Rest()
        {
            while (rows.MoveNext())
            {
                if (rows.Current is { } row)
                    yield return row;
            }
        }
    }

    // Null is a bucket, whose records are in the list.
    private IEnumerable<LogRow?> JsonRows(StreamReader text, IReadOnlyList<IBucketReader> buckets, List<LogRecord> fromBuckets)
    {
        foreach (var (at, json, plain) in new JsonValues(path, text, new JsonLineRows(path, names)).Read())
        {
            if (plain is not null)
            {
                Notes.Rows++;
                yield return JsonItems.Unwrapped(plain, names);
                continue;
            }

            foreach (var (item, resource) in JsonItems.Of(json, null))
            {
                Notes.Rows++;
                if (buckets.FirstOrDefault(b => b.Fits(item)) is { } bucket)
                {
                    Notes.Read(bucket.Name);
                    fromBuckets.AddRange(Bucket(at, item, bucket));
                    yield return null;
                }
                else
                {
                    var row = LogRow.Of(at, item, names);
                    if (resource is { } attributes)
                        row.AddNested("resource", attributes.GetRawText());
                    yield return JsonItems.Unwrapped(row, names);
                }

                if (errors.Count >= MaxErrors)
                    yield break;
            }
        }
    }

    // A group that an earlier page brought already is left out; two equal ones in one bucket are two.
    private List<LogRecord> Bucket(Location at, JsonElement item, IBucketReader reader)
    {
        var fresh = new List<LogRecord>();
        var inside = new Dictionary<string, int>(StringComparer.Ordinal);
        Guarded(at, () =>
        {
            foreach (var (key, record) in reader.Read(at, item))
            {
                var nth = inside[key] = inside.GetValueOrDefault(key) + 1;
                if (seen.Again($"{reader.Name}|{nth}|{key}"))
                    Notes.Duplicates++;
                else
                    fresh.Add(record);
            }

            return null;
        });
        return fresh;
    }

    private LogRecord? Guarded(Location at, Func<LogRecord?> read)
    {
        try
        {
            return read();
        }
        catch (RuleException refused)
        {
            errors.Add(at, refused.Message);
        }
        catch (Exception broken) when (InputGuard.IsMalformed(broken))
        {
            errors.Add(at, InputGuard.Words("a row of a usage log", broken));
        }

        return null;
    }
}
