using System.Text;
using System.Text.Json;

namespace CostSim.Logs;

/// <summary>
/// Reads an object of one line straight into a row, without a document in between: the names that a log repeats in every row are met
/// in the same order, so that each costs one comparison of bytes. What holds other rows, or is not plain, is left to the slower way.
/// </summary>
internal sealed class JsonLineRows(string file, LogNames names)
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 64 };

    private readonly Node root = new("", "");
    private byte[] bytes = new byte[1 << 12];

    /// <summary>The row of a line; null where the line must be read as a document.</summary>
    public LogRow? Read(int line, ReadOnlySpan<char> text)
    {
        if (bytes.Length < text.Length * 3)
            bytes = new byte[text.Length * 3];
        var reader = new Utf8JsonReader(bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, bytes)), Options);
        var row = new LogRow(new Files.Location(file, line, 0), names);
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject && Object(ref reader, root, row, 0)
                && !HoldsSums(row) && !reader.Read() ? row : null;
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    // Sums of a day with their breakdown are several records.
    private static bool HoldsSums(LogRow row) => row.Has("metricName") || (row.Has("date") && row.Shown.Any(n => n.StartsWith("metrics.", StringComparison.Ordinal)));

    private static bool Object(ref Utf8JsonReader reader, Node node, LogRow row, int depth)
    {
        for (var next = 0; reader.Read() && reader.TokenType == JsonTokenType.PropertyName; next++)
        {
            var member = node.Child(ref reader, ref next);
            reader.Read();
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    if (JsonItems.MayHoldRows(member.Path, isList: false))
                        return false;
                    if (depth >= LogRow.DeepestPath)
                        reader.Skip();
                    else if (!Object(ref reader, member, row, depth + 1))
                        return false;
                    break;
                case JsonTokenType.StartArray:
                    if (JsonItems.MayHoldRows(member.Path, isList: true))
                        return false;
                    using (var list = JsonDocument.ParseValue(ref reader))
                        row.List(list.RootElement, member.Path);
                    break;
                case JsonTokenType.Null:
                    break;
                case JsonTokenType.String:
                    row.Text(member.TextOf(ref reader), member.Path, member.Key);
                    break;
                default:
                    row.Set(member.Path, member.TextOf(ref reader));
                    break;
            }
        }

        return reader.TokenType == JsonTokenType.EndObject;
    }

    /// <summary>A name that was met, with the names inside it.</summary>
    private sealed class Node(string path, string key)
    {
        // Beyond so many names inside one, they are looked up by their text.
        private const int Many = 64;

        private readonly List<Node> children = [];
        private readonly Dictionary<string, Node> byName = new(StringComparer.Ordinal);
        private readonly byte[] name = Encoding.UTF8.GetBytes(key);
        private byte[] last = [];
        private string? lastText;

        public string Path => path;

        public string Key => key;

        public Node Child(ref Utf8JsonReader reader, ref int next)
        {
            if (next < children.Count && reader.ValueTextEquals(children[next].name))
                return children[next];
            for (var i = 0; i < children.Count && i < Many; i++)
            {
                if (reader.ValueTextEquals(children[i].name))
                {
                    next = i;
                    return children[i];
                }
            }

            var text = reader.GetString()!;
            if (!byName.TryGetValue(text, out var child))
            {
                byName[text] = child = new Node(path.Length == 0 ? text : $"{path}.{text}", text);
                children.Add(child);
            }

            next = children.Count;
            return child;
        }

        // A model, a status or a zero stays the same for many rows.
        public string TextOf(ref Utf8JsonReader reader)
        {
            if (lastText is not null && reader.ValueSpan.SequenceEqual(last))
                return lastText;
            var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : Encoding.UTF8.GetString(reader.ValueSpan);
            if (reader.ValueSpan.Length <= 64)
                (last, lastText) = (Same(last, reader.ValueSpan), text);
            return text;
        }

        private static byte[] Same(byte[] old, ReadOnlySpan<byte> value)
        {
            if (old.Length != value.Length)
                return value.ToArray();
            value.CopyTo(old);
            return old;
        }
    }
}
