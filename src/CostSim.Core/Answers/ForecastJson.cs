using System.Text.Encodings.Web;
using System.Text.Json;
using CostSim.Forecasts;
using CostSim.Reports;
using CostSim.Results;
using CostSim.Threading;

namespace CostSim.Answers;

/// <summary>A run as JSON: the content of <c>forecast.json</c> and of <c>run --format json</c>. Members are only ever added.</summary>
internal static class ForecastJson
{
    /// <param name="result">What the run found.</param>
    /// <param name="tables">What it shows, for drawing it again: the tables, which are asked for before the rest.</param>
    /// <param name="rendering">All that it shows; asked for last.</param>
    /// <param name="exceed">The levels of <c>--exceed</c> as they were typed, in the order of the options.</param>
    /// <returns>The JSON as UTF-8.</returns>
    public static byte[] Of(Result result, BackgroundValue<IReadOnlyList<Table>> tables, Lazy<Rendering> rendering,
        IReadOnlyList<string> exceed)
    {
        using var content = new MemoryStream(1 << 20);
        using var json = new Utf8JsonWriter(content,
            new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteNumber("format", RecordJson.Format);
        new ForecastMembers(result, exceed, json).Write();
        Whole(json, "record", Bytes(result.Record));
        var shown = Bytes(tables.Value);
        json.WriteStartObject("rendering");
        Whole(json, "answer", Bytes(rendering.Value.Answer));
        Whole(json, "tables", shown);
        Whole(json, "report", Bytes(rendering.Value.Report));
        json.WriteEndObject();
        json.Flush();
        // The seal covers everything before it.
        json.WriteString(Seal.Member, Seal.OfWritten(content.GetBuffer().AsSpan(0, (int)content.Length)));
        json.WriteEndObject();
        json.Flush();
        return content.ToArray();
    }

    private static byte[] Bytes<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, RecordJson.Options);

    private static void Whole(Utf8JsonWriter json, string name, byte[] value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(value, skipInputValidation: true);
    }
}
