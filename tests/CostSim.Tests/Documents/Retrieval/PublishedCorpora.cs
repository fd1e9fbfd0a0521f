using CostSim.Documents;
using CostSim.Scenarios;
using CostSim.Tokens;
using CostSim.Units;

namespace CostSim.Tests.Documents;

/// <summary>The corpora and reference answers beside the repository, as the tests of retrieval use them.</summary>
internal static class PublishedCorpora
{
    private static readonly string[] ChromaNames = ["state_of_the_union", "wikitexts", "chatlogs"];

    private static readonly Lazy<(IReadOnlyList<TokenizedDocument> Documents, IReadOnlyList<Question> Questions)> LazyChroma = new(() =>
        Read("corpora/chroma-eval", "questions.csv", ChromaNames.Select(n => n + ".md")));

    private static readonly Lazy<(IReadOnlyList<TokenizedDocument> Documents, IReadOnlyList<Question> Questions)> LazyNdas = new(() =>
        Read("corpora/contracts/contractnli", "gold.csv", Directory.GetFiles(Shared.Path("corpora/contracts/contractnli"), "nda-*.txt").Order(StringComparer.Ordinal).Select(f => Path.GetFileName(f)!)));

    public static (IReadOnlyList<TokenizedDocument> Documents, IReadOnlyList<Question> Questions) Chroma => LazyChroma.Value;

    public static (IReadOnlyList<TokenizedDocument> Documents, IReadOnlyList<Question> Questions) Ndas => LazyNdas.Value;

    /// <summary>The chunker that a reference table calls by this name.</summary>
    public static IChunker Chunker(string splitter, int size, int overlap) => splitter == "token"
        ? new LangChainTokens(size.Tokens, overlap.Tokens)
        : new LangChainRecursive(size.Tokens, overlap.Tokens, ["\n\n", "\n", ".", "?", "!", " ", ""]);

    /// <summary>The rows of a table without quoted fields.</summary>
    public static IEnumerable<Dictionary<string, string>> Rows(string file)
    {
        var lines = File.ReadAllLines(Shared.Path(file));
        var header = lines[0].Split(',');
        return lines.Skip(1).Select(line => header.Zip(line.Split(',')).ToDictionary(f => f.First, f => f.Second));
    }

    private static (IReadOnlyList<TokenizedDocument> Documents, IReadOnlyList<Question> Questions) Read(string folder, string questions, IEnumerable<string> names)
    {
        var documents = names.Select(name => new Document(name, "", File.ReadAllText(Shared.Path($"{folder}/{name}")))).ToList();
        var set = QuestionsFile.Read(Shared.Path($"{folder}/{questions}"), documents);
        return ([.. documents.Select(d => new TokenizedDocument(d, Tokenizers.Get("cl100k_base")))], set.Questions);
    }
}
