using System.Globalization;
using CostSim.Documents;
using CostSim.Files;

namespace CostSim.Scenarios;

/// <summary>
/// Questions as a table with the columns <c>question, references, corpus_id</c>; the references are a JSON list. Without a column
/// <c>id</c> a question's id is its row's number.
/// </summary>
internal static class QuestionsCsv
{
    public static IReadOnlyList<WrittenQuestion> Read(string path, TextReader text, InputErrors errors)
    {
        var questions = new List<WrittenQuestion>();
        var table = new CsvTable(path, text);
        foreach (var column in new[] { "question", "references" }.Except(table.Columns))
            errors.Add(new Location(path, 1, 0), $"{column}: the column is missing; the header must be question,references,corpus_id");
        foreach (var row in table.Rows())
        {
            var id = table.Find("id") >= 0 ? Field("id") : (questions.Count + 1).ToString(CultureInfo.InvariantCulture);
            questions.Add(new WrittenQuestion(row.At, id, Field("question") ?? "", Field("corpus_id") ?? Field("document"),
                References(Field("references"), row.At, errors), Field("group")));

            string? Field(string column) =>
                table.Find(column) is var i and >= 0 && !string.IsNullOrWhiteSpace(row.Fields[i]) ? row.Fields[i] : null;
        }

        return questions;
    }

    private static IReadOnlyList<WrittenReference> References(string? json, Location at, InputErrors errors)
    {
        if (json is null)
            return [];
        try
        {
            using var list = JsonGuard.Parse(at, json);
            return QuestionsJsonLines.References(list.RootElement, at, errors);
        }
        catch (InputException)
        {
            errors.Add(at, "references: is not a JSON list, such as [{\"content\": \"...\", \"start_index\": 0, \"end_index\": 12}]");
            return [];
        }
    }
}
