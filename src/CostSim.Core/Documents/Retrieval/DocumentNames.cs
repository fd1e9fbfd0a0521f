using CostSim.Files;

namespace CostSim.Documents;

/// <summary>Documents by the names that people give them: the path, the file name, or that without its extension.</summary>
internal sealed class DocumentNames
{
    private readonly IReadOnlyList<Document> documents;
    private readonly ILookup<string, Document> byName;

    public DocumentNames(IReadOnlyList<Document> documents)
    {
        this.documents = documents;
        byName = documents.SelectMany(d => Names(d.Name).Select(name => (name, d))).ToLookup(n => n.name, n => n.d);
    }

    /// <summary>The document of that name; null after saying why there is none.</summary>
    public Document? Find(string name, Action<string> refuse)
    {
        var wanted = name.Trim().Replace('\\', '/');
        var fitting = byName[wanted].ToList();
        var exact = fitting.FirstOrDefault(d => d.Name == wanted);
        if (exact is not null || fitting.Count == 1)
            return exact ?? fitting[0];
        refuse(fitting.Count > 1
            ? $"document: '{name}' fits {string.Join(" and ", fitting.Take(3).Select(d => d.Name))}; write the whole path"
            : $"document: '{name}' is not among the documents; {Spelling.Suggestion(name, [.. documents.Select(d => d.Name)])}");
        return null;
    }

    private static IEnumerable<string> Names(string path)
    {
        var file = path[(path.LastIndexOf('/') + 1)..];
        var dot = file.LastIndexOf('.');
        return new[] { path, file, dot > 0 ? file[..dot] : file }.Distinct();
    }
}
