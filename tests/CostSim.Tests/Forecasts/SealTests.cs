using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CostSim.Forecasts;

namespace CostSim.Tests.Forecasts;

public sealed class SealTests
{
    private static readonly JsonWriterOptions Written =
        new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("a \"quoted\" word, a \\ and a brace } with  two spaces")]
    [InlineData("ends in a backslash \\")]
    [InlineData("tab\tline\nfeed \u0001 <b>µ € 漢 \U0001F600</b> \u2028")]
    public void What_is_being_written_has_the_seal_that_it_has_when_read(string text)
    {
        using var buffer = new MemoryStream();
        using var json = new Utf8JsonWriter(buffer, Written);
        json.WriteStartObject();
        json.WriteString(text.Length == 0 ? "empty" : text, text);
        json.WriteNumber("number", 1.5e-7);
        json.WriteStartArray("list");
        json.WriteNumberValue(1);
        json.WriteStringValue(text);
        json.WriteStartObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WritePropertyName("raw");
        json.WriteRawValue("""{"a":[1,2],"b":"c d"}""");
        json.WriteNull("nothing");
        json.Flush();

        var open = Encoding.UTF8.GetString(buffer.ToArray());
        using var read = JsonDocument.Parse(open + "\n}");

        Assert.Contains('\n', open);
        Assert.Equal(Seal.Of(read.RootElement), Seal.OfWritten(buffer.ToArray()));
    }
}
