using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using CostSim.Chunks;
using CostSim.Settings;

namespace CostSim.Files;

/// <summary>Asks an embeddings API in OpenAI's form. The only network connection of a run, to the address that the user named.</summary>
internal sealed class EmbeddingClient(EmbeddingEndpoint endpoint) : IEmbedder
{
    private const int Tries = 5;

    // A run that stands still for longer looks broken.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    // One for the process: each holds its own connections. Redirects would send texts where the user did not say.
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = TimeSpan.FromMinutes(2) };

    private readonly Uri address = new(endpoint.Url.ToString().TrimEnd('/') + "/embeddings");

    public IReadOnlyList<float[]> Embed(IReadOnlyList<string> texts) =>
        [.. texts.Chunk(endpoint.Batch).SelectMany(Ask)];

    private IReadOnlyList<float[]> Ask(string[] texts)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(new { model = endpoint.Model, input = texts, encoding_format = "float" }) };
            if (endpoint.KeyVariable is { } variable)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Key(variable));
            using var response = Send(request);
            if (response.IsSuccessStatusCode)
                return Vectors(response, texts.Length);
            var busy = response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;
            if (!busy || attempt == Tries)
                throw Refused($"answered {(int)response.StatusCode} {response.ReasonPhrase}: {Beginning(response)}");
            var pause = response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1 << attempt);
            if (pause > Patience)
                throw Refused($"is busy and asks to wait for {pause.TotalSeconds:0} s; run again then: the vectors that came so far are kept in the store");
            Thread.Sleep(pause);
        }
    }

    private HttpResponseMessage Send(HttpRequestMessage request)
    {
        try
        {
            return Http.Send(request);
        }
        catch (HttpRequestException unreached)
        {
            throw Refused($"cannot be reached ({unreached.Message}); check url, or run once with a connection: vectors are kept in the store");
        }
        catch (OperationCanceledException)
        {
            throw Refused("did not answer within two minutes; try a smaller batch");
        }
    }

    private float[][] Vectors(HttpResponseMessage response, int count)
    {
        try
        {
            using var json = JsonDocument.Parse(response.Content.ReadAsStream());
            var vectors = new float[count][];
            foreach (var item in json.RootElement.GetProperty("data").EnumerateArray())
                vectors[item.GetProperty("index").GetInt32()] = [.. item.GetProperty("embedding").EnumerateArray().Select(n => n.GetSingle())];
            if (Array.TrueForAll(vectors, v => v is { Length: > 0 }))
                return vectors;
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException or FormatException)
        {
        }

        throw Refused($"did not answer with a vector for each of {count} texts; it must speak the form of OpenAI's /embeddings");
    }

    private InputException Refused(string what) => new(Location.Of(address.ToString()), what);

    private static string Key(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } key
        ? key
        : throw new InputException(Location.Of("embeddings"), $"key_env: the environment variable {variable} is not set; set it to the key, or leave key_env out");

    private static string Beginning(HttpResponseMessage response)
    {
        using var reader = new StreamReader(response.Content.ReadAsStream());
        var text = reader.ReadToEnd().ReplaceLineEndings(" ");
        return text.Length <= 200 ? text : text[..200] + "...";
    }
}
