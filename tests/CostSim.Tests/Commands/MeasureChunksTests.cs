using System.Text.Json;

namespace CostSim.Tests.Commands;

public sealed class MeasureChunksTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("costsim-chunks-").FullName;
    private readonly string terms;
    private readonly string privacy;
    private readonly string questions;

    public MeasureChunksTests()
    {
        terms = Write("terms.txt", "The fee is due in thirty days.\n\nEither party may end this agreement.\n\nThe law of Utah governs.\n");
        privacy = Write("privacy.txt", "We keep no data about you.\n\nThe fee is not for data.\n");
        questions = Write("questions.jsonl", """
            {"id": "q1", "question": "When is the fee due?", "document": "terms.txt", "references": ["The fee is due in thirty days."]}
            {"id": "q2", "question": "What about my data?", "document": "privacy", "references": ["We keep no data about you."]}
            {"id": "q3", "question": ""}
            """);
    }

    [Fact]
    public async Task A_chunk_a_line_with_its_place_and_tokens()
    {
        var run = await Cli.Run("measure", terms, "--as", "text", "--chunker", "{ kind: paragraph, size: 9 }", "--format", "jsonl", "--text");

        Assert.Equal(0, run.Exit);
        var chunks = run.Output.TrimEnd('\n').Split('\n').Select(l => JsonDocument.Parse(l).RootElement).ToList();
        // Seven words, a stop and an empty line end the first paragraph: 32 characters.
        Assert.Equal(["path", "chunk", "start", "end", "tokens", "text"], chunks[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal([(0, 0, 32), (1, 32, 70), (2, 70, 95)], chunks.Select(c => (c.GetProperty("chunk").GetInt32(), c.GetProperty("start").GetInt32(), c.GetProperty("end").GetInt32())));
        Assert.Equal("The law of Utah governs.\n", chunks[2].GetProperty("text").GetString());
        Assert.Equal(terms, chunks[0].GetProperty("path").GetString());
    }

    [Fact]
    public async Task Recall_by_corpus_and_for_all_in_percent()
    {
        var run = await Cli.Run("measure", terms, privacy, "--as", "text", "--chunker", "{ kind: paragraph, size: 9 }", "--questions", questions, "--retriever", "{ kind: bm25 }", "--k", "1", "--format", "jsonl");

        Assert.Equal(0, run.Exit);
        Assert.Contains("1 questions are not written yet and are left out", run.Error, StringComparison.Ordinal);
        var rows = run.Output.TrimEnd('\n').Split('\n').Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(["terms", "privacy", "ALL"], rows.Select(r => r.GetProperty("corpus").GetString()));
        var all = rows[2];
        Assert.Equal((5, 1, 100.0, 0.0), (all.GetProperty("chunks").GetInt32(), all.GetProperty("k").GetInt32(), all.GetProperty("recall").GetDouble(), all.GetProperty("recall_sd").GetDouble()));
        // Of 32 characters 30 are evidence; of 28, 26.
        Assert.Equal(100 * (30 / 32.0 + 26 / 28.0) / 2, all.GetProperty("precision").GetDouble(), 9);
        Assert.Equal(all.GetProperty("precision").GetDouble(), all.GetProperty("precision_omega").GetDouble(), 9);
    }

    [Fact]
    public async Task Several_ways_are_compared_in_one_table()
    {
        var run = await Cli.Run("measure", terms, privacy, "--as", "text", "--chunker", "{ kind: paragraph, size: 9 }", "--chunker", "whole", "--questions", questions,
            "--retriever", "bm25", "--retriever", "oracle", "--k", "1,2");

        Assert.Equal(0, run.Exit);
        Assert.Contains("paragraph 9  oracle     1   100 %", run.Output, StringComparison.Ordinal);
        Assert.Contains("the bound", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Output.Split('\n'), line => line.Length > 80);
    }

    [Theory]
    [InlineData("{ kind: window, size: 9, overlap: 9 }", "--chunker:1:35: error: overlap: must be smaller than size (9 tokens), but is 9 tokens")]
    [InlineData("{ kind: windw }", "unknown chunker 'windw'; did you mean 'window'?")]
    [InlineData("{ kind: window, sise: 9 }", "unknown key 'sise'; did you mean 'size'?")]
    public async Task A_chunker_that_cannot_be_built_is_said_with_its_place(string chunker, string expected)
    {
        var run = await Cli.Run("measure", terms, "--chunker", chunker);

        Assert.Equal(1, run.Exit);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Questions_without_a_chunker_are_wrong_usage()
    {
        var run = await Cli.Run("measure", terms, "--questions", questions);

        Assert.Equal(2, run.Exit);
        Assert.Contains("say how documents are cut with --chunker", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
