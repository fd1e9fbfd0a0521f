namespace CostSim.Documents;

/// <summary>A file that is not in the corpus, and why.</summary>
internal sealed record SkippedDocument(string Name, string Group, string Path, string Reason)
{
    /// <summary>
    /// True for pictures, archives and the like that happen to lie in a folder; false for a document that could not be read.
    /// </summary>
    public bool IsNoDocument { get; init; }
}

/// <summary>The documents of a scenario in order of their names, and what was left out of them.</summary>
internal sealed record Corpus(IReadOnlyList<Document> Documents)
{
    /// <summary>How many documents these files represent, as the scenario states; null where they represent themselves.</summary>
    public int? SampleOf { get; init; }

    public IReadOnlyList<SkippedDocument> Skipped { get; init; } = [];

    /// <summary>What a reader should know about documents that were read, such as pages without text; each names its file.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Documents that are embedded, stored and asked about.</summary>
    public int Size => SampleOf ?? Documents.Count;

    /// <summary>The groups in order of their names.</summary>
    public IReadOnlyList<string> Groups => [.. Documents.Select(d => d.Group).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The document of a name, or null; a file name alone will do where one document has it.</summary>
    public Document? Find(string name)
    {
        if (Documents.FirstOrDefault(d => d.Name == name) is { } exact)
            return exact;
        var byFile = Documents.Where(d => d.Name.EndsWith("/" + name, StringComparison.Ordinal)).Take(2).ToList();
        return byFile.Count == 1 ? byFile[0] : null;
    }
}
