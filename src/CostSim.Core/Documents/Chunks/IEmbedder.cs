using CostSim.Files;

namespace CostSim.Documents;

/// <summary>Turns texts into vectors whose angle says how alike they are. A vector depends on its text alone.</summary>
internal interface IEmbedder
{
    /// <summary>A vector for each text, in order.</summary>
    IReadOnlyList<float[]> Embed(IReadOnlyList<string> texts);

    /// <summary>The model, where it runs in this process, so that it can say how it reads a text.</summary>
    ILocalEmbedder? Local => null;
}

/// <summary>A model that runs in this process.</summary>
internal interface ILocalEmbedder : IEmbedder
{
    /// <summary>Changes whenever a vector does: vectors are kept under it.</summary>
    string Version { get; }

    /// <summary>How many tokens of a text it reads; what follows is cut off.</summary>
    int Window { get; }

    TextReading Read(string text);

    ILocalEmbedder? IEmbedder.Local => this;
}

/// <summary>How a model reads a text.</summary>
/// <param name="Words">Words and punctuation marks.</param>
/// <param name="Unknown">Of these, the ones that its vocabulary does not hold whole.</param>
internal readonly record struct TextReading(int Tokens, int Words, int Unknown);

/// <summary>
/// Who embeds: an API in OpenAI's form, given by its address up to <c>/v1</c>, the model and the environment variable that holds the
/// key, if it needs one; or without an address a model that runs in this process.
/// </summary>
internal sealed record EmbeddingEndpoint(Uri? Url, string Model, string? KeyVariable, int Batch)
{
    /// <summary>The name of the model that comes with CostSim.</summary>
    public const string LocalModel = "minilm";

    // Enough to keep every core busy, little enough to lose where a run is interrupted.
    private const int LocalBatch = 256;

    /// <summary>The address as it may be shown, or the model's name.</summary>
    public string Name => Url is null ? Model : Shown(Url);

    /// <summary>Reads <c>model</c> and, where it is not one of this process, <c>url</c>, <c>key_env</c> and <c>batch</c>.</summary>
    public static EmbeddingEndpoint Read(SettingsMap settings)
    {
        var model = settings.Text("model");
        if (!settings.Has("url") && model == LocalModel)
        {
            foreach (var idle in new[] { "key_env", "batch" }.Where(settings.Has))
                settings.Refuse(idle,
                    $"is for an endpoint, but {LocalModel} runs in this process; leave it out, or give the url of a server");
            return new EmbeddingEndpoint(null, model, null, LocalBatch);
        }

        if (!settings.Has("url") && model.Length > 0)
        {
            settings.Refuse("model",
                $"'{model}' needs the 'url' of a server that has it, such as http://localhost:11434/v1; without one there is "
                + $"'{LocalModel}', a small English model");
            return new EmbeddingEndpoint(null, LocalModel, null, LocalBatch);
        }

        var url = settings.Text("url");
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            if (url.Length > 0)
                settings.Refuse("url", $"must be an address such as http://localhost:11434/v1, but is '{url}'");
            address = new Uri("http://localhost/v1");
        }

        if (Shown(address) != address.ToString().TrimEnd('/')
            && settings.Reading.Ledger.All.FirstOrDefault(a => a.Path == settings.PathOf("url")) is { } recorded)
            settings.Reading.Ledger.Restate(recorded with { Value = Shown(address) });
        var key = settings.Text("key_env", absent: "");
        return new EmbeddingEndpoint(address, model, key.Length == 0 ? null : key, settings.Whole("batch", absent: 64, min: 1));
    }

    /// <summary>
    /// An address as it may be shown and recorded: without user, password and the values behind a question mark, which may be keys.
    /// </summary>
    public static string Shown(Uri address) =>
        address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/');
}

/// <summary>Used where no connection is available: reading a scenario needs none, ranking does.</summary>
internal sealed class NoEmbedder(EmbeddingEndpoint endpoint) : IEmbedder
{
    public IReadOnlyList<float[]> Embed(IReadOnlyList<string> texts) =>
        throw new InputException(Location.Of(endpoint.Name),
            "this command makes no network calls, so embeddings are not available; use 'kind: bm25', or a command that may connect");
}

/// <summary>Vector arithmetic for comparing texts.</summary>
internal static class Vectors
{
    /// <summary>The cosine of the angle between two vectors; 0 where one has no length.</summary>
    public static double Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        if (a.Length != b.Length)
            throw new InputException(Location.Of("embeddings"),
                $"vectors have {a.Length} and {b.Length} numbers; the endpoint must give one length for a model");
        double dot = 0, squareA = 0, squareB = 0;
        for (var i = 0; i < a.Length; i++)
        {
            dot += (double)a[i] * b[i];
            squareA += (double)a[i] * a[i];
            squareB += (double)b[i] * b[i];
        }

        return squareA == 0 || squareB == 0 ? 0 : dot / Math.Sqrt(squareA * squareB);
    }
}
