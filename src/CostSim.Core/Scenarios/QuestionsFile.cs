using System.Globalization;
using CostSim.Documents;
using CostSim.Files;

namespace CostSim.Scenarios;

/// <summary>Reads questions with their evidence: <c>.csv</c> as chunking evaluations publish them, else a JSON object a line.</summary>
internal static class QuestionsFile
{
    /// <summary>Throws <see cref="InputException"/> with every error of the file.</summary>
    /// <param name="named">Columns that the scenario names, if it does.</param>
    public static QuestionSet Read(string path, IReadOnlyList<Document> documents, DataFile? named = null)
    {
        var text = Decoded(path);
        return InputGuard.Read(path, "a file of questions", () => named?.Columns.Count > 0 || ToolQuestions.Knows(path, text)
            ? ToolQuestions.Read(path, new StringReader(text), documents, named)
            : Read(path, new StringReader(text), documents));
    }

    public static QuestionSet Read(string path, TextReader text, IReadOnlyList<Document> documents)
    {
        var errors = new InputErrors();
        var written = path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)
            ? QuestionsCsv.Read(path, text, errors)
            : QuestionsJsonLines.Read(path, text, errors);
        if (written.Count == 0 && errors.Count == 0)
            errors.Add(Location.Of(path),
                "holds no questions; write one a line, such as {\"id\": \"q1\", \"question\": \"...\", \"document\": \"msa.md\", "
                + "\"references\": [\"exact excerpt\"]}");
        var set = new QuestionBinding(documents, errors).Bind(written);
        errors.ThrowIfAny();
        return set;
    }

    // As documents are decoded: a legacy code page is refused with what to do about it, never read as question marks.
    private static string Decoded(string path)
    {
        try
        {
            return TextDecoding.Decode(File.ReadAllBytes(path));
        }
        catch (UnreadableException broken)
        {
            throw new InputException(new Location(path, broken.Line, 0), broken.Message);
        }
    }
}

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
