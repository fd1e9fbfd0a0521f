using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CostSim.Documents;
using CostSim.MiniLm;

namespace CostSim.Tests.Documents;

/// <summary>The embedding model that comes with the tool.</summary>
public sealed class MiniLmTests
{
    private static readonly string[] Texts =
    [
        "This agreement is governed by the laws of California.",
        "The parties shall keep the information secret for five years after the end of the agreement.",
        "The cat sat on the mat.",
        "How long does confidentiality last?",
    ];

    // From the published ONNX weights in numpy with 64-bit floats: similarity of the last text with each, and the first numbers of the first.
    private static readonly double[] Similar = [0.1798, 0.6111, -0.0400, 1];
    private static readonly double[] First = [0.03688, 0.04876, 0.02285, -0.01702, -0.0587, 0.03736];

    [Fact]
    public void Vectors_are_those_of_the_published_model_but_for_the_rounding_of_its_weights()
    {
        var vectors = new MiniLmEmbedder().Embed(Texts);

        Assert.All(vectors.Zip(Similar), v => Assert.Equal(v.Second, Vectors.Cosine(vectors[3], v.First), 0.02));
        Assert.All(vectors[0].Zip(First), v => Assert.Equal(v.Second, v.First, 0.008));
        Assert.All(vectors, v => Assert.Equal(1, v.Sum(x => (double)x * x), 1e-6));
    }

    [Fact]
    public void A_vector_has_the_same_bytes_on_every_processor_and_in_any_company()
    {
        // The hash was the same with AVX-512, without AVX2 and with no vector instructions at all (DOTNET_EnableHWIntrinsic=0).
        var vectors = new MiniLmEmbedder().Embed([.. Texts, string.Join(' ', Enumerable.Repeat("something longer", 100))]);

        Assert.Equal("ca64f13b8319b475e967fda67e6239a6262a99acc4205d2045e2c130e1655758", Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(vectors[0].AsSpan()))));
        Assert.Equal(vectors[2], new MiniLmEmbedder().Embed([Texts[2]])[0]);
    }

    [Fact]
    public void What_follows_the_window_is_not_read()
    {
        // A word is a token here, and two frame the text: 510 words fill the window.
        var (full, longer) = (string.Join(' ', Enumerable.Repeat("fee", 510)), string.Join(' ', Enumerable.Repeat("fee", 510)) + " and the cat sat on the mat");
        var model = new MiniLmEmbedder();

        var vectors = model.Embed([full, longer]);

        Assert.Equal(vectors[0], vectors[1]);
        Assert.Equal((512, 519), (model.Read(full).Tokens, model.Read(longer).Tokens));
    }

    [Fact]
    public void It_says_which_words_it_does_not_know_whole()
    {
        // "confidentiality" and "indemnify" come in pieces; the full stop is a word of its own, a Chinese character that is in no vocabulary another.
        Assert.Equal(new TextReading(6, 4, 0), new MiniLmEmbedder().Read("the cat sat."));
        var malay = new MiniLmEmbedder().Read("Pihak penerima hendaklah menyimpan maklumat tersebut secara sulit.");
        Assert.True(malay.Unknown > 0.5 * malay.Words);
    }

    [Fact]
    public void Prefixes_go_before_questions_and_chunks()
    {
        var heard = new Hearing();
        var document = new ChunkedDocument(new Document("a.md", "", "one two"), [new Chunk(0, 3, new(1)), new Chunk(4, 7, new(1))]);

        _ = new EmbeddingRetriever(Scope.Corpus, heard, "query: ", "passage: ").Rank([document], [Asked("who", "a.md")], 1);

        Assert.Equal(["query: who", "passage: one", "passage: two"], heard.Texts);
    }

    [Fact]
    public void Where_every_chunk_may_go_in_the_answer_says_that_recall_is_no_merit_of_the_search()
    {
        ChunkedDocument[] documents = [Cut("short.md", 3), Cut("long.md", 9)];
        Question[] questions = [Asked("who", "short.md"), Asked("what", "short.md"), Asked("when", "long.md")];

        // Two questions are about a document of three chunks, of which five may go in.
        Assert.Contains("for 2 of 3 questions no more than 5 chunks are searched", Assert.Single(RetrievalNotes.Of(new Bm25(Scope.Document), 5, documents, questions)), StringComparison.Ordinal);
        Assert.Empty(RetrievalNotes.Of(new Bm25(Scope.Document), 2, documents, questions));
        Assert.Empty(RetrievalNotes.Of(new Bm25(Scope.Corpus), 5, documents, questions));
        Assert.Single(RetrievalNotes.Of(new Bm25(Scope.Corpus), 12, documents, questions));
    }

    [Fact]
    public void Long_chunks_and_another_language_are_named()
    {
        var text = string.Join(' ', Enumerable.Repeat("hendaklah", 300));
        var document = new ChunkedDocument(new Document("a.md", "", text), [new Chunk(0, text.Length, new(900))]);

        var notes = RetrievalNotes.Of(new EmbeddingRetriever(Scope.Corpus, new MiniLmEmbedder()), null, [document], [Asked("Berapa lama?", "a.md")]).ToList();

        Assert.Contains(notes, n => n.Contains("100 % of the chunks are longer", StringComparison.Ordinal));
        Assert.Contains(notes, n => n.Contains("does not know 100 % of the words in the chunks", StringComparison.Ordinal));
    }

    private static Question Asked(string text, string document) => new(text, text, document, [new Passage(document, new TextRange(0, 1))]);

    private static ChunkedDocument Cut(string name, int chunks) =>
        new(new Document(name, "", new string('a', chunks)), [.. Enumerable.Range(0, chunks).Select(i => new Chunk(i, i + 1, new(1)))]);

    private sealed class Hearing : IEmbedder
    {
        public List<string> Texts { get; } = [];

        public IReadOnlyList<float[]> Embed(IReadOnlyList<string> texts)
        {
            Texts.AddRange(texts);
            return [.. texts.Select(_ => new float[] { 1 })];
        }
    }
}
