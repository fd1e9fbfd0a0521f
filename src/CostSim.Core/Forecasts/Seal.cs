using System.Buffers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CostSim.Forecasts;

/// <summary>
/// The SHA-256 of a forecast's content, by which an altered file is noticed. Layout does not count, every name, value and their order do.
/// It tells mistakes and careless edits, not a forger: who alters a file can seal it anew.
/// </summary>
internal static class Seal
{
    public const string Member = "seal";

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The seal that belongs to an object's content, its own seal left out.</summary>
    public static string Of(JsonElement content)
    {
        using var canonical = new MemoryStream();
        using (var json = new Utf8JsonWriter(canonical, Compact))
        {
            json.WriteStartObject();
            foreach (var member in content.EnumerateObject().Where(m => m.Name != Member))
                member.WriteTo(json);
            json.WriteEndObject();
        }

        return Text(SHA256.HashData(canonical.GetBuffer().AsSpan(0, (int)canonical.Length)));
    }

    /// <summary>
    /// The seal of an object of which all is written but its end. The writer escapes as <see cref="Of"/> does, so that without its
    /// layout the text is canonical as it is.
    /// </summary>
    public static string OfWritten(ReadOnlySpan<byte> open)
    {
        var canonical = ArrayPool<byte>.Shared.Rent(open.Length + 1);
        var length = 0;
        for (var at = 0; at < open.Length;)
        {
            var end = open[at] == '"' ? at + StringLength(open[at..]) : TokenEnd(open, at);
            open[at..end].CopyTo(canonical.AsSpan(length));
            length += end - at;
            for (at = end; at < open.Length && IsLayout(open[at]);)
                at++;
        }

        canonical[length++] = (byte)'}';
        var seal = Text(SHA256.HashData(canonical.AsSpan(0, length)));
        ArrayPool<byte>.Shared.Return(canonical);
        return seal;
    }

    private static string Text(byte[] hash) => $"sha256:{Convert.ToHexStringLower(hash)}";

    private static bool IsLayout(byte b) => b is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t';

    // Up to the next layout or string.
    private static int TokenEnd(ReadOnlySpan<byte> text, int at)
    {
        var length = text[at..].IndexOfAny(" \n\r\t\""u8);
        return length < 0 ? text.Length : at + length;
    }

    private static int StringLength(ReadOnlySpan<byte> text)
    {
        var at = 1;
        while (text[at] != '"')
            at += text[at] == '\\' ? 2 : 1;
        return at + 1;
    }
}
