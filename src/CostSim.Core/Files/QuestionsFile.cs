using CostSim.Documents;
using CostSim.Retrieval;
using CostSim.Settings;

namespace CostSim.Files;

/// <summary>Reads questions with their evidence: <c>.csv</c> as chunking evaluations publish them, else a JSON object a line.</summary>
internal static class QuestionsFile
{
    /// <summary>Throws <see cref="InputException"/> with every error of the file.</summary>
    public static QuestionSet Read(string path, IReadOnlyList<Document> documents)
    {
        using var text = new StreamReader(path);
        return Read(path, text, documents);
    }

    public static QuestionSet Read(string path, TextReader text, IReadOnlyList<Document> documents)
    {
        var errors = new InputErrors();
        var written = path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? QuestionsCsv.Read(path, text, errors) : QuestionsJsonLines.Read(path, text, errors);
        if (written.Count == 0 && errors.Count == 0)
            errors.Add(Location.Of(path), "holds no questions; write one a line, such as {\"id\": \"q1\", \"question\": \"...\", \"document\": \"msa.md\", \"references\": [\"exact excerpt\"]}");
        var set = new QuestionBinding(documents, errors).Bind(written);
        errors.ThrowIfAny();
        return set;
    }
}
