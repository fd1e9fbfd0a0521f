using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CostSim.Documents;
using CostSim.Reports;

namespace CostSim.Cli.Commands;

/// <summary>What was measured of one document or record.</summary>
internal ref struct MeasuredRow
{
    public required string Path { get; init; }

    public long? Record { get; init; }

    public TextSize Size { get; init; }

    public ReadOnlySpan<long> Tokens { get; init; }

    public IReadOnlyList<IReadOnlyList<int>>? Ids { get; init; }

    public string? Group { get; init; }

    public int? Pages { get; init; }

    public bool IsEstimated { get; init; }

    public ReadOnlySpan<byte> Text { get; init; }

    public IReadOnlyList<KeptField?> Kept { get; init; }
}

/// <summary>Writes rows as JSON lines or CSV, with the same columns for documents and records in their order.</summary>
internal sealed class MeasureRows : IDisposable
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly IReadOnlyList<string> tokenColumns;
    private readonly IReadOnlyList<string> idColumns;
    private readonly IReadOnlyList<string> keep;
    private readonly bool withText;
    private readonly bool isCsv;
    private readonly ArrayBufferWriter<byte> bytes = new(1 << 16);
    private readonly Utf8JsonWriter json;
    private bool isFirst;

    public MeasureRows(IReadOnlyList<string> tokenizers, bool withIds, bool withText, IReadOnlyList<string> keep, bool isCsv)
    {
        // One tokenizer needs no name; several are side by side.
        tokenColumns = tokenizers.Count == 1 ? ["tokens"] : [.. tokenizers.Select(t => "tokens_" + t)];
        idColumns = !withIds ? [] : tokenizers.Count == 1 ? ["ids"] : [.. tokenizers.Select(t => "ids_" + t)];
        (this.withText, this.keep, this.isCsv) = (withText, keep, isCsv);
        json = new Utf8JsonWriter(bytes, Readable);
    }

    public static IReadOnlyCollection<string> OwnColumns { get; } =
        ["path", "record", "characters", "bytes", "tokens", "words", "group", "pages", "estimated", "ids", "text"];

    public ReadOnlySpan<byte> Written => bytes.WrittenSpan;

    public void Clear() => bytes.ResetWrittenCount();

    public void Dispose() => json.Dispose();

    /// <summary>The head of a CSV file of documents or of records.</summary>
    public string Head(bool ofRecords)
    {
        var text = new StringWriter();
        using (var csv = new CsvLines(text))
        {
            csv.Texts([
                "path", .. ofRecords ? ["record"] : Array.Empty<string>(), "characters", "bytes", .. tokenColumns, "words",
                .. ofRecords ? [] : (string[])["group", "pages", "estimated"], .. idColumns, .. withText
                    ? (string[])["text"]
                    : [], .. keep]);
        }

        return text.ToString();
    }

    public void Write(in MeasuredRow row)
    {
        if (isCsv)
            WriteCsv(row);
        else
            WriteJson(row);
        bytes.Write("\n"u8);
    }

    private void WriteJson(in MeasuredRow row)
    {
        json.Reset();
        json.WriteStartObject();
        json.WriteString("path"u8, row.Path);
        if (row.Record is { } record)
            json.WriteNumber("record"u8, record);
        json.WriteNumber("characters"u8, row.Size.Characters);
        json.WriteNumber("bytes"u8, row.Size.Bytes);
        for (var i = 0; i < tokenColumns.Count; i++)
            json.WriteNumber(tokenColumns[i], row.Tokens[i]);
        json.WriteNumber("words"u8, row.Size.Words);
        if (row.Group is not null)
            json.WriteString("group"u8, row.Group);
        if (row.Pages is { } pages)
            json.WriteNumber("pages"u8, pages);
        if (row.IsEstimated)
            json.WriteBoolean("estimated"u8, true);
        for (var i = 0; i < idColumns.Count; i++)
        {
            json.WriteStartArray(idColumns[i]);
            foreach (var id in row.Ids![i])
                json.WriteNumberValue(id);
            json.WriteEndArray();
        }

        if (withText)
            json.WriteString("text"u8, row.Text);
        WriteKept(row);
        json.WriteEndObject();
        json.Flush();
    }

    private void WriteKept(in MeasuredRow row)
    {
        for (var i = 0; i < keep.Count; i++)
        {
            if (row.Kept[i] is not { } field)
                continue;
            json.WritePropertyName(keep[i]);
            if (field.IsJson)
                json.WriteRawValue(field.Utf8, skipInputValidation: true);
            else
                json.WriteStringValue(field.Utf8);
        }
    }

    private void WriteCsv(in MeasuredRow row)
    {
        isFirst = true;
        Field(Encoding.UTF8.GetBytes(row.Path));
        if (row.Record is { } record)
            Field(record);
        Field(row.Size.Characters);
        Field(row.Size.Bytes);
        foreach (var tokens in row.Tokens)
            Field(tokens);
        Field(row.Size.Words);
        if (row.Record is null)
        {
            Field(Encoding.UTF8.GetBytes(row.Group ?? ""));
            Field(Encoding.UTF8.GetBytes(row.Pages?.ToString(CultureInfo.InvariantCulture) ?? ""));
            Field(row.IsEstimated ? "true"u8 : "false"u8);
        }

        for (var i = 0; i < idColumns.Count; i++)
            Field(Encoding.UTF8.GetBytes(string.Join(' ', row.Ids![i])));
        if (withText)
            Field(row.Text);
        for (var i = 0; i < keep.Count; i++)
            Field(row.Kept[i] is { } field && !(field.IsJson && field.Utf8.AsSpan().SequenceEqual("null"u8))
                ? field.Utf8
                : default(ReadOnlySpan<byte>));
    }

    private void Field(long number)
    {
        Span<byte> digits = stackalloc byte[20];
        number.TryFormat(digits, out var length, provider: CultureInfo.InvariantCulture);
        Field(digits[..length]);
    }

    private void Field(ReadOnlySpan<byte> field)
    {
        if (!isFirst)
            bytes.Write(","u8);
        isFirst = false;
        if (field.IndexOfAny(",\"\r\n"u8) < 0)
        {
            bytes.Write(field);
            return;
        }

        bytes.Write("\""u8);
        while (field.IndexOf((byte)'"') is var quote and >= 0)
        {
            bytes.Write(field[..(quote + 1)]);
            bytes.Write("\""u8);
            field = field[(quote + 1)..];
        }

        bytes.Write(field);
        bytes.Write("\""u8);
    }
}
