using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CostSim.Forecasts;

/// <summary>
/// The SHA-256 of a forecast's content, by which an altered file is noticed. Layout does not count, every name, value and their order do.
/// It tells mistakes and careless edits, not a forger: who alters a file can seal it anew.
/// </summary>
public static class Seal
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

        return $"sha256:{Convert.ToHexStringLower(SHA256.HashData(canonical.GetBuffer().AsSpan(0, (int)canonical.Length)))}";
    }
}
