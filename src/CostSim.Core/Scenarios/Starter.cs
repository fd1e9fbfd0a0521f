using System.Text;
using CostSim.Files;

namespace CostSim.Scenarios;

/// <summary>
/// The scenario that <c>init</c> writes: a small company's handbook with questions, or the user's own documents with drafted ones.
/// </summary>
internal static class Starter
{
    private const string Prefix = "starter/";
    private const string SchemaFile = "costsim.schema.json";

    /// <summary>Path and text of each file, with the sample documents.</summary>
    public static IReadOnlyList<(string Path, string Text)> Sample() => [.. Shipped(), Schema()];

    /// <summary>The same for the user's own documents.</summary>
    /// <param name="documents">Their path as the scenario writes it.</param>
    /// <param name="questions">Drafted questions, an object a line.</param>
    /// <param name="skips">Whether some of them cannot be read, so that the scenario must leave them out to run.</param>
    public static IReadOnlyList<(string Path, string Text)> For(string documents, string questions, bool skips) =>
    [
        .. Shipped().Where(f => !f.Path.StartsWith("documents/", StringComparison.Ordinal)).Select(f => f.Path switch
        {
            "scenario.yaml" => (f.Path, f.Text
                .Replace("documents: [documents]", skips
                    ? $"documents: {{ paths: [{Quoted(documents)}], on_error: skip }}"
                    : $"documents: [{Quoted(documents)}]", StringComparison.Ordinal)
                .Replace("# what users ask, with the passages that answer it: this measures recall",
                    "# drafts: write a question for each excerpt; unwritten ones are ignored", StringComparison.Ordinal)),
            "questions.jsonl" => (f.Path, questions),
            _ => f,
        }),
        Schema(),
    ];

    private static IEnumerable<(string Path, string Text)> Shipped()
    {
        var assembly = typeof(Starter).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal))
        {
            using var text = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
            yield return (name[Prefix.Length..].Replace('\\', '/'), text.ReadToEnd());
        }
    }

    private static (string, string) Schema() => (SchemaFile, JsonTexts.Indented(ScenarioSchema.Build()));

    // As YAML text that any path fits into.
    private static string Quoted(string path) => path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_')
        ? path
        : $"'{path.Replace("'", "''", StringComparison.Ordinal)}'";
}
