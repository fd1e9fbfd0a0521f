using CostSim.Files;

namespace CostSim.Documents;

/// <summary>
/// A document format: the endings of its files, what of it becomes text, and the function that extracts it. The version goes
/// up whenever the same bytes give another text, so that stored texts are not mixed with new ones.
/// </summary>
internal sealed record Extractor(string Name, int Version, IReadOnlyList<string> Endings, string Summary, Func<byte[], ExtractedText> Read)
{
    /// <summary>Whether extraction costs so much more than reading that its text is worth keeping.</summary>
    public bool IsSlow { get; init; }

    /// <summary>The text of a file's bytes. Throws <see cref="UnreadableException"/>, whatever is wrong with them.</summary>
    public ExtractedText Extract(byte[] bytes)
    {
        try
        {
            return Read(bytes);
        }
        // Parsers of other people fail on broken files in many ways; each is this file's trouble and no crash.
        catch (Exception broken) when (broken is not (UnreadableException or OutOfMemoryException))
        {
            throw new UnreadableException(
                $"is not a readable {Name} file ({InputGuard.ReasonOf(broken)}); open it and save it again, or leave it out");
        }
    }
}
