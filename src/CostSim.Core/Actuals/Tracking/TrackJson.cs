using System.Text.Json;
using System.Text.Json.Nodes;

namespace CostSim.Actuals;

/// <summary>A track for programs.</summary>
internal static class TrackJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    public static string Write(Track track) => new JsonObject
    {
        ["scenario"] = track.Outlook.Forecast.Scenario,
        ["design"] = track.Outlook.Design.Name,
        ["currency"] = track.Outlook.Forecast.Currency,
        ["verdict"] = track.IsUnpriced ? "inconclusive" : track.Alerts.Count > 0 ? "alert" : "on track",
        ["has_cost"] = track.HasCost,
        ["alerts"] = new JsonArray([.. track.Alerts.Select(a => JsonValue.Create(a))]),
        ["actual"] = track.HasCost ? track.Whole.Actual : null,
        ["forecast"] = track.Whole.Forecast,
        ["unexplained_share"] = track.HasCost ? track.Whole.UnexplainedShare : null,
        ["drivers"] = track.HasCost ? Steps(track.Whole) : new JsonArray(),
        ["drifts"] = new JsonArray([.. track.Drifts.Select(d =>
            new JsonObject { ["series"] = d.Series, ["since"] = $"{d.Since:yyyy-MM-dd}", ["noticed"] = $"{d.Noticed:yyyy-MM-dd}",
            ["change"] = d.Change, ["driver"] = d.Driver, ["gradual"] = d.IsGradual })]),
        ["runaways"] = new JsonArray([.. track.Runaways.Select(r =>
            new JsonObject { ["series"] = r.Series, ["day"] = $"{r.Day:yyyy-MM-dd}" })]),
        ["groups"] = new JsonArray([.. track.Groups.Select(g => new JsonObject
        {
            ["tags"] = new JsonObject([.. track.Log.By.Zip(g.Values).Select(t =>
                KeyValuePair.Create(t.First, (JsonNode?)JsonValue.Create(t.Second)))]),
            ["month"] = $"{g.Month:yyyy-MM}",
            ["requests"] = g.Requests,
            ["actual"] = g.Actual,
            ["share"] = g.Share,
            ["forecast"] = g.Bridge.Forecast,
            ["own_forecast"] = g.HasOwnForecast,
            ["budget"] = g.Budget,
            ["drivers"] = Steps(g.Bridge),
        })]),
        ["landings"] = new JsonArray([.. (track.HasCost ? track.Landings : []).Select(l => new JsonObject
        {
            ["period"] = l.Period,
            ["so_far"] = l.SoFar,
            ["p10"] = l.P10,
            ["p50"] = l.P50,
            ["p90"] = l.P90,
            ["forecast"] = l.Forecast,
            ["budget"] = l.Budget,
            ["p_over_budget"] = l.OverBudget,
            ["budget_passed_on"] = l.PassedOn is { } day ? $"{day:yyyy-MM-dd}" : null,
        })]),
        ["periods"] = new JsonArray([.. track.Periods.Select(p => new JsonObject
        {
            ["period"] = p.Kind,
            ["from"] = $"{p.From:yyyy-MM-dd}",
            ["days"] = p.Days,
            ["partial"] = p.IsPartial,
            ["actual"] = track.HasCost ? p.Actual : null,
            ["forecast"] = p.Forecast,
            ["p1"] = p.P1,
            ["p10"] = p.P10,
            ["p90"] = p.P90,
            ["p99"] = p.P99,
            ["verdict"] = p.Verdict,
            ["requests"] = p.Requests,
            ["forecast_requests"] = p.ForecastRequests,
            ["tokens"] = p.Tokens,
            ["forecast_tokens"] = p.ForecastTokens,
            ["part_of_day"] = p.Part,
            ["bands"] = p.Bands is { } bands
                ? new JsonObject { ["cost"] = Points(bands.Cost), ["requests"] = Points(bands.Requests), ["tokens"] =
                Points(bands.Tokens) } : null,
            ["drivers"] = track.HasCost ? Steps(p.Bridge) : new JsonArray(),
        })]),
    }.ToJsonString(Indented) + "\n";

    private static JsonObject Points(DayBand band) =>
        new() { ["p5"] = band.P5, ["p10"] = band.P10, ["p90"] = band.P90, ["p95"] = band.P95 };

    private static JsonArray Steps(VarianceBridge bridge) =>
        new([.. bridge.Steps.Select(s => new JsonObject { ["driver"] = s.Driver, ["amount"] = s.Amount })]);
}
