using CostSim.Documents;
using CostSim.Files;
using CostSim.Units;

namespace CostSim.Tests.Documents;

public sealed class RetrieverTests
{
    private static readonly ChunkedDocument Msa = Document("msa.md", "the fee is due ", "either party may end this ", "with sixty days notice ", "and nothing more");
    private static readonly ChunkedDocument Nda = Document("nda.md", "secret means secret ", "the fee of both ", "ends after a year");

    /// <summary>Every kind that needs no connection, from its own example.</summary>
    public static TheoryData<string> Offline => [.. Retrievers.All.Select(kind => kind.Example)];

    [Theory, MemberData(nameof(Offline))]
    public void Fewer_chunks_are_the_first_ones_of_more_and_none_comes_twice(string example)
    {
        var questions = new[] { Asked("the fee", "msa.md", 0, 10), Asked("notice of secret fee", "nda.md", 3, 30) };
        var retriever = Build(example);

        var more = retriever.Rank([Msa, Nda], questions, 4);
        var fewer = retriever.Rank([Msa, Nda], questions, 2);

        Assert.All(more.Zip(fewer), pair => Assert.Equal(pair.First.Take(2), pair.Second));
        Assert.All(more, hits => Assert.Equal(hits.Count, hits.Select(h => (h.Document, h.Chunk)).Distinct().Count()));
        Assert.All(more, hits => Assert.Equal(hits.OrderByDescending(h => h.Score), hits));
    }

    [Fact]
    public void The_oracle_takes_what_holds_most_of_the_missing_evidence_and_no_more()
    {
        // Characters 10..45: 5 in the first chunk (10..15), 26 in the second (15..41), 4 in the third.
        var hits = new OracleRetriever().Rank([Nda, Msa], [Asked("?", "msa.md", 10, 45)], 5)[0];

        Assert.Equal([new(1, 1, 26), new(1, 0, 5), new Hit(1, 2, 4)], hits);
    }

    [Fact]
    public void Chance_depends_on_seed_question_and_chunk_alone()
    {
        var (first, other) = (Asked("a", "msa.md", 0, 1), Asked("b", "msa.md", 0, 1) with { Id = "other" });

        var alone = new RandomRetriever(Scope.Document, 7).Rank([Msa], [first], 9)[0];
        var among = new RandomRetriever(Scope.Document, 7).Rank([Nda, Msa], [other, first], 9)[1];

        Assert.Equal(alone.Select(h => (h.Chunk, h.Score)), among.Select(h => (h.Chunk, h.Score)));
        Assert.NotEqual(alone.Select(h => h.Score), new RandomRetriever(Scope.Document, 8).Rank([Msa], [first], 9)[0].Select(h => h.Score));
    }

    [Fact]
    public void Fusion_adds_the_reciprocals_of_the_ranks()
    {
        var retriever = new HybridRetriever([new Bm25(Scope.Document), new OracleRetriever()], 100);

        var hits = retriever.Rank([Msa], [Asked("sixty days notice", "msa.md", 0, 20)], 5)[0];

        // By words the third chunk alone; by evidence the first (15 characters), then the second (5): 1/61, 1/61, 1/62.
        Assert.Equal([new(0, 0, 1 / 61.0), new(0, 2, 1 / 61.0), new Hit(0, 1, 1 / 62.0)], hits);
    }

    [Fact]
    public void A_question_without_a_document_cannot_be_asked_within_one()
    {
        var refused = Assert.Throws<InputException>(() => new Bm25(Scope.Document).Rank([Msa, Nda], [Asked("?", "msa.md", 0, 1) with { Document = null }], 1));

        Assert.Contains("say 'asked: { about: collection }' and search all, or split the question", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ kind: bm26 }", "unknown retriever 'bm26'; did you mean 'bm25'?")]
    [InlineData("{ kind: hybrid, retrievers: [bm25] }", "retrievers: must name at least 2 retrievers, but names 1")]
    [InlineData("{ kind: embeddings, model: nomic-embed-text }", "model: 'nomic-embed-text' needs the 'url' of a server that has it")]
    [InlineData("{ kind: embeddings, model: minilm, key_env: KEY }", "key_env: is for an endpoint, but minilm runs in this process")]
    [InlineData("{ kind: embeddings, url: localhost, model: m }", "url: must be an address such as http://localhost:11434/v1, but is 'localhost'")]
    public void A_retriever_that_cannot_be_built_says_why(string settings, string expected)
    {
        var reading = new Reading();
        Retrievers.All.Build(new SettingsMap((MapNode)Yaml.Read("s", new StringReader(settings)), "", reading));

        Assert.Contains(expected, Assert.Throws<InputException>(reading.Errors.ThrowIfAny).Message, StringComparison.Ordinal);
    }

    private static IRetriever Build(string settings) => Retrievers.Using(Embedders.KeptIn(null)).Build(new SettingsMap((MapNode)Yaml.Read("s", new StringReader(settings)), "", new Reading()))!;

    private static Question Asked(string text, string document, int start, int end) => new("q", text, document, [new Passage(document, new TextRange(start, end))]);

    private static ChunkedDocument Document(string name, params string[] chunks)
    {
        var list = new List<Chunk>();
        foreach (var chunk in chunks)
        {
            var start = list.Count == 0 ? 0 : list[^1].End;
            list.Add(new Chunk(start, start + chunk.Length, 1.Tokens));
        }

        return new ChunkedDocument(new Document(name, "", string.Concat(chunks)), list);
    }
}
