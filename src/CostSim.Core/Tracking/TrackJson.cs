using System.Text.Json;
using System.Text.Json.Nodes;

namespace CostSim.Tracking;

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
        ["alerts"] = new JsonArray([.. track.Alerts.Select(a => JsonValue.Create(a))]),
        ["actual"] = track.Whole.Actual,
        ["forecast"] = track.Whole.Forecast,
        ["unexplained_share"] = track.Whole.UnexplainedShare,
        ["drivers"] = Steps(track.Whole),
        ["drifts"] = new JsonArray([.. track.Drifts.Select(d => new JsonObject { ["series"] = d.Series, ["since"] = $"{d.Since:yyyy-MM-dd}", ["noticed"] = $"{d.Noticed:yyyy-MM-dd}", ["change"] = d.Change })]),
        ["landings"] = new JsonArray([.. track.Landings.Select(l => new JsonObject
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
            ["actual"] = p.Actual,
            ["forecast"] = p.Forecast,
            ["p1"] = p.P1,
            ["p10"] = p.P10,
            ["p90"] = p.P90,
            ["p99"] = p.P99,
            ["verdict"] = p.Verdict,
            ["requests"] = p.Requests,
            ["forecast_requests"] = p.ForecastRequests,
            ["drivers"] = Steps(p.Bridge),
        })]),
    }.ToJsonString(Indented) + "\n";

    private static JsonArray Steps(VarianceBridge bridge) =>
        new([.. bridge.Steps.Select(s => new JsonObject { ["driver"] = s.Driver, ["amount"] = s.Amount })]);
}
