using System.Text;
using System.Text.Json;
using CostSim.Settings;

namespace CostSim.Files.UsageLogs;

/// <summary>The values of a file of JSON, one after another: an object a line, one list, or objects written over several lines. One value is in memory at a time.</summary>
internal sealed class JsonValues(string file, TextReader text)
{
    private readonly StringBuilder value = new();
    private int line = 1;

    /// <summary>Every object with the line on which it starts.</summary>
    public IEnumerable<(Location At, JsonElement Json)> Read()
    {
        var (depth, inText, escaped, start) = (0, false, false, 1);
        for (var next = text.Read(); next >= 0; next = text.Read())
        {
            var c = (char)next;
            if (c == '\n')
                line++;
            if (depth == 0)
            {
                // Between values stand the brackets and commas of the list, and white space.
                if (c != '{')
                {
                    if (!char.IsWhiteSpace(c) && c is not ('[' or ']' or ','))
                        throw new InputException(new Location(file, line, 0), $"holds '{c}' where an object such as {{\"time\": ..}} must start");
                    continue;
                }

                (depth, start) = (1, line);
                value.Clear().Append(c);
                continue;
            }

            value.Append(c);
            if (inText)
            {
                inText = escaped || c != '"';
                escaped = !escaped && c == '\\';
                continue;
            }

            inText = c == '"';
            depth += c is '{' or '[' ? 1 : c is '}' or ']' ? -1 : 0;
            if (depth == 0)
                yield return (new Location(file, start, 0), Parse(start));
        }

        if (depth > 0)
            throw new InputException(new Location(file, start, 0), "has an object that does not end; the file may be cut off");
    }

    private JsonElement Parse(int start)
    {
        try
        {
            using var json = JsonDocument.Parse(value.ToString());
            return json.RootElement.Clone();
        }
        catch (JsonException broken)
        {
            throw new InputException(new Location(file, start + (int)(broken.LineNumber ?? 0), 0), "is not valid JSON; the export may have been cut: take it again, or leave this line out");
        }
    }
}
