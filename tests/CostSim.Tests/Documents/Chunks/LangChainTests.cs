using System.Globalization;
using CostSim.Documents;
using CostSim.Tokens;
using CostSim.Units;

namespace CostSim.Tests.Documents;

public sealed class LangChainTests
{
    private static readonly string[] PublishedSeparators = ["\n\n", "\n", ".", "?", "!", " ", ""];

    public static IEnumerable<object[]> Chunkings => Rows.Keys.Select(key => (key.Corpus, key.Splitter)).Distinct().Select(key => new object[] { key.Corpus, key.Splitter });

    private static readonly Dictionary<(string Corpus, string Splitter, int Size, int Overlap), List<(int Start, int End, int Tokens)>> Rows =
        File.ReadLines(Path.Combine(Shared.Repository, "tests", "CostSim.Tests", "Oracles", "langchain-js-1.0.2-cl100k.csv")).Skip(1)
            .Select(line => line.Split(','))
            .GroupBy(f => (f[0], f[1], Number(f[2]), Number(f[3])), f => (Number(f[5]), Number(f[6]), Number(f[7])))
            .ToDictionary(g => g.Key, g => g.ToList());

    [SharedTheory, MemberData(nameof(Chunkings))]
    public void Boundaries_are_those_of_the_library_row_for_row(string corpus, string splitter)
    {
        var text = File.ReadAllText(Shared.Path($"corpora/chroma-eval/{corpus}.md"));
        var document = new TokenizedDocument(new Document(corpus, "", text), Tokenizers.Get("cl100k_base"));
        foreach (var (key, expected) in Rows.Where(r => r.Key.Corpus == corpus && r.Key.Splitter == splitter))
        {
            var chunks = Chunker(splitter, key.Size.Tokens, key.Overlap.Tokens).Cut(document);

            Assert.Equal(expected, chunks.Select(c => (c.Start, c.End, (int)c.Tokens.Value)));
        }
    }

    [Fact]
    public void The_table_reaches_both_modes()
    {
        Assert.IsType<LangChainRecursive>(SampleText.Chunker("{ kind: recursive, size: 400, overlap: 200, compat: langchain }"));
        Assert.IsType<LangChainTokens>(SampleText.Chunker("{ kind: window, size: 400, compat: langchain }"));
    }

    private static IChunker Chunker(string splitter, TokenCount size, TokenCount overlap) => splitter switch
    {
        "token" => new LangChainTokens(size, overlap),
        "recursive-chroma" => new LangChainRecursive(size, overlap, PublishedSeparators),
        _ => new LangChainRecursive(size, overlap, LangChainRecursive.UsualSeparators),
    };

    private static int Number(string field) => int.Parse(field, CultureInfo.InvariantCulture);
}
