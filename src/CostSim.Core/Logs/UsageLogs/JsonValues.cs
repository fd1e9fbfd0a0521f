using System.Text;
using System.Text.Json;
using CostSim.Files;

namespace CostSim.Logs;

/// <summary>
/// The objects of a file of JSON, one after another: an object a line, one list, objects over several lines, or the list inside
/// a page. One object is in memory at a time, and is valid until the next one is asked for.
/// </summary>
internal sealed class JsonValues(string file, TextReader text, JsonLineRows? lines = null)
{
    // Pages hold their rows in one of these lists, after members that say nothing of the rows.
    private static readonly HashSet<string> Lists = ["data", "logs", "spans", "resourceSpans", "records", "observations", "generations", "items", "traces", "logEvents"];
    private static readonly HashSet<string> PageMembers = ["object", "has_more", "next_page", "first_id", "last_id", "next", "total", "page", "limit", "count", "status", "hasMore", "nextPage", "success"];

    // A record is held in memory whole.
    private const int LongestValue = 256 * 1024 * 1024;

    private readonly char[] buffer = new char[1 << 18];
    private readonly StringBuilder value = new();
    private int at, end;
    private int line = 1;
    private bool ended;

    /// <summary>Every object with the line on which it starts; as a row where a line could be read as one at once.</summary>
    public IEnumerable<(Location At, JsonElement Json, LogRow? Row)> Read()
    {
        while (NextObject())
        {
            var start = line;
            if (WholeLine() is { } whole)
            {
                if (whole.Row is { } row)
                    yield return (row.At, default, row);
                else
                {
                    using (whole.Json)
                        yield return (new Location(file, start, 0), whole.Json!.RootElement, null);
                }

                continue;
            }

            foreach (var text in Pieces())
            {
                using var json = Parse(text.Json, text.Line);
                yield return (new Location(file, text.Line, 0), json.RootElement, null);
            }
        }
    }

    // Between objects are the brackets and commas of a list, and white space.
    private bool NextObject()
    {
        while (true)
        {
            if (at == end && !Fill())
                return false;
            var c = buffer[at];
            if (c == '{')
                return true;
            if (!char.IsWhiteSpace(c) && c is not ('[' or ']' or ',' or '\uFEFF'))
                throw new InputException(new Location(file, line, 0), $"holds '{c}' where an object such as {{\"time\": ..}} must start");
            line += c == '\n' ? 1 : 0;
            at++;
        }
    }

    // The common case: one object a line. Null where the object goes on, or is longer than the buffer.
    private (LogRow? Row, JsonDocument? Json)? WholeLine()
    {
        var stop = buffer.AsSpan(at, end - at).IndexOf('\n');
        if (stop < 0 && !ended)
        {
            Fill();
            stop = buffer.AsSpan(at, end - at).IndexOf('\n');
        }

        if (stop < 0 && !ended)
            return null;
        var length = stop < 0 ? end - at : stop;
        var row = buffer.AsMemory(at, length).TrimEnd(" \t\r,]");
        // A text that was cut inside an emoji is read with care below.
        if (row.Length == 0 || row.Span[^1] != '}' || row.Span.Contains("\\ud", StringComparison.OrdinalIgnoreCase))
            return null;
        if (lines?.Read(line, row.Span) is { } read)
        {
            at += length;
            return (read, null);
        }

        try
        {
            var json = JsonDocument.Parse(row);
            at += length;
            return (null, json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // One object sign by sign; a page gives the objects of its list in its place.
    private IEnumerable<(string Json, int Line)> Pieces()
    {
        var (depth, floor, inText, escaped, isPage, start, objectLine) = (0, 0, false, false, true, 0, line);
        var key = new StringBuilder();
        value.Clear();
        while (at < end || Fill())
        {
            var c = buffer[at++];
            line += c == '\n' ? 1 : 0;
            if (inText)
            {
                value.Append(c);
                inText = escaped || c != '"';
                escaped = !escaped && c == '\\';
                if (depth == 1 && inText)
                    key.Append(c);
                continue;
            }

            if (floor == 0 || depth > floor || c == '{')
                value.Append(c);
            if (c == '"')
            {
                inText = true;
                key.Clear();
            }
            else if (c == ':' && depth == 1)
            {
                isPage &= PageMembers.Contains(key.ToString()) || Lists.Contains(key.ToString());
            }
            else if (c is '{' or '[')
            {
                if (c == '[' && depth == 1 && floor == 0 && isPage && Lists.Contains(key.ToString()))
                {
                    (floor, depth) = (2, 2);
                    value.Clear();
                    continue;
                }

                if (depth == floor && floor > 0)
                    (start, value.Length) = (line, 0);
                if (depth == floor && floor > 0)
                    value.Append(c);
                depth++;
            }
            else if (c is '}' or ']')
            {
                depth--;
                if (floor > 0 && depth == floor)
                {
                    yield return (value.ToString(), start);
                    value.Clear();
                }
                else if (depth < floor)
                {
                    // The list has ended; what follows it in the page says nothing of rows.
                    (floor, depth) = (-1, 1);
                    value.Clear();
                }

                if (depth == 0)
                {
                    if (floor == 0)
                        yield return (value.ToString(), objectLine);
                    yield break;
                }
            }

            if (value.Length > LongestValue)
                throw new InputException(new Location(file, objectLine, 0), "has an object of more than 256 MB; export it as one object a line");
        }

        throw new InputException(new Location(file, objectLine, 0), "has an object that does not end; the file may be cut off");
    }

    private bool Fill()
    {
        buffer.AsSpan(at, end - at).CopyTo(buffer);
        (end, at) = (end - at, 0);
        if (!ended && end < buffer.Length)
        {
            var read = text.Read(buffer, end, buffer.Length - end);
            ended = read == 0;
            end += read;
            while (!ended && end < buffer.Length)
            {
                read = text.Read(buffer, end, buffer.Length - end);
                ended = read == 0;
                end += read;
            }
        }

        return at < end;
    }

    private JsonDocument Parse(string json, int start) =>
        JsonGuard.Parse(new Location(file, start, 0), json, "the export may have been cut: take it again, or leave this line out");
}
