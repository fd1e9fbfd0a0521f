using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CostSim.Files;

/// <summary>JSON as files hold it: letters as they are, LF alone.</summary>
internal static class JsonTexts
{
    private static readonly JsonSerializerOptions Lines = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Spread =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true, NewLine = "\n" };

    public static string Indented(JsonNode node) => node.ToJsonString(Spread) + "\n";

    /// <summary>The text of a JSON string. Cut-off logs hold unpaired surrogates, which become U+FFFD.</summary>
    public static string Text(JsonElement value)
    {
        try
        {
            return value.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            var raw = System.Text.Encoding.UTF8.GetBytes(value.GetRawText());
            var text = new System.Buffers.ArrayBufferWriter<byte>(raw.Length);
            JsonEscapes.Write(raw.AsSpan(1, raw.Length - 2), text);
            return System.Text.Encoding.UTF8.GetString(text.WrittenSpan);
        }
    }

    /// <summary>The name of a member; null where it is not valid text.</summary>
    public static string? Name(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    public static string Line(JsonNode node) => node.ToJsonString(Lines) + "\n";
}
