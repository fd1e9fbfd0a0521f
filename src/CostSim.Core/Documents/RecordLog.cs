using System.Globalization;
using System.IO.Compression;
using CostSim.Files;

namespace CostSim.Documents;

/// <summary>A part of a log that is in memory: whole records, and where the part is in the file.</summary>
internal sealed record RecordBlock(ReadOnlyMemory<byte> Bytes, IReadOnlyList<Range> Records, long FirstRecord, long FirstLine)
{
    /// <summary>The line of the file on which a record of this block starts, from 1.</summary>
    public int LineOf(int record) => (int)Math.Min(int.MaxValue, FirstLine + Bytes.Span[..Records[record].Start.Value].Count((byte)'\n'));
}

/// <summary>
/// A log of records (.jsonl, .ndjson, .csv, .tsv, or one of these with .gz) read in blocks, so that its size does not
/// matter. Empty lines are not records.
/// </summary>
internal sealed class RecordLog : IDisposable
{
    private const int BlockBytes = 4 * 1024 * 1024;

    // A record is held in memory whole.
    private const int MaxRecordBytes = 256 * 1024 * 1024;

    private readonly Stream stream;
    private readonly IRecordFormat format;
    private byte[] buffer = new byte[BlockBytes];
    private int filled;
    private int taken;
    private bool ended;
    private bool started;
    private long records;
    private long lines = 1;

    private RecordLog(string path, string shown, string field, IReadOnlyList<string> keep)
    {
        Shown = shown;
        format = Format(shown, field, keep);
        stream = InputStream.Open(path);
        if (shown.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            stream = new GZipStream(stream, CompressionMode.Decompress);
    }

    /// <summary>The log as messages name it.</summary>
    public string Shown { get; }

    /// <summary>
    /// Opens the logs that paths lead to, in order of their names. Throws <see cref="InputException"/> for paths and formats that are none.
    /// </summary>
    public static IReadOnlyList<Func<RecordLog>> Find(DocumentSources sources, string folder, string field, IReadOnlyList<string> keep)
    {
        var errors = new InputErrors();
        var found = DocumentSearch.Find(sources, folder, errors);
        foreach (var file in found.Where(f => Ending(f.Shown) is not (".jsonl" or ".ndjson" or ".csv" or ".tsv")
            && f.FullPath != InputStream.Standard))
            errors.Add(Location.Of(file.Shown),
                "is not a log of records; --field reads .jsonl, .ndjson, .csv and .tsv, also with .gz, and JSON lines from - "
                + "(standard input)");
        errors.ThrowIfAny();
        return [.. found.Select(f => (Func<RecordLog>)(() => Open(f, field, keep)))];
    }

    public IRecordReader NewReader() => format.NewReader();

    /// <summary>The next block; null at the end. Its bytes are valid until the next call.</summary>
    public RecordBlock? Next()
    {
        try
        {
            Fill();
            if (!started)
                Start();
            return Take();
        }
        catch (Exception broken) when (broken is UnreadableException or InvalidDataException)
        {
            throw new InputException(new Location(Shown, broken is UnreadableException { Line: > 0 } u ? u.Line : (int)lines, 0),
                broken.Message);
        }
    }

    public void Dispose() => stream.Dispose();

    private static RecordLog Open(FoundFile file, string field, IReadOnlyList<string> keep)
    {
        try
        {
            return new RecordLog(file.FullPath, file.Shown, field, keep);
        }
        catch (UnreadableException broken)
        {
            throw new InputException(Location.Of(file.Shown), broken.Message);
        }
    }

    private static IRecordFormat Format(string shown, string field, IReadOnlyList<string> keep) => Ending(shown) switch
    {
        ".csv" => new DelimitedFormat(',', field, keep),
        ".tsv" => new DelimitedFormat('\t', field, keep),
        _ => new JsonLinesFormat(field, keep),
    };

    private static string Ending(string shown) =>
        Path.GetExtension(shown.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? shown[..^3] : shown).ToLowerInvariant();

    // Moves what is left to the front and reads until the buffer is full or the log ends.
    private void Fill()
    {
        buffer.AsSpan(taken, filled - taken).CopyTo(buffer);
        (filled, taken) = (filled - taken, 0);
        while (!ended && filled < buffer.Length)
        {
            var read = stream.Read(buffer, filled, buffer.Length - filled);
            ended = read == 0;
            filled += read;
        }
    }

    private void Start()
    {
        started = true;
        var head = buffer.AsSpan(0, filled);
        var (encoding, mark) = TextDecoding.Marked(head);
        if (encoding is not null && mark != 3)
            throw new UnreadableException("is UTF-16 or UTF-32; logs are read as UTF-8: convert it with iconv -t UTF-8");
        if (encoding is null && FileSignature.Of(head) is { } other)
            throw new UnreadableException($"is not text, but {other}");
        taken = mark;
        if (!format.HasHead)
            return;
        SkipEmptyLines();
        if (LengthOfNext() is not { } length)
            throw new UnreadableException("is empty; the first line must name the columns");
        format.ReadHead(buffer.AsSpan(taken, length));
        Pass(length);
    }

    private RecordBlock? Take()
    {
        while (SkipEmptyLines() && !ended)
            Fill();
        if (LengthOfNext() is not { } length)
            return null;
        // Only before here may the buffer move.
        var (start, firstLine, found) = (taken, lines, new List<Range>());
        while (length > 0)
        {
            found.Add((taken - start)..(taken - start + length));
            Pass(length);
            length = SkipEmptyLines() ? 0 : format.LengthOfFirst(buffer.AsSpan(taken, filled - taken), ended);
        }

        var block = new RecordBlock(buffer.AsMemory(start, taken - start), found, records, firstLine);
        records += found.Count;
        return block;
    }

    // True where nothing is left in the buffer.
    private bool SkipEmptyLines()
    {
        while (taken < filled && buffer[taken] is (byte)'\n' or (byte)'\r')
        {
            lines += buffer[taken] == (byte)'\n' ? 1 : 0;
            taken++;
        }

        return taken == filled;
    }

    // Grows the buffer until it holds the record whole; null at the end.
    private int? LengthOfNext()
    {
        while (true)
        {
            var length = format.LengthOfFirst(buffer.AsSpan(taken, filled - taken), ended);
            if (length >= 0)
                return length == 0 ? null : length;
            if (filled - taken > MaxRecordBytes)
                throw new UnreadableException(string.Create(CultureInfo.InvariantCulture,
                    $"has a record longer than {MaxRecordBytes >> 20} MB; perhaps a quote that is not closed, or no line ends"),
                    (int)lines);
            if (filled - taken == buffer.Length)
                Array.Resize(ref buffer, buffer.Length * 2);
            Fill();
        }
    }

    private void Pass(int length)
    {
        lines += buffer.AsSpan(taken, length).Count((byte)'\n');
        taken += length;
    }
}
