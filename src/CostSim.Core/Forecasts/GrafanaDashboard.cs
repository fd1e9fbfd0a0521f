using System.Text.Json;
using System.Text.Json.Nodes;

namespace CostSim.Forecasts;

/// <summary>A Grafana dashboard of one design: the running service against the levels that <see cref="PrometheusRules"/> records.</summary>
internal static class GrafanaDashboard
{
    public const string FileName = "dashboard.json";

    // Panels are two to a row on Grafana's grid of 24 columns.
    private const int Width = 12;
    private const int Height = 8;
    private const int SchemaVersion = 39;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    public static string Of(Forecast forecast, ForecastDesign design)
    {
        var (selector, levels) =
            (PrometheusRules.Selector(forecast, design), MonitorLevel.Of(new DayOutlook(forecast, design)).ToDictionary(l => l.Name));
        (string Title, string Series, string Unit, string[] Levels)[] panels =
        [
            ("Requests a day", PrometheusRules.Requests, "short", ["requests_per_day_mean", "requests_per_day_p99", "requests_per_day_p1"]),
            ("Tokens per request", PrometheusRules.TokensPerRequest, "short", ["tokens_per_request_mean", "tokens_per_request_p99"]),
            ($"Cost a day, {forecast.Currency}", PrometheusRules.Cost, $"currency{forecast.Currency}",
                ["cost_per_day_mean", "cost_per_day_p99"]),
        ];
        return new JsonObject
        {
            ["title"] = $"CostSim: {forecast.Scenario}, {design.Name}",
            ["tags"] = new JsonArray("costsim"),
            ["timezone"] = "utc",
            ["schemaVersion"] = SchemaVersion,
            ["refresh"] = "5m",
            ["time"] = new JsonObject { ["from"] = "now-30d", ["to"] = "now" },
            ["templating"] = new JsonObject
            {
                ["list"] = new JsonArray(new JsonObject { ["name"] = "datasource", ["type"] = "datasource", ["query"] = "prometheus" })
            },
            ["panels"] = new JsonArray([.. panels.Select((p, i) =>
                Panel(i, p.Title, p.Unit,
                [(p.Series, "actual"), .. p.Levels.Select(l => (PrometheusRules.NameOf(levels[l]), levels[l].Summary))], selector))]),
        }.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Panel(int index, string title, string unit, IReadOnlyList<(string Series, string Legend)> series,
        string selector) => new()
        {
            ["id"] = index + 1,
            ["type"] = "timeseries",
            ["title"] = title,
            ["datasource"] = Source(),
            ["gridPos"] = new JsonObject { ["x"] = index % 2 * Width, ["y"] = index / 2 * Height, ["w"] = Width, ["h"] = Height },
            ["fieldConfig"] = new JsonObject
            {
                ["defaults"] = new JsonObject { ["unit"] = unit, ["min"] = 0 },
                ["overrides"] = new JsonArray()
            },
            ["targets"] = new JsonArray([.. series.Select((s, i) =>
            new JsonObject { ["refId"] = ((char)('A' + i)).ToString(), ["expr"] = s.Series + selector, ["legendFormat"] = s.Legend,
            ["datasource"] = Source() })]),
        };

    private static JsonObject Source() => new() { ["type"] = "prometheus", ["uid"] = "${datasource}" };
}
