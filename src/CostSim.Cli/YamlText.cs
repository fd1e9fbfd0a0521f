using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CostSim.Cli;

/// <summary>Maps and lists as YAML, with every text quoted by one function: no value becomes a key, a comment or another type.</summary>
internal static class YamlText
{
    // A text of JSON in double quotes is one of YAML too.
    private static readonly JsonSerializerOptions Quotes = new() { Encoder = JavaScriptEncoder.Default };

    public static string Of(JsonObject map)
    {
        var text = new StringBuilder();
        Map(text, map, indent: 0, isFirstInLine: false);
        return text.ToString();
    }

    /// <summary>A text in double quotes; characters that are not ASCII are escaped.</summary>
    public static string Quoted(string value) => JsonSerializer.Serialize(value, Quotes);

    private static void Map(StringBuilder text, JsonObject map, int indent, bool isFirstInLine)
    {
        foreach (var (key, value) in map)
        {
            text.Append(' ', isFirstInLine ? 0 : indent).Append(key).Append(':');
            isFirstInLine = false;
            switch (value)
            {
                case JsonObject inner:
                    text.Append('\n');
                    Map(text, inner, indent + 2, isFirstInLine: false);
                    break;
                case JsonArray list:
                    text.Append('\n');
                    List(text, list, indent + 2);
                    break;
                default:
                    text.Append(' ').Append(Scalar(value)).Append('\n');
                    break;
            }
        }
    }

    private static void List(StringBuilder text, JsonArray list, int indent)
    {
        foreach (var item in list)
        {
            text.Append(' ', indent).Append("- ");
            if (item is JsonObject map)
                Map(text, map, indent + 2, isFirstInLine: true);
            else
                text.Append(Scalar(item)).Append('\n');
        }
    }

    private static string Scalar(JsonNode? value) => value!.GetValueKind() is JsonValueKind.String
        ? Quoted(value.GetValue<string>())
        : value.ToJsonString();
}
