using System.IO.Compression;
using System.Text;
using System.Text.Json;
using CostSim.Logs;
using CostSim.Settings;
using CostSim.Units;

namespace CostSim.Files.UsageLogs;

/// <summary>
/// A usage log or bill of any known kind, read row by row, so that its size does not matter: provider usage and cost JSON,
/// LiteLLM, OpenTelemetry, FOCUS, or a table whose columns are named. The kind is found from what the file holds.
/// </summary>
internal sealed class UsageLog(string path, LogOptions options)
{
    // Beyond this many the reader knows what is wrong with the file.
    private const int MaxErrors = 20;

    private readonly SeenRows seen = new();
    private readonly InputErrors errors = new();

    public LogNotes Notes { get; } = new();

    /// <summary>Every record in the order of the file. Throws what could not be read, each with its line, after the last row.</summary>
    public IEnumerable<LogRecord> Records()
    {
        if (!File.Exists(path))
            throw new InputException(Location.Of(path), Directory.Exists(path) ? "is a folder; name the log itself" : "does not exist");
        using var file = File.OpenRead(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var text = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16);
        while (text.Peek() is var next and >= 0 && char.IsWhiteSpace((char)next))
            text.Read();
        if (text.Peek() < 0)
            throw new InputException(Location.Of(path), "is empty");
        var records = (char)text.Peek() is '{' or '[' ? Json(text) : Table(text);
        foreach (var record in records)
        {
            if (errors.Count == 0)
                yield return record;
            if (errors.Count >= MaxErrors)
                break;
        }

        errors.ThrowIfAny();
        if (Notes.Rows == 0)
            throw new InputException(Location.Of(path), "holds no row");
        if (Notes.Forecast > 0 && Notes.Forecast < Notes.Rows)
            throw new InputException(Location.Of(path), FormattableString.Invariant($"holds {Notes.Forecast:#,0} {(Notes.Forecast == 1 ? "row" : "rows")} of a forecast beside {Notes.Rows - Notes.Forecast:#,0} billed, which would count a month twice; keep the rows whose x_Forecast is blank"));
    }

    private IEnumerable<LogRecord> Table(TextReader text)
    {
        var table = new CsvTable(path, text);
        var columns = table.Columns;
        foreach (var (field, column) in options.Map.Where(m => !columns.Contains(m.Value)))
            errors.Add(new Location(path, 1, 0), $"--map {LogFields.Of(field).Key}={column}: the log has no such column; {Spelling.Suggestion(column, [.. columns])}");
        errors.ThrowIfAny();
        var focus = options.Map.Keys.All(f => f == LogField.Requests) && FocusRows.Fits(columns) ? new FocusRows(options, Notes) : null;
        var shape = focus is null ? ShapeOf(columns) : null;
        Notes.Read(focus is null ? shape!.Name : "FOCUS");
        var nested = Enumerable.Range(0, columns.Count).Where(i => columns[i] is "metadata" or "SkuPriceDetails").ToArray();
        var reader = shape is null ? null : new RowReader(nested.Length == 0 ? shape.Bound(columns) : shape, options, Notes);
        CsvRow? last = null;
        foreach (var row in table.Rows(errors))
        {
            Notes.Rows++;
            Notes.EqualNeighbours += focus is null && last is not null && last.Fields.SequenceEqual(row.Fields) ? 1 : 0;
            Notes.EqualRows += focus is not null && seen.Again(string.Join('\n', row.Fields)) ? 1 : 0;
            last = row;
            if (Guarded(row.At, () => One(Row(columns, row, nested), reader, focus)) is { } record)
                yield return record;
            if (errors.Count >= MaxErrors)
                yield break;
        }
    }

    private LogRecord? One(LogRow row, RowReader? reader, FocusRows? focus)
    {
        if (focus is not null)
            return focus.Read(row);
        if (reader!.Id(row) is { } id && seen.Again(id))
        {
            Notes.Duplicates++;
            return null;
        }

        return reader.Read(row);
    }

    private static LogRow Row(IReadOnlyList<string> columns, CsvRow row, int[] nested)
    {
        var fields = new Dictionary<string, string>(columns.Count, StringComparer.Ordinal);
        for (var i = 0; i < columns.Count; i++)
            fields[columns[i]] = row.Fields[i];
        foreach (var i in nested)
            LogRow.AddNested(columns[i], row.Fields[i], fields);
        return new LogRow(row.At, fields);
    }

    private LogShape ShapeOf(IReadOnlyList<string> columns)
    {
        if (options.Map.Count == 0 && LogShapes.All.FirstOrDefault(s => s.Fits(columns.Contains)) is { } known)
            return known;
        if (columns.Count == 1 && columns[0].IndexOfAny([';', '\t', '|']) is >= 0 and var other)
            throw new InputException(new Location(path, 1, 0), $"parts its columns by '{(columns[0][other] == '\t' ? "tab" : columns[0][other])}'; a table needs commas");
        var shape = LogShape.Mapped(options.Map).Bound(columns);
        // Prose, or a scenario: no header has names as long as sentences.
        if (shape.Names.Count == 0 && options.Map.Count == 0 && (columns.Count == 1 || columns.Any(c => c.Length > 40)))
            throw new InputException(new Location(path, 1, 0), $"begins with '{Begin(columns)}', which is no header of a table and no JSON; name a usage log or a bill");
        if (!shape.Names.ContainsKey(LogField.Time))
            throw new InputException(new Location(path, 1, 0), $"has no column that is known to hold the time; name it with --map time=COLUMN (the columns are {string.Join(", ", columns.Take(12))})");
        if (!shape.Names.ContainsKey(LogField.Input) && !shape.Costs && !shape.Names.ContainsKey(LogField.Requests))
            throw new InputException(new Location(path, 1, 0), $"has no column that is known to hold tokens, requests or a cost; name them with --map input=COLUMN,output=COLUMN (the columns are {string.Join(", ", columns.Take(12))})");
        return options.Map.Count == 0 ? shape with { Name = "table" } : shape;
    }

    private static string Begin(IReadOnlyList<string> columns) => string.Join(',', columns) is { Length: > 50 } all ? all[..50] + "..." : string.Join(',', columns);

    private IEnumerable<LogRecord> Json(StreamReader text)
    {
        var buckets = new ProviderBuckets(options, Notes);
        RowReader? rows = null;
        foreach (var (at, json) in new JsonValues(path, text).Read())
        {
            foreach (var item in Items(json))
            {
                Notes.Rows++;
                if (ProviderBuckets.Fits(item))
                {
                    foreach (var record in GuardedMany(at, () => [.. buckets.Read(at, Fresh(item))]))
                        yield return record;
                }
                else
                {
                    var row = LogRow.Of(at, item);
                    if (Guarded(at, () => One(row, rows ??= new RowReader(ShapeOf([.. row.Names]), options, Notes), null)) is { } record)
                        yield return record;
                }

                if (errors.Count >= MaxErrors)
                    yield break;
            }
        }

        Notes.Read(rows is null ? "provider buckets" : "rows of JSON");
    }

    // A bucket without the results that an earlier page has brought already.
    private JsonElement Fresh(JsonElement bucket)
    {
        var results = bucket.GetProperty("results").EnumerateArray().ToList();
        var fresh = results.Where(r => !seen.Again(ProviderBuckets.Identity(bucket, r))).ToList();
        if (fresh.Count == results.Count)
            return bucket;
        Notes.Duplicates += results.Count - fresh.Count;
        return JsonSerializer.SerializeToElement(bucket.EnumerateObject().ToDictionary(m => m.Name, m => m.Name == "results" ? (object)fresh : m.Value));
    }

    // Pages hold their buckets or rows in a list; OpenTelemetry nests its spans.
    private IEnumerable<JsonElement> Items(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return [];
        foreach (var list in (string[])["data", "logs", "spans", "resourceSpans", "scopeSpans"])
        {
            if (json.TryGetProperty(list, out var items) && items.ValueKind == JsonValueKind.Array && !ProviderBuckets.Fits(json))
                return items.EnumerateArray().SelectMany(Items);
        }

        return [json];
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
            return null;
        }
    }

    private List<LogRecord> GuardedMany(Location at, Func<List<LogRecord>> read)
    {
        try
        {
            return read();
        }
        catch (RuleException refused)
        {
            errors.Add(at, refused.Message);
            return [];
        }
    }
}
