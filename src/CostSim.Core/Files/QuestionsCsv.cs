using System.Globalization;
using System.Text;
using System.Text.Json;
using CostSim.Retrieval;
using CostSim.Settings;

namespace CostSim.Files;

/// <summary>
/// Questions as a table with the columns <c>question, references, corpus_id</c>; the references are a JSON list. Without a column
/// <c>id</c> a question's id is its row's number.
/// </summary>
internal static class QuestionsCsv
{
    public static IReadOnlyList<WrittenQuestion> Read(string path, TextReader text, InputErrors errors)
    {
        var questions = new List<WrittenQuestion>();
        var columns = new List<string>();
        foreach (var (line, fields) in Records(text.ReadToEnd()))
        {
            var at = new Location(path, line, 0);
            if (columns.Count == 0)
            {
                columns = fields;
                foreach (var column in new[] { "question", "references" }.Except(columns))
                    errors.Add(at, $"{column}: the column is missing; the header must be question,references,corpus_id");
                continue;
            }

            var id = columns.Contains("id") ? Field("id") : (questions.Count + 1).ToString(CultureInfo.InvariantCulture);
            questions.Add(new WrittenQuestion(at, id, Field("question") ?? "", Field("corpus_id") ?? Field("document"), References(Field("references"), at, errors), Field("group")));

            string? Field(string column) =>
                columns.IndexOf(column) is var i and >= 0 && i < fields.Count && !string.IsNullOrWhiteSpace(fields[i]) ? fields[i] : null;
        }

        return questions;
    }

    private static IReadOnlyList<WrittenReference> References(string? json, Location at, InputErrors errors)
    {
        if (json is null)
            return [];
        try
        {
            using var list = JsonDocument.Parse(json);
            return QuestionsJsonLines.References(list.RootElement, at, errors);
        }
        catch (JsonException)
        {
            errors.Add(at, "references: is not a JSON list, such as [{\"content\": \"...\", \"start_index\": 0, \"end_index\": 12}]");
            return [];
        }
    }

    /// <summary>RFC 4180: the fields of each record that is not empty, and the line where it starts.</summary>
    private static IEnumerable<(int Line, List<string> Fields)> Records(string text)
    {
        var (line, start, quoted) = (1, 1, false);
        var fields = new List<string>();
        var field = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            line += c == '\n' ? 1 : 0;
            if (c == '"' && quoted && at + 1 < text.Length && text[at + 1] == '"')
                field.Append(text[at++]);
            else if (c == '"')
                quoted = !quoted;
            else if (quoted || c is not (',' or '\r' or '\n'))
                field.Append(c);
            else if (c == ',')
                End();
            else if (c == '\n')
            {
                if (fields.Count > 0 || field.Length > 0)
                {
                    End();
                    yield return (start, fields);
                }

                (start, fields) = (line, []);
            }
        }

        if (fields.Count > 0 || field.Length > 0)
        {
            End();
            yield return (start, fields);
        }

        void End()
        {
            fields.Add(field.ToString());
            field.Clear();
        }
    }
}
