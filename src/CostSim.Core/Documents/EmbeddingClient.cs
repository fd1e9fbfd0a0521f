using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CostSim.Files;

namespace CostSim.Documents;

/// <summary>Asks an embeddings API in OpenAI's form. The only network connection of a run, to the address that the user named.</summary>
internal sealed class EmbeddingClient(EmbeddingEndpoint endpoint, Uri url) : IEmbedder
{
    private const int Tries = 5;

    // The longest vectors in use have 8,192 numbers of some 25 characters each.
    private const int MostBytesEach = 512 << 10, MostBytesMore = 1 << 20;

    // A run without progress for longer looks broken.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    // From the request to the last byte of its answer.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    // One for the process: each holds its own connections. Redirects would send texts where the user did not say.
    private static readonly HttpClient Http =
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = Timeout.InfiniteTimeSpan };

    private readonly Uri address = Address(url);

    public IReadOnlyList<float[]> Embed(IReadOnlyList<string> texts) =>
        [.. texts.Chunk(endpoint.Batch).SelectMany(Ask)];

    // What follows a question mark, such as ?api-version=2024-10-21, stays at the end. User and password go into a header.
    internal static Uri Address(Uri url) =>
        new UriBuilder(url) { Path = url.AbsolutePath.TrimEnd('/') + "/embeddings", UserName = "", Password = "" }.Uri;

    private IReadOnlyList<float[]> Ask(string[] texts)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post,
                address)
            { Content = JsonContent.Create(new { model = endpoint.Model, input = texts, encoding_format = "float" }) };
            request.Headers.Authorization = Authorization();
            using var late = new CancellationTokenSource(Longest);
            using var response = Send(request, late.Token);
            if (response.IsSuccessStatusCode)
                return Vectors(Body(response, MostBytesMore + (texts.Length * MostBytesEach), late.Token), texts.Length);
            var busy = response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;
            if (!busy || attempt == Tries)
                throw Refused(string.Create(CultureInfo.InvariantCulture,
                    $"answered {(int)response.StatusCode} {response.ReasonPhrase}: {Beginning(response, late.Token)}"));
            var pause = response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1 << attempt);
            if (pause > Patience)
                throw Refused($"is busy and asks to wait for {pause.TotalSeconds:0} s; run again then: the vectors that came so far are "
                    + $"kept in the store");
            Thread.Sleep(pause);
        }
    }

    private HttpResponseMessage Send(HttpRequestMessage request, CancellationToken late)
    {
        try
        {
            return Http.Send(request, HttpCompletionOption.ResponseHeadersRead, late);
        }
        catch (HttpRequestException unreached)
        {
            throw Refused($"cannot be reached ({unreached.Message}); check url, or run once with a connection: vectors are kept "
                + $"in the store");
        }
        catch (OperationCanceledException)
        {
            throw Slow();
        }
    }

    // A server that sends without end, or stops in the middle, is cut off.
    private byte[] Body(HttpResponseMessage response, int most, CancellationToken late)
    {
        try
        {
            using var stream = response.Content.ReadAsStream(late);
            using var closing = late.Register(stream.Dispose);
            var bytes = new ArrayBufferWriter<byte>(1 << 16);
            for (int read; (read = stream.Read(bytes.GetSpan(1 << 16))) > 0;)
            {
                bytes.Advance(read);
                if (bytes.WrittenCount > most)
                    throw Refused(string.Create(CultureInfo.InvariantCulture,
                        $"sends more than {most >> 20} MB for one request; check url and model, or take a smaller batch"));
            }

            return bytes.WrittenSpan.ToArray();
        }
        catch (Exception) when (late.IsCancellationRequested)
        {
            throw Slow();
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            throw Refused($"broke off its answer ({broken.Message}); run again: the vectors that came so far are kept in the store");
        }
    }

    private float[][] Vectors(byte[] body, int count)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var vectors = new float[count][];
            foreach (var item in json.RootElement.GetProperty("data").EnumerateArray())
                vectors[item.GetProperty("index").GetInt32()] =
                    [.. item.GetProperty("embedding").EnumerateArray().Select(n => n.GetSingle())];
            if (Array.TrueForAll(vectors, v => v is { Length: > 0 } && v.Length == vectors[0].Length))
                return Array.TrueForAll(vectors, v => Array.TrueForAll(v, float.IsFinite) && Array.Exists(v, x => x != 0))
                    ? vectors
                    : throw Refused("sent a vector that is zero or not finite, which is near to nothing; use another model");
        }
        catch (Exception broken) when (InputGuard.IsMalformed(broken))
        {
            // Said below.
        }

        throw Refused(string.Create(CultureInfo.InvariantCulture,
            $"did not answer with a vector for each of {count} texts, all of one length; it must speak the form of OpenAI's /embeddings"));
    }

    private InputException Slow() => Refused("did not answer whole within two minutes; try a smaller batch");

    private InputException Refused(string what) => new(Location.Of(EmbeddingEndpoint.Shown(address)), what);

    private AuthenticationHeaderValue? Authorization()
    {
        if (endpoint.KeyVariable is { } variable)
            return new AuthenticationHeaderValue("Bearer", Key(variable));
        return url.UserInfo.Length == 0
            ? null
            : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(url.UserInfo))));
    }

    // A key that was read from a file often ends in a line break.
    private static string Key(string variable) => (Environment.GetEnvironmentVariable(variable) ?? "").Trim() switch
    {
        "" => throw new InputException(Location.Of("embeddings"),
            $"key_env: the environment variable {variable} is not set; set it to the key, or leave key_env out"),
        var key when key.Any(c => c is <= ' ' or > '~') =>
            throw new InputException(Location.Of("embeddings"),
                $"key_env: the environment variable {variable} holds a space, a line break or another character that no key has; set it to "
                + $"the key alone"),
        var key => key,
    };

    private string Beginning(HttpResponseMessage response, CancellationToken late)
    {
        var text = Encoding.UTF8.GetString(Body(response, MostBytesMore, late)).ReplaceLineEndings(" ");
        return text.Length <= 200 ? text : text[..200] + "...";
    }
}
