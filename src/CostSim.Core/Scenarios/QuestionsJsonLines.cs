using System.Text.Json;
using CostSim.Documents;
using CostSim.Files;

namespace CostSim.Scenarios;

/// <summary>Questions as JSON objects, one a line: <c>id, question, document, references, group</c>.</summary>
internal static class QuestionsJsonLines
{
    private static readonly string[] Keys = ["id", "question", "document", "references", "group"];

    public static IReadOnlyList<WrittenQuestion> Read(string path, TextReader text, InputErrors errors)
    {
        var questions = new List<WrittenQuestion>();
        // A line ends at LF alone: a text may hold other line ends.
        var lines = text.ReadToEnd().Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(lines[i]))
                continue;
            var at = new Location(path, i + 1, 0);
            try
            {
                using var json = JsonGuard.Parse(at with { Column = 1 }, lines[i], "check quotation marks, commas and brackets");
                if (json.RootElement.ValueKind == JsonValueKind.Object)
                    questions.Add(Question(json.RootElement, at, errors));
                else
                    errors.Add(at, "must be a JSON object, such as {\"id\": \"q1\", \"question\": \"...\", \"references\": [\"...\"]}");
            }
            catch (InputException broken)
            {
                errors.Add(at with { Column = broken.Errors[0].At.Column },
                    "is not a JSON object on one line; check quotation marks, commas and brackets");
            }
        }

        return questions;
    }

    /// <summary>Evidence as a list of excerpts or of <c>{ content, start_index, end_index }</c>.</summary>
    public static IReadOnlyList<WrittenReference> References(JsonElement list, Location at, InputErrors errors)
    {
        if (list.ValueKind == JsonValueKind.String)
            return [new WrittenReference(list.GetString(), null)];
        if (list.ValueKind == JsonValueKind.Array)
            return [.. list.EnumerateArray().Select(item => Reference(item, at, errors))];
        errors.Add(at, "references: must be a list of excerpts, such as [\"The supplier shall ...\"]");
        return [];
    }

    private static WrittenQuestion Question(JsonElement json, Location at, InputErrors errors)
    {
        foreach (var key in json.EnumerateObject().Select(p => p.Name).Except(Keys))
            errors.Add(at, $"unknown key '{key}'; {Spelling.Suggestion(key, Keys)}");
        var references = json.TryGetProperty("references", out var list) ? References(list, at, errors) : [];
        return new WrittenQuestion(at, Text(json, "id", at, errors), Text(json, "question", at, errors) ?? "",
            Text(json, "document", at, errors), references, Text(json, "group", at, errors));
    }

    private static WrittenReference Reference(JsonElement item, Location at, InputErrors errors)
    {
        if (item.ValueKind == JsonValueKind.String)
            return new WrittenReference(item.GetString(), null);
        if (item.ValueKind == JsonValueKind.Object)
        {
            var (start, end) = (Offset(item, "start_index"), Offset(item, "end_index"));
            return new WrittenReference(Text(item, "content", at, errors), start is null || end is null
                ? null
                : new TextRange(start.Value, end.Value));
        }

        errors.Add(at, $"references: must hold excerpts as text, but holds {item.GetRawText()}");
        return new WrittenReference(null, null);
    }

    private static int? Offset(JsonElement item, string key) =>
        item.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetInt32(out var number) ? number : null;

    private static string? Text(JsonElement json, string key, Location at, InputErrors errors)
    {
        if (!json.TryGetProperty(key, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind is JsonValueKind.String)
            return value.GetString();
        if (value.ValueKind is JsonValueKind.Number)
            return value.GetRawText();
        errors.Add(at, $"{key}: must be a text, but is {value.GetRawText()}");
        return null;
    }
}
