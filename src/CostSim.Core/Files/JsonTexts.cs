using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CostSim.Files;

/// <summary>JSON as files hold it: letters as they are, LF alone.</summary>
internal static class JsonTexts
{
    private static readonly JsonSerializerOptions Lines = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Spread = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true, NewLine = "\n" };

    public static string Indented(JsonNode node) => node.ToJsonString(Spread) + "\n";

    public static string Line(JsonNode node) => node.ToJsonString(Lines) + "\n";
}
