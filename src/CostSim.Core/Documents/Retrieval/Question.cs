namespace CostSim.Documents;

/// <summary>A part of a named document: evidence for an answer, or what was put into a request.</summary>
internal readonly record struct Passage(string Document, TextRange Range);

/// <summary>
/// A question with the passages that answer it. Its document is the one it is about, null where the evidence lies in several;
/// its own group, such as a language, replaces that of its document.
/// </summary>
internal sealed record Question(string Id, string Text, string? Document, IReadOnlyList<Passage> References, string? Group = null)
{
    /// <summary>Whether the person named its document; else it was found by the excerpts.</summary>
    public bool IsDocumentNamed { get; init; } = true;
}
