using System.Text.Json.Nodes;

namespace CostSim.Prices;

/// <summary>JSON Schema of a provider's price file, for editors; made from the same tables that the reader uses.</summary>
internal static class PriceSchema
{
    public static JsonObject Build() => new()
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["title"] = "CostSim price file",
        ["description"] = "The prices of one provider. Records are only ever added at the end; a changed price is a new record.",
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["required"] = new JsonArray("provider", "records"),
        ["properties"] = new JsonObject
        {
            ["provider"] = Text("The provider's name, as in openai/gpt-4o and as the file is called"),
            ["reasoning_models"] = Texts("Models that think before they answer; * at the end matches any ending"),
            ["records"] = new JsonObject { ["type"] = "array", ["items"] = Record() },
        },
    };

    private static JsonObject Record()
    {
        var properties = new JsonObject
        {
            ["id"] = Text("Unique; a later statement about the same price takes its recorded_on as suffix"),
            ["model"] = Text("The model as the provider names it"),
            ["aliases"] = Texts("Other names of the model while the record applies"),
            ["kind"] = Text("chat (the default), embedding, rerank, tool, provisioned, transcription, ocr, image, realtime, .."),
            ["effective_from"] = Moment("When the price starts to apply, inclusive, UTC"),
            ["effective_to"] = Moment("When it no longer applies, exclusive; left out while no end is known"),
            ["recorded_on"] = Date("When it was learnt; of two statements about one price the later holds"),
            ["checked_on"] = Date("When it was last compared with a source"),
            ["retires_on"] = Date(
                "The day from which the provider says that the model can no longer be used: a notice, which ends no price"),
            ["status"] = Choice(PriceFile.Statuses, "withdrawn: was announced, then cancelled, and never applies"),
            ["service_tier"] = Text("standard (the default), batch, flex, priority, fast, provisioned, .."),
            ["region"] = Text("global (the default), us, eu, .."),
            ["time_band"] = Band(),
            ["context_from_tokens"] = new JsonObject
            {
                ["type"] = "integer",
                ["minimum"] = 0,
                ["description"] = "Prices whole requests of this much input or more, cached tokens included: 200001 for 'above 200,000'"
            },
        };
        foreach (var column in PriceColumns.All)
            properties[column.Key] = new JsonObject
            {
                ["type"] = "number",
                ["minimum"] = 0,
                ["description"] =
                $"US dollars for {column.For}{(column.FallsBackTo is { } other ? $"; where absent, {PriceColumns.Of(other).Key}" : "")}"
            };
        properties["limits"] = Limits();
        properties["web_search_of"] = Texts("Of a tool: the models whose web search it is");
        properties["source"] = Text("Source of the price");
        properties["date_basis"] =
            Text("How the date is known: provider-source-cited, known-announcement, release-date, first-seen, third-party-page");
        properties["confidence"] = Choice(PriceFile.Confidences, "How sure the amounts are");
        properties["agree"] = Texts("Sources that carry the same amounts, with the first date: litellm@2026-08-01");
        properties["disagree"] = Texts("Sources that carry other amounts, with their time");
        properties["note"] = Text("Anything odd");
        return new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["required"] = new JsonArray("id", "model", "effective_from", "recorded_on", "status"),
            ["properties"] = properties,
        };
    }

    private static JsonObject Band() => new()
    {
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["required"] = new JsonArray("name"),
        ["description"] = "The part of the week in which the price applies",
        ["properties"] = new JsonObject
        {
            ["name"] = Text("peak, offpeak, .."),
            ["utc"] = Texts("Windows in UTC, start inside and end outside: 16:30-00:30, Mon-Fri 01:00-04:00"),
            ["utc_except"] = Texts("Applies outside of these windows"),
        },
    };

    private static JsonObject Limits() => new()
    {
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject(new[] { "context_window", "max_input_tokens", "max_output_tokens" }
            .Select(k => KeyValuePair.Create(k, (JsonNode?)new JsonObject { ["type"] = "integer", ["minimum"] = 0 }))),
    };

    private static JsonObject Text(string description) => new() { ["type"] = "string", ["description"] = description };

    private static JsonObject Texts(string description) =>
        new() { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" }, ["description"] = description };

    private static JsonObject Date(string description) => new() { ["type"] = "string", ["format"] = "date", ["description"] = description };

    private static JsonObject Moment(string description) =>
        new() { ["type"] = "string", ["pattern"] = @"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?Z)?$", ["description"] = description };

    private static JsonObject Choice(IEnumerable<string> choices, string description) =>
        new() { ["enum"] = new JsonArray([.. choices.Select(c => JsonValue.Create(c))]), ["description"] = description };
}
