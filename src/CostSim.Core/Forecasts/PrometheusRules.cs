using System.Globalization;
using System.Text;
using System.Text.Json;
using CostSim.Prices;

namespace CostSim.Forecasts;

/// <summary>
/// The forecast of one design as Prometheus rules: levels of each month, the same figures of the running service, and alerts where
/// these pass those. Metrics are those of the OpenTelemetry conventions for generative AI as Prometheus names them.
/// </summary>
internal static class PrometheusRules
{
    public const string FileName = "alerts.yaml";

    /// <summary>Figures of the running service over the last day.</summary>
    public const string Requests = "costsim:requests:1d";

    public const string TokensPerRequest = "costsim:tokens_per_request:1d";
    public const string Cost = "costsim:cost:1d";

    private const string Calls = "sum(increase(gen_ai_client_operation_duration_seconds_count[1d]))";
    private static readonly Meter[] InputMeters = [Meter.FreshInput, Meter.CachedInput, Meter.CacheWrite5m, Meter.CacheWrite1h];
    private static readonly JsonSerializerOptions Plain =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The name of a level among the recorded series.</summary>
    public static string NameOf(MonitorLevel level) => $"costsim:forecast:{level.Name}";

    /// <summary>The labels of every series of a design, as a selector.</summary>
    public static string Selector(Forecast forecast, ForecastDesign design) =>
        $"{{scenario={Quoted(forecast.Scenario)},design={Quoted(design.Name)}}}";

    public static string Of(Forecast forecast, ForecastDesign design)
    {
        var text = new StringBuilder();
        var selector = Selector(forecast, design);
        Line("# Prometheus rules of a CostSim forecast: alerts where the running service leaves it. Load under rule_files.");
        Line("# Metrics: gen_ai_client_operation_duration_seconds and gen_ai_client_token_usage of the OpenTelemetry GenAI conventions.");
        Line($"# Cost: tokens at the forecast's mean rates, in {forecast.Currency}; a bill is held against the forecast by costsim track.");
        Line("groups:");
        Line($"  - name: {Quoted($"costsim {forecast.Scenario} {design.Name}")}");
        Line("    interval: 5m");
        Line("    rules:");
        foreach (var level in MonitorLevel.Of(new DayOutlook(forecast, design)))
            Record(NameOf(level), level.Expression(forecast));
        Record(Requests, Calls);
        Record(TokensPerRequest, $"sum(increase(gen_ai_client_token_usage_sum[1d])) / {Calls}");
        Record(Cost, CostOf(forecast, design));
        Alert("CostSimRequestsAboveForecast", Requests, ">", "requests_per_day_p99", "warning",
            "More requests in a day than the forecast has on 99 of 100 busy days.");
        Alert("CostSimRequestsBelowForecast", Requests, "<", "requests_per_day_p1", "warning",
            "Fewer requests in a day than the forecast has on 99 of 100 quiet days.");
        Alert("CostSimTokensPerRequestAboveForecast", TokensPerRequest, ">", "tokens_per_request_p99", "warning",
            "A request has more tokens than forecast: a prompt, a context or answers became longer.");
        Alert("CostSimCostAboveForecast", Cost, ">", "cost_per_day_p99", "critical",
            "A day costs more than the forecast has on 99 of 100 busy days.");
        return text.ToString();

        void Line(string line) => text.Append(line).Append('\n');

        void Labels(string more)
        {
            Line("        labels:");
            Line($"          scenario: {Quoted(forecast.Scenario)}");
            Line($"          design: {Quoted(design.Name)}");
            if (more.Length > 0)
                Line($"          severity: {more}");
        }

        void Record(string name, string expression)
        {
            Line($"      - record: {name}");
            Line($"        expr: {Quoted(expression)}");
            Labels("");
        }

        void Alert(string name, string series, string compare, string level, string severity, string summary)
        {
            Line($"      - alert: {name}");
            Line($"        expr: {Quoted($"{series}{selector} {compare} on(scenario, design) costsim:forecast:{level}{selector}")}");
            Line("        for: 30m");
            Labels(severity);
            Line("        annotations:");
            Line($"          summary: {Quoted(summary)}");
            Line($"          description: {Quoted("Now {{ $value | humanize }}. 'costsim track LOG --against forecast.json' names the cause.")}");
        }
    }

    // Input at its mean rate, caches among it: the conventions count input and output alone.
    private static string CostOf(Forecast forecast, ForecastDesign design)
    {
        var all = design.Classes.Sum(c => c.Requests);
        var uses = design.Classes.SelectMany(c =>
            c.Uses.Select(u => (Use: u, Weight: all > 0 ? c.Requests / all : 1.0 / design.Classes.Count))).ToList();
        var input = InputMeters.Select(m => Meters.Of(m).Name).ToHashSet();
        string[] output = [Meters.Of(Meter.Output).Name, Meters.Of(Meter.Reasoning).Name];
        double Rate(Func<string, bool> counts) =>
            uses.Where(u => counts(u.Use.Component)).Sum(u => u.Use.Quantity * u.Weight) is > 0 and var tokens
                ? uses.Where(u => counts(u.Use.Component)).Sum(u => u.Use.Usd * u.Weight) / tokens * forecast.PerUsd : 0;
        return string.Create(CultureInfo.InvariantCulture,
            $"sum(increase(gen_ai_client_token_usage_sum{{gen_ai_token_type=\"input\"}}[1d])) * {Rate(input.Contains):R} + "
            + $"sum(increase(gen_ai_client_token_usage_sum{{gen_ai_token_type=\"output\"}}[1d])) * {Rate(output.Contains):R}");
    }

    // A JSON string is a YAML and a PromQL string, too.
    private static string Quoted(string text) => JsonSerializer.Serialize(text, Plain);
}
