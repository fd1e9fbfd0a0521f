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
