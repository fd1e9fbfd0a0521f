using System.Globalization;
using System.Text.Json.Nodes;
using CostSim.Files;

namespace CostSim.Scenarios;

/// <summary>
/// Whether answers were right, from what evaluation tools write: promptfoo's results, scores of Ragas, experiments of LangSmith, logs of
/// OpenAI's evals, and tables with columns that the scenario names.
/// </summary>
internal static class ToolResults
{
    private static readonly string[] QuestionAt =
        ["question_id", "example_id", "vars.id", "testCase.vars.id", "metadata.id", "testCase.metadata.id", "question", "user_input",
            "inputs.question", "inputs.query", "inputs.input", "vars.question", "vars.query", "vars.input", "testCase.vars.question",
            "item.question", "datasource_item.question", "datasource_item.input", "inputs.messages", "sample_id", "input"];

    private static readonly string[] DesignAt =
        ["design", "experiment", "experiment_name", "session_name", "prompt.label", "provider.label", "provider.id", "provider",
            "sample.model", "model"];

    private static readonly string[] CorrectAt =
        ["correct", "success", "gradingResult.pass", "pass", "passed", "data.correct", "data.score", "status", "results.0.passed",
            "feedback.correctness", "feedback_stats.correctness.avg", "feedback.correct", "correctness", "answer_correctness",
            "answer_accuracy", "nv_accuracy", "factual_correctness", "factual_correctness(mode=f1)",
            "semantic_similarity", "score", "is_correct"];

    /// <summary>Whether a file is one of a tool's: not a table with our own three columns, or with columns of its own names.</summary>
    public static bool Knows(string path, string text, DataFile source) => source.Columns.Count > 0 || source.Design is not null
        || !path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)
            || !(text.Split('\n', 2)[0] is var head && new[] { "question", "design", "correct" }
                .All(c => head.Split(',').Select(h => h.Trim().Trim('"', '\uFEFF')).Contains(c)));

    public static IReadOnlyList<EvaluatedAnswer> Read(string path, TextReader text, DataFile source, InputErrors errors)
    {
        var rows = ToolRows.Read(path, text);
        ToolQuestions.CheckColumns(path, rows, source);
        // The log of an eval begins with what was run.
        var run = rows.Select(r => ToolRow.TextOf(r.Find("spec.completion_fns.0"))).OfType<string>().FirstOrDefault();
        var answers = new List<EvaluatedAnswer>();
        foreach (var row in rows.Where(r => r.Find("spec") is null && r.Find("final_report") is null
            && (r.Find("data") is null || r.Find("data.correct") is not null || r.Find("data.score") is not null)))
        {
            JsonNode? Of(string key, string[] usual) => source.Columns.GetValueOrDefault(key) is { } column
                ? row.Find(column)
                : row.First(usual);
            var design = source.Design ?? ToolRow.TextOf(Of("design", DesignAt)) ?? run;
            var question = ToolRow.TextOf(Of("question", QuestionAt));
            var correct = Of("correct", CorrectAt);
            if (question is null)
                errors.Add(row.At, $"question: is missing; the row has {Listed(row)}; name its column under 'columns: {{ question: .. }}'");
            else if (design is null)
                errors.Add(row.At, "design: is missing; say which one was evaluated with 'results: { file: .., design: NAME }', or name "
                    + "its column under 'columns: { design: .. }'");
            else if (Judged(correct, source.PassAt) is { } right)
                answers.Add(new EvaluatedAnswer(row.At, question.Trim(), design.Trim(), right));
            else
                errors.Add(row.At, correct is null
                    ? $"correct: is missing; the row has {Listed(row)}; name its column under 'columns: {{ correct: .. }}'"
                    : $"correct: must be true or false, or a score from 0 to 1, but is "
                        + $"'{ToolRow.TextOf(correct) ?? correct.ToJsonString()}'");
        }

        if (answers.Count == 0 && errors.Count == 0)
            errors.Add(Location.Of(path),
                "holds no results; it needs a row for each question and design with whether the answer was right");
        return answers;
    }

    private static bool? Judged(JsonNode? value, double passAt) => ToolRow.TextOf(value)?.Trim().ToLowerInvariant() switch
    {
        "true" or "yes" or "pass" or "correct" or "c" or "passed" => true,
        "false" or "no" or "fail" or "incorrect" or "i" or "failed" => false,
        { } text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var score)
            && score is >= 0 and <= 1 => score >= passAt,
        _ => null,
    };

    private static string Listed(ToolRow row) => string.Join(", ", row.Fields.Select(f => f.Key).Take(8));
}
