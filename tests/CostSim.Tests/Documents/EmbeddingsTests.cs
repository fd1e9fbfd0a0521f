using System.Net;
using System.Text;
using System.Text.Json;
using CostSim.Documents;
using CostSim.Files;

namespace CostSim.Tests.Documents;

/// <summary>Against a server on loopback that counts letters: a vector of how often a, b and c occur.</summary>
public sealed class EmbeddingsTests : IDisposable
{
    private readonly string store = Path.Combine(Path.GetTempPath(), "costsim-embeddings-" + Environment.ProcessId + "-" + Interlocked.Increment(ref runs));
    private static int runs;

    [Fact]
    public void A_second_run_is_offline_and_identical()
    {
        var document = ChunkedDocument.Of(SampleText.Tokenized("aaa aaa. Bbb bbb. Ccc ccc."), SampleText.Chunker("{ kind: sentence, size: 4 }"));
        IReadOnlyList<Hit> first, second;
        string url;
        using (var server = new LetterServer())
        {
            url = server.Url;
            first = Rank(document, url);
            // Three chunks and a question, two a request, and the question in a request of its own.
            Assert.Equal(3, server.Requests);
            Assert.Equal("Bearer", server.Authorization?.Split(' ')[0]);
        }

        second = Rank(document, url);

        Assert.Equal([1, 0, 2], first.Select(h => h.Chunk));
        // Question (0, 1, 0); the chunk "Bbb bbb. " counts as (0, 6, 0).
        Assert.Equal(1, first[0].Score, 6);
        Assert.Equal(first, second);
    }

    [Fact]
    public void Without_a_store_nothing_is_kept_and_an_absent_server_is_said()
    {
        var document = ChunkedDocument.Of(SampleText.Tokenized("aaa"), new WholeDocument());

        var refused = Assert.Throws<InputException>(() => Retriever("http://127.0.0.1:9/v1", Embedders.KeptIn(null)).Rank([document], [Asked()], 1));

        Assert.Contains("http://127.0.0.1:9/v1/embeddings: error: cannot be reached", refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(store));
    }

    [Theory]
    [InlineData("broken", "did not answer with a vector for each of 1 texts")]
    [InlineData("refuse", "answered 400 Bad Request: {\"error\": \"too long\"}")]
    public void An_answer_that_is_none_is_said(string model, string expected)
    {
        using var server = new LetterServer();

        var refused = Assert.Throws<InputException>(() => Retriever(server.Url, Embedders.KeptIn(null), model).Rank([], [Asked()], 1));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_came_before_a_server_asks_to_wait_is_not_asked_for_again()
    {
        var document = ChunkedDocument.Of(SampleText.Tokenized("aaa aaa. Bbb bbb. Ccc ccc."), SampleText.Chunker("{ kind: sentence, size: 4 }"));
        using var server = new LetterServer { BusyFrom = 3 };

        var refused = Assert.Throws<InputException>(() => Rank(document, server.Url));

        Assert.Contains("is busy and asks to wait for 600 s; run again then", refused.Message, StringComparison.Ordinal);
        server.BusyFrom = int.MaxValue;
        Assert.Equal([1, 0, 2], Rank(document, server.Url).Select(h => h.Chunk));
        // The question, two chunks, and in vain the third; then the third alone.
        Assert.Equal([1, 2, 1, 1], server.Texts);
    }

    [Fact]
    public void A_semantic_chunker_can_use_the_endpoint()
    {
        using var server = new LetterServer();
        var reading = new Reading();
        var settings = $"{{ kind: semantic, breaks: 50%, sentences: 1, embeddings: {{ url: \"{server.Url}\", model: letters }} }}";
        var chunker = Chunkers.Using(Embedders.KeptIn(store)).Build(new SettingsMap((MapNode)Yaml.Read("s", new StringReader(settings)), "", reading));
        reading.Errors.ThrowIfAny();

        var chunks = chunker!.Cut(SampleText.Tokenized("Aaa a. Aa aaa. Bb bbb."));

        // Of two places the lower half is one: before the b's, whose vector is at a right angle to the a's.
        Assert.Equal([0, 15], chunks.Select(c => c.Start));
    }

    public void Dispose()
    {
        if (Directory.Exists(store))
            Directory.Delete(store, recursive: true);
    }

    private IReadOnlyList<Hit> Rank(ChunkedDocument document, string url) => Retriever(url, Embedders.KeptIn(store)).Rank([document], [Asked()], 3)[0];

    private static Question Asked() => new("q", "b", "sample.md", []);

    private static IRetriever Retriever(string url, Func<EmbeddingEndpoint, IEmbedder> connect, string model = "letters")
    {
        var reading = new Reading();
        var settings = $"{{ kind: embeddings, url: \"{url}\", model: {model}, key_env: PATH, batch: 2 }}";
        var retriever = Retrievers.Using(connect).Build(new SettingsMap((MapNode)Yaml.Read("s", new StringReader(settings)), "", reading));
        reading.Errors.ThrowIfAny();
        return retriever!;
    }

    private sealed class LetterServer : IDisposable
    {
        private readonly HttpListener listener = new();

        public LetterServer()
        {
            for (var port = 41000 + Environment.ProcessId % 10000; ; port++)
            {
                Url = $"http://127.0.0.1:{port}/v1";
                listener.Prefixes.Clear();
                listener.Prefixes.Add(Url + "/");
                try
                {
                    listener.Start();
                    break;
                }
                catch (HttpListenerException)
                {
                    // Taken: another test run has it.
                }
            }

            _ = Serve();
        }

        public string Url { get; }

        public int Requests { get; private set; }

        public string? Authorization { get; private set; }

        /// <summary>The number, from 1, of the first request that is sent away.</summary>
        public int BusyFrom { get; set; } = int.MaxValue;

        /// <summary>Texts of each request.</summary>
        public List<int> Texts { get; } = [];

        public void Dispose() => listener.Close();

        private async Task Serve()
        {
            try
            {
                while (listener.IsListening)
                    await Answer(await listener.GetContextAsync());
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
            }
        }

        private async Task Answer(HttpListenerContext context)
        {
            Requests++;
            Authorization = context.Request.Headers["Authorization"];
            using var body = await JsonDocument.ParseAsync(context.Request.InputStream);
            var (model, input) = (body.RootElement.GetProperty("model").GetString(), body.RootElement.GetProperty("input").EnumerateArray().Select(t => t.GetString()!).ToList());
            Texts.Add(input.Count);
            if (Requests >= BusyFrom)
            {
                context.Response.StatusCode = 429;
                context.Response.Headers["Retry-After"] = "600";
                context.Response.Close();
                return;
            }

            // In reverse order: the index decides.
            var answer = model switch
            {
                "refuse" => "{\"error\": \"too long\"}",
                "broken" => "{\"data\": []}",
                _ => JsonSerializer.Serialize(new { data = input.Select((text, index) => new { index, embedding = "abc".Select(c => text.ToLowerInvariant().Count(x => x == c)) }).Reverse() }),
            };
            context.Response.StatusCode = model == "refuse" ? 400 : 200;
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer));
            context.Response.Close();
        }
    }
}
