using System.Text.Json.Nodes;

namespace CostSim.Forecasts;

/// <summary>
/// JSON Schema of <c>forecast.json</c>. Members are only ever added, so that it is open; a test holds it against a run's file.
/// </summary>
internal static class ForecastSchema
{
    // A member, with [] for the items of a list, its type, and what it says. "=" takes the schema of a definition.
    private static readonly (string Path, string Type, string Says)[] Members =
    [
        ("format", "integer", "Goes up when the meaning of a member changes"),
        ("scenario", "string", "The scenario's name"),
        ("start", "string", "First day of the horizon"),
        ("days", "integer", "Days of the horizon"),
        ("currency", "string", "ISO code of every amount"),
        ("trials", "integer", "Simulated horizons"),
        ("seed", "integer", "Seed of the random numbers"),
        ("outer_law", "string", "How the uncertain parameters were integrated"),
        ("method", "string", "Which method gave the laws of months and totals, and why"),
        ("verdict", "object", "What to build"),
        ("verdict.advice", "string", "build, cheapest or nearest"),
        ("verdict.design", "string", "The recommended design"),
        ("verdict.missing", "array", "What separates it from build"),
        ("not_in_this_number", "array", "Components that the scenario leaves out"),
        ("warnings", "array", "What a reader should know"),
        ("calendar", "array", "The months of the horizon"),
        ("calendar[].month", "string", "As 2027-01"),
        ("calendar[].days", "integer", "Its days inside the horizon"),
        ("calendar[].partial", "boolean", "Cut by the horizon, and left out of pooled months and the budget"),
        ("designs", "array", "What was found about each design"),
        ("designs[].name", "string", "The design"),
        ("designs[].models", "array", "Its models"),
        ("designs[].inner_law", "string", "How a month's law was found"),
        ("designs[].total", "=distribution", "Bill of the horizon"),
        ("designs[].month", "=distribution", "Bill of any whole month"),
        ("designs[].months", "=distributions", "Bill of each calendar month"),
        ("designs[].per_request", "object", "Means of a request"),
        ("designs[].per_request.cost", "number", "Mean bill over mean requests"),
        ("designs[].per_request.right_answer_cost", "number",
            "Cost with people of an answer that is right; null where wrong answers are not stated"),
        ("designs[].per_request.input_tokens", "number", "Tokens in"),
        ("designs[].per_request.output_tokens", "number", "Tokens out"),
        ("designs[].per_request.calls", "number", "Calls of the model"),
        ("designs[].with_people", "object", "The same with review, owner and one-time work"),
        ("designs[].with_people.total", "=distribution", "The horizon"),
        ("designs[].with_people.month", "=distribution", "Any whole month"),
        ("designs[].with_people.months", "=distributions", "Each calendar month"),
        ("designs[].drivers", "array", "Shares of the bill's variance; they sum to 1"),
        ("designs[].drivers[].input", "string", "An uncertain input, interactions, or within a trial"),
        ("designs[].drivers[].share", "number", "Its share"),
        ("designs[].drivers[].at_p10", "number", "The bill with the input at its p10"),
        ("designs[].drivers[].at_p90", "number", "The bill with the input at its p90"),
        ("designs[].recall", "object", "Evidence that is in the context; null where it is not measured"),
        ("designs[].components", "array", "What the money goes to; the means add up to the total with people"),
        ("designs[].components[].component", "string", "The component"),
        ("designs[].components[].kind", "string", "bill or people"),
        ("designs[].components[].mean", "number", "Mean over the horizon"),
        ("designs[].components[].at_p90", "number", "Its part of a bill that is at its P90"),
        ("pairs", "array", "Designs against each other on the same requests"),
        ("pairs[].design", "string", "The first"),
        ("pairs[].against", "string", "The second"),
        ("pairs[].mean_difference", "number", "First less second over the horizon, people included"),
        ("pairs[].p_cheaper", "number", "Share of simulated horizons in which the first is cheaper"),
        ("pairs[].regret", "number", "Mean cost of choosing the first where the second would have been cheaper"),
        ("pairs[].break_even", "object", "Requests a day at which both cost the same"),
        ("value_of_knowing", "array", "What knowing an input beforehand is worth for the choice"),
        ("provenance", "object", "What the forecast was made from"),
        ("provenance.costsim", "string", "Version of the tool"),
        ("provenance.prices_as_of", "string", "Date of the prices"),
        ("provenance.price_records", "array", "Price records that were used"),
        ("provenance.files", "object", "SHA-256 of every file that went in"),
        ("provenance.assumptions", "array", "Every value that went in"),
    ];

    /// <summary>The paths that every forecast has.</summary>
    public static IEnumerable<string> Paths => Members.Select(m => m.Path);

    public static JsonObject Build() => new()
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["title"] = "CostSim forecast",
        ["description"] = $"forecast.json, format {RecordJson.Format}. Members are only ever added.",
        ["type"] = "object",
        ["required"] = new JsonArray("format", "scenario", "designs"),
        ["properties"] = Properties(""),
        ["$defs"] = new JsonObject { ["distribution"] = Distribution() },
    };

    private static JsonObject Properties(string parent)
    {
        var properties = new JsonObject();
        foreach (var (path, type, says) in Members.Where(m => Parent(m.Path) == parent))
            properties[path[(path.LastIndexOf('.') + 1)..]] = Member(path, type, says);
        return properties;
    }

    private static JsonObject Member(string path, string type, string says)
    {
        var schema = type switch
        {
            "=distribution" => new JsonObject { ["$ref"] = "#/$defs/distribution" },
            "=distributions" => new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["$ref"] = "#/$defs/distribution" } },
            "array" => new JsonObject { ["type"] = "array" },
            // What does not apply is null.
            "number" or "object" => new JsonObject { ["type"] = new JsonArray(type, "null") },
            _ => new JsonObject { ["type"] = type },
        };
        schema["description"] = says;
        if (type == "object" && Properties(path) is { Count: > 0 } below)
            schema["properties"] = below;
        if (type == "array" && Properties(path + "[]") is { Count: > 0 } items)
            schema["items"] = new JsonObject { ["type"] = "object", ["properties"] = items };
        return schema;
    }

    private static JsonObject Distribution() => new()
    {
        ["type"] = "object",
        ["description"] = "A percentile p is the smallest x with P(cost <= x) >= p; intervals are 95 %; exceed is P(cost > x)",
        ["required"] = new JsonArray("mean", "sd", "p50", "p90"),
        ["properties"] = new JsonObject([.. new[] { "mean", "sd", "p5", "p10", "p25", "p50", "p75", "p90", "p95", "p99", "skewness" }
            .Select(name => KeyValuePair.Create<string, JsonNode?>(name, new JsonObject { ["type"] = new JsonArray("number", "null") }))]),
    };

    private static string Parent(string path) => path.LastIndexOf('.') is var dot and >= 0 ? path[..dot] : "";
}
