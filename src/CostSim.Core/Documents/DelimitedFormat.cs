using System.Buffers;
using System.Text;
using System.Text.Unicode;
using CostSim.Files;

namespace CostSim.Documents;

/// <summary>
/// Rows of RFC 4180 (or separated by tabs) after a head with the names of the columns; a quoted field keeps its line ends as they are.
/// </summary>
internal sealed class DelimitedFormat(char delimiter, string field, IReadOnlyList<string> keep) : IRecordFormat
{
    private int fieldColumn;
    private int[] keptColumns = [];
    private int columns;

    public bool HasHead => true;

    public void ReadHead(ReadOnlySpan<byte> record)
    {
        var reader = new Reader(delimiter);
        reader.Split(record);
        var names = Enumerable.Range(0, reader.Count).Select(i => Encoding.UTF8.GetString(reader.Field(i))).ToList();
        columns = names.Count;
        fieldColumn = names.IndexOf(field);
        if (fieldColumn < 0)
            throw new UnreadableException($"has no column '{field}'; {Spelling.Suggestion(field, names)}", 1);
        keptColumns = [.. keep.Select(k => names.IndexOf(k) is var at and >= 0
            ? at
            : throw new UnreadableException($"has no column '{k}'; {Spelling.Suggestion(k, names)}", 1))];
    }

    public int LengthOfFirst(ReadOnlySpan<byte> bytes, bool isLast)
    {
        var (at, start) = (0, true);
        while (at < bytes.Length)
        {
            if (start && bytes[at] == (byte)'"')
            {
                at = EndOfQuotes(bytes, at);
                if (at < 0)
                    break;
            }

            var next = bytes[at..].IndexOfAny((byte)delimiter, (byte)'\n');
            if (next < 0)
                break;
            at += next + 1;
            if (bytes[at - 1] == (byte)'\n')
                return at;
            start = true;
        }

        return isLast ? bytes.Length : -1;
    }

    public IRecordReader NewReader() => new Reader(delimiter) { Expected = columns, TextColumn = fieldColumn, KeptColumns = keptColumns };

    // The place behind the closing quote; -1 where it is not there.
    private static int EndOfQuotes(ReadOnlySpan<byte> bytes, int at)
    {
        for (at++; ; at += 2)
        {
            var quote = bytes[at..].IndexOf((byte)'"');
            if (quote < 0)
                return -1;
            at += quote;
            if (at + 1 >= bytes.Length || bytes[at + 1] != (byte)'"')
                return at + 1;
        }
    }

    private sealed class Reader(char delimiter) : IRecordReader
    {
        private readonly ArrayBufferWriter<byte> text = new(1024);
        private readonly List<(int Start, int End)> fields = [];
        private KeptField?[] kept = [];

        public int Expected { get; init; }

        public int TextColumn { get; init; }

        public int[] KeptColumns { get; init; } = [];

        public int Count => fields.Count;

        public ReadOnlySpan<byte> Text => Field(TextColumn);

        public IReadOnlyList<KeptField?> Kept => kept;

        public ReadOnlySpan<byte> Field(int column) => text.WrittenSpan[fields[column].Start..fields[column].End];

        public void Read(ReadOnlySpan<byte> record)
        {
            if (!Utf8.IsValid(record))
                throw new UnreadableException("is not UTF-8; convert the log with iconv -t UTF-8");
            Split(record);
            if (Count != Expected)
                throw new UnreadableException(
                    $"has {Count} fields, but the head names {Expected} columns; quote fields that hold a "
                    + $"'{(delimiter == '\t' ? "tab" : ",")}' or a quote");
            kept = KeptColumns.Length == 0 ? [] : [.. KeptColumns.Select(c => new KeptField(Field(c).ToArray(), false))];
        }

        public void Split(ReadOnlySpan<byte> record)
        {
            text.ResetWrittenCount();
            fields.Clear();
            record = record.TrimEnd("\r\n"u8);
            while (true)
            {
                var start = text.WrittenCount;
                var rest = record.StartsWith("\""u8) ? Quoted(record) : record;
                var end = rest.IndexOf((byte)delimiter);
                text.Write(end < 0 ? rest : rest[..end]);
                fields.Add((start, text.WrittenCount));
                if (end < 0)
                    return;
                record = rest[(end + 1)..];
            }
        }

        // Writes what is between the quotes; gives what follows them.
        private ReadOnlySpan<byte> Quoted(ReadOnlySpan<byte> record)
        {
            while (true)
            {
                record = record[1..];
                var quote = record.IndexOf((byte)'"');
                if (quote < 0)
                    throw new UnreadableException("has a quoted field without its closing quote");
                text.Write(record[..quote]);
                record = record[(quote + 1)..];
                if (!record.StartsWith("\""u8))
                    return record;
                text.Write("\""u8);
            }
        }
    }
}
