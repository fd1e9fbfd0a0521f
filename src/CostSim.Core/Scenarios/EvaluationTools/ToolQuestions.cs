using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CostSim.Documents;
using CostSim.Files;

namespace CostSim.Scenarios;

/// <summary>
/// Questions from where people keep them: test sets of Ragas, promptfoo, LangSmith and OpenAI's evals, and tables with columns that the
/// scenario names. A row of which nothing can be used is left out, and said.
/// </summary>
internal static partial class ToolQuestions
{
    private static readonly string[] QuestionAt =
        ["user_input", "inputs.question", "inputs.query", "inputs.input", "inputs.user_input", "inputs.messages", "vars.question",
            "vars.query", "vars.user_input", "vars.input", "vars.prompt", "item.question", "item.input", "datasource_item.question",
            "datasource_item.input", "input_question", "question", "query", "input", "messages"];

    private static readonly string[] EvidenceAt =
        ["references", "reference_contexts", "ground_truth_contexts", "outputs.references", "outputs.reference_contexts",
            "outputs.contexts", "reference_outputs.contexts", "metadata.references", "metadata.reference_contexts", "vars.references",
            "vars.reference_contexts", "item.references", "item.contexts", "datasource_item.references",
            "datasource_item.contexts", "contexts"];

    // An answer serves as evidence only where a document holds it word for word.
    private static readonly string[] AnswerAt =
        ["reference", "ground_truth", "ground_truths", "reference.answer", "outputs.answer", "outputs.output", "reference_outputs.answer",
            "ideal", "item.ideal", "item.reference", "expected", "answer"];

    private static readonly string[] IdAt = ["id", "metadata.id", "example_id", "vars.id", "item.id", "description"];
    private static readonly string[] DocumentAt = ["document", "metadata.document", "metadata.source", "metadata.0.source",
        "metadata.0.filename", "metadata.filename", "vars.document", "item.document", "datasource_item.document", "corpus_id"];
    private static readonly string[] GroupAt = ["group", "metadata.group", "vars.group"];

    // Keys that only a tool writes next to a question.
    private static readonly string[] Foreign =
        ["contexts", "ground_truth", "ground_truths", "evolution_type", "episode_done", "reference_contexts", "vars"];

    /// <summary>Whether a file is one of a tool's: by its ending, or by the keys of its first line.</summary>
    public static bool Knows(string path, string text)
    {
        var first = text.AsSpan().TrimStart();
        var end = first.IndexOf('\n');
        var line = (end < 0 ? first : first[..end]).ToString();
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".yaml" or ".yml" or ".json" => true,
            ".csv" => line.TrimStart('\uFEFF').Split(',').Select(c => c.Trim().Trim('"')).ToList() is var columns
                && !(columns.Contains("question") && columns.Contains("references"))
                && columns.Any(c => QuestionAt.Any(q => q == c || q.Split('.')[0] == c)),
            _ => Keys(line) is { } keys && (!keys.Contains("question") || keys.Any(Foreign.Contains))
                && QuestionAt.Any(q => keys.Contains(q.Split('.')[0])),
        };
    }

    public static QuestionSet Read(string path, TextReader text, IReadOnlyList<Document> documents, DataFile? named)
    {
        var rows = ToolRows.Read(path, text);
        if (rows.Count == 0)
            throw new InputException(Location.Of(path), "holds no questions");
        CheckColumns(path, rows, named);
        var written = rows.Select((row, i) => Written(row, i + 1, named, documents)).ToList();
        var set = new QuestionBinding(documents, new InputErrors()).BindWhatFits(Distinct(written));
        if (set.Questions.Count == 0)
            throw new InputException(Location.Of(path),
                $"has no question that can be used{(set.LeftOut.Count > 0 ? $": {set.LeftOut[0]}" : "")}");
        return set;
    }

    internal static void CheckColumns(string path, IReadOnlyList<ToolRow> rows, DataFile? named)
    {
        var errors = new InputErrors();
        foreach (var (key, column) in named?.Columns ?? new Dictionary<string, string>())
        {
            if (rows.All(r => r.Find(column) is null))
                errors.Add(named!.File.At,
                    $"columns: '{column}' (as {key}) is in no row of {Path.GetFileName(path)}; "
                    + $"{Spelling.Suggestion(column, [.. rows[0].Fields.Select(f => f.Key)])}");
        }

        errors.ThrowIfAny();
    }

    private static WrittenQuestion Written(ToolRow row, int number, DataFile? named, IReadOnlyList<Document> documents)
    {
        JsonNode? Of(string key, string[] usual) => named?.Columns.GetValueOrDefault(key) is { } column
            ? row.Find(column)
            : row.First(usual);
        var evidence = Texts(Of("references", EvidenceAt)).Concat(Asserted(row)).ToList();
        if (evidence.Count == 0)
            evidence = [.. Texts(row.First(AnswerAt))
                .Where(answer => answer.Length >= 12 && documents.Any(d => d.Text.Contains(answer, StringComparison.Ordinal)))];
        return new WrittenQuestion(
            row.At, ToolRow.TextOf(Of("id", IdAt)) ?? number.ToString(CultureInfo.InvariantCulture),
            ToolRow.TextOf(Of("question", QuestionAt)) ?? "",
            ToolRow.TextOf(Of("document", DocumentAt)), [.. evidence.Select(e => new WrittenReference(e, null))],
            ToolRow.TextOf(Of("group", GroupAt)));
    }

    // promptfoo keeps what the context must hold in an assertion.
    private static IEnumerable<string> Asserted(ToolRow row) => row.Find("assert") is JsonArray asserts
        ? asserts.OfType<JsonObject>().Where(a => (string?)a["type"] is "context-recall").SelectMany(a => Texts(a["value"]))
        : [];

    private static IEnumerable<string> Texts(JsonNode? value)
    {
        switch (value)
        {
            case JsonArray list:
                return list.SelectMany(i => Texts(i is JsonObject map ? map["content"] ?? map["page_content"] ?? map["text"] : i));
            case JsonObject map:
                return Texts(map["content"] ?? map["page_content"] ?? map["text"]);
            case JsonValue when ToolRow.TextOf(value) is { } text && text.TrimStart().StartsWith('['):
                return (JsonList(text) ?? PythonList.Read(text) ?? [text]).Select(Plain);
            case JsonValue when ToolRow.TextOf(value) is { } text:
                return [Plain(text)];
            default:
                return [];
        }
    }

    private static IReadOnlyList<string>? JsonList(string text)
    {
        try
        {
            return JsonNode.Parse(text) is JsonArray list
                ? [.. list.Select(i => ToolRow.TextOf(i is JsonObject map ? map["content"] : i)).OfType<string>()]
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Ragas numbers the contexts of questions over several documents.
    private static string Plain(string text) => Hop().Replace(text, "").Trim();

    [GeneratedRegex(@"^\s*<\d+-hop>\s*")]
    private static partial Regex Hop();

    private static HashSet<string>? Keys(string line)
    {
        try
        {
            return JsonNode.Parse(line) is JsonObject row ? [.. row.Select(p => p.Key)] : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Tools repeat a description or an id; a number after it keeps them apart.
    private static IReadOnlyList<WrittenQuestion> Distinct(IReadOnlyList<WrittenQuestion> written)
    {
        var seen = new Dictionary<string, int>();
        return [.. written.Select(q =>
        {
            var count = seen[q.Id!] = seen.GetValueOrDefault(q.Id!) + 1;
            return count == 1 ? q : q with { Id = FormattableString.Invariant($"{q.Id} ({count})") };
        })];
    }
}
