using CostSim.Files;

namespace CostSim.Documents;

/// <summary>Evidence as it was written: an excerpt, its offsets, or both.</summary>
internal sealed record WrittenReference(string? Excerpt, TextRange? Range);

/// <summary>A question as it was written, with its place; not yet held against the documents.</summary>
internal sealed record WrittenQuestion(
    Location At, string? Id, string Text, string? Document, IReadOnlyList<WrittenReference> References, string? Group);

/// <summary>Questions that can be used, and how many were left out because nobody has written them yet.</summary>
internal sealed record QuestionSet(IReadOnlyList<Question> Questions, int Unwritten)
{
    /// <summary>What of a tool's file could not be used, row by row.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    public static QuestionSet None { get; } = new([], 0);
}
