using CostSim.Files;

namespace CostSim.Scenarios;

/// <summary>Reads an evaluation's results: a CSV table with <c>question,design,correct</c>, as any evaluation tool can write it.</summary>
internal static class EvaluationFile
{
    private static readonly string[] Needed = ["question", "design", "correct"];

    /// <summary>A tool's own file, or our table.</summary>
    public static IReadOnlyList<EvaluatedAnswer> Read(string path, DataFile source, InputErrors errors)
    {
        var text = File.ReadAllText(path);
        return ToolResults.Knows(path, text, source)
            ? ToolResults.Read(path, new StringReader(text), source, errors)
            : Read(path, new StringReader(text), errors);
    }

    /// <summary>The rows in their order. What is wrong joins the errors.</summary>
    public static IReadOnlyList<EvaluatedAnswer> Read(string path, TextReader text, InputErrors errors)
    {
        var table = new CsvTable(path, text);
        var missing = Needed.Where(c => table.Find(c) < 0).ToList();
        foreach (var column in missing)
            errors.Add(new Location(path, 1, 0), $"{column}: the column is missing; the header must name question, design and correct");
        if (missing.Count > 0)
            return [];
        var answers = new List<EvaluatedAnswer>();
        foreach (var row in table.Rows())
        {
            var correct = row.Fields[table.Find("correct")].Trim();
            if (Truth(correct) is { } right)
                answers.Add(new EvaluatedAnswer(row.At, row.Fields[table.Find("question")].Trim(),
                    row.Fields[table.Find("design")].Trim(), right));
            else
                errors.Add(row.At, $"correct: must be true or false (or 1 or 0), but is '{correct}'");
        }

        if (answers.Count == 0 && errors.Count == 0)
            errors.Add(Location.Of(path), "holds no results; write a row for each question and design, such as q1,rag-512,true");
        return answers;
    }

    private static bool? Truth(string text) => text.ToLowerInvariant() switch
    {
        "true" or "1" or "yes" => true,
        "false" or "0" or "no" => false,
        _ => null,
    };
}
