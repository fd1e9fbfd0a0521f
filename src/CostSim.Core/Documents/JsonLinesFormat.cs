using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using CostSim.Files;

namespace CostSim.Documents;

/// <summary>A JSON object a line; a line ends at LF alone, since U+2028 and its like may be in a text.</summary>
internal sealed class JsonLinesFormat(string field, IReadOnlyList<string> keep) : IRecordFormat
{
    public bool HasHead => false;

    public int LengthOfFirst(ReadOnlySpan<byte> bytes, bool isLast) =>
        bytes.IndexOf((byte)'\n') is var end and >= 0 ? end + 1 : isLast ? bytes.Length : -1;

    public void ReadHead(ReadOnlySpan<byte> record)
    {
    }

    public IRecordReader NewReader() => new Reader(field, keep);

    private sealed class Reader(string field, IReadOnlyList<string> keep) : IRecordReader
    {
        private readonly byte[] name = Encoding.UTF8.GetBytes(field);
        private readonly KeptField?[] kept = new KeptField?[keep.Count];
        private readonly ArrayBufferWriter<byte> text = new(1024);
        private readonly List<string> seen = [];

        public ReadOnlySpan<byte> Text => text.WrittenSpan;

        public IReadOnlyList<KeptField?> Kept => kept;

        public void Read(ReadOnlySpan<byte> record)
        {
            record = record.TrimEnd("\r\n"u8);
            if (!Utf8.IsValid(record))
                throw new UnreadableException("is not UTF-8; convert the log with iconv -t UTF-8");
            try
            {
                Find(record);
            }
            catch (JsonException broken)
            {
                throw new UnreadableException($"is not a JSON object ({broken.Message.Split(". ", 2)[0].TrimEnd('.')})");
            }
        }

        private void Find(ReadOnlySpan<byte> record)
        {
            var json = new Utf8JsonReader(record, new JsonReaderOptions { MaxDepth = 1024 });
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
                throw new UnreadableException("is not a JSON object; each line must be one, such as {\"text\": \"...\"}");
            text.ResetWrittenCount();
            Array.Clear(kept);
            var found = JsonTokenType.None;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var isText = json.ValueTextEquals(name);
                var at = kept.Length == 0 ? -1 : IndexOfKept(ref json);
                json.Read();
                if (isText)
                {
                    text.ResetWrittenCount();
                    found = json.TokenType;
                    if (found == JsonTokenType.String)
                        Unescape(ref json, text);
                }

                if (at >= 0)
                    kept[at] = Value(record, ref json);
                else
                    json.Skip();
            }

            // Reads to the end of the record, so that what follows the object is refused.
            while (json.Read())
            {
            }

            if (found == JsonTokenType.None)
                throw new UnreadableException($"has no field '{field}'; {Spelling.Suggestion(field, FieldNames(record))}");
            if (found != JsonTokenType.String)
                throw new UnreadableException(
                    $"{field}: must be a text, but is {(found == JsonTokenType.Null ? "null" : "a number, a list or an object")}");
        }

        private int IndexOfKept(ref Utf8JsonReader json)
        {
            for (var i = 0; i < kept.Length; i++)
            {
                if (json.ValueTextEquals(keep[i]))
                    return i;
            }

            return -1;
        }

        private static KeptField Value(ReadOnlySpan<byte> record, ref Utf8JsonReader json)
        {
            var start = (int)json.TokenStartIndex;
            if (json.TokenType == JsonTokenType.String)
            {
                var value = new ArrayBufferWriter<byte>();
                Unescape(ref json, value);
                return new KeptField(value.WrittenSpan.ToArray(), false);
            }

            json.Skip();
            return new KeptField(record[start..(int)json.BytesConsumed].ToArray(), true);
        }

        private static void Unescape(ref Utf8JsonReader json, ArrayBufferWriter<byte> into)
        {
            if (!json.ValueIsEscaped)
                into.Write(json.ValueSpan);
            else
                JsonEscapes.Write(json.ValueSpan, into);
        }

        private List<string> FieldNames(ReadOnlySpan<byte> record)
        {
            seen.Clear();
            var json = new Utf8JsonReader(record, new JsonReaderOptions { MaxDepth = 1024 });
            json.Read();
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                seen.Add(Encoding.UTF8.GetString(json.ValueSpan));
                json.Skip();
            }

            return seen;
        }
    }
}
