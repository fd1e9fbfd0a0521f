using System.Text.Json;
using System.Text.Json.Nodes;
using CostSim.Reports;

namespace CostSim.Actuals;

/// <summary>A fit for programs: every value with its 90 % interval, and every measure of how well it fits.</summary>
internal static class FitJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    public static string Write(LogFit fit)
    {
        var (traffic, spread) = (fit.Traffic, fit.Traffic?.Spread);
        var json = new JsonObject
        {
            ["requests"] = fit.Sketch.Total.Requests,
            ["whole_days"] = fit.Whole.Days.Sum(d => d.Days),
            ["from"] = Figures.Date(fit.From),
            ["to"] = Figures.Date(fit.To),
            ["traffic"] = traffic is null ? null : new JsonObject
            {
                ["requests_per_day"] = Of(traffic.Level),
                ["growth_per_month"] = traffic.Growth is { } growth ? Of(growth) : null,
                ["weekdays"] = traffic.Weekdays is { } weekdays ? List(weekdays) : null,
                ["hours"] = fit.Hours is { } hours ? List(hours.Select(h => h * 24)) : null,
                ["family"] = spread is null ? null : spread.IsPoisson ? "poisson" : "negative_binomial",
                ["k"] = spread is null ? null : Of(spread.Size),
                ["own_k"] = spread is not null && double.IsFinite(spread.OwnSize) ? spread.OwnSize : null,
                ["dispersion"] = spread?.Dispersion,
                ["day_to_day"] = spread?.DayToDay,
                ["zero_days"] = traffic.ZeroDays is { } zeros ? Of(zeros) : null,
                ["share_of_days_in_band"] = traffic.InsideBand,
            },
            ["lengths"] = fit.Input is null ? null : new JsonObject { ["input"] = Of(fit.Input), ["output"] = Of(fit.Output!), ["correlation"] = fit.Correlation },
            ["retries"] = fit.Retries is { } retries ? Of(retries) : null,
            ["share_failed"] = fit.ShareFailed,
            ["cache"] = fit.Cache is { } cache ? new JsonObject { ["hit_rate"] = cache.HitRate, ["share"] = cache.Share, ["write_share"] = cache.WriteShare, ["write_1h"] = cache.Write1h } : null,
            ["runs"] = fit.Runs is { } runs ? Of(fit, runs) : null,
            ["models"] = new JsonArray([.. fit.Models.Select(m => new JsonObject { ["model"] = m.Name, ["share"] = m.Share, ["priced"] = m.IsPriced, ["service_tier"] = m.ServiceTier, ["region"] = m.Region })]),
            ["months"] = fit.Whole.AreMonths ? fit.Whole.Days.Count : null,
            ["groups"] = new JsonArray([.. FitGroup.Of(fit.Sketch).Select(g => new JsonObject
            {
                ["by"] = new JsonObject(fit.Sketch.By.Zip(g.Values).Select(p => KeyValuePair.Create(p.First, (JsonNode?)JsonValue.Create(p.Second)))),
                ["requests"] = g.Use.Requests,
                ["input_tokens"] = g.Use.Input,
                ["output_tokens"] = g.Use.Output,
                ["share_of_requests"] = g.ShareOfRequests,
                ["share_of_tokens"] = g.ShareOfTokens,
            })]),
            ["warnings"] = new JsonArray([.. fit.Warnings.Select(w => JsonValue.Create(w))]),
        };
        return json.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Of(LogFit fit, RunFit runs) => new()
    {
        ["kind"] = runs.Shape is RunShape.Agent ? "agent" : "history",
        ["runs"] = runs.Runs.Runs,
        ["calls"] = runs.Runs.Calls,
        ["calls_per_run"] = runs.Runs.CallsPerRun,
        ["first_input"] = runs.Runs.First.Mean,
        ["growth"] = runs.Runs.Growth,
        ["output_of_a_step"] = runs.Runs.MiddleOutput,
        ["output_of_the_last"] = runs.Runs.Last.Mean,
        ["gap_seconds"] = runs.Runs.Wait.TotalSeconds,
        ["tools_per_step"] = fit.Sketch.OwnTools > 0 ? fit.Sketch.OwnTools / Math.Max(1, runs.Runs.Calls - runs.Runs.Runs) : null,
        ["counts"] = new JsonArray([.. runs.Counts.Select(c => new JsonObject { ["count"] = c.Count, ["share"] = c.Share })]),
    };

    private static JsonObject Of(Fitted value) => new() { ["value"] = value.Value, ["p5"] = value.Low, ["p95"] = value.High };

    private static JsonObject Of(LengthFit length) => new()
    {
        ["mean"] = Of(length.Mean),
        ["cv"] = length.CoefficientOfVariation,
        ["family"] = length.IsLognormal ? "lognormal" : "resampled",
        ["distance"] = length.Distance,
        ["logged_p95"] = length.Distance is null ? null : length.LoggedP95,
        ["fitted_p95"] = length.Distance is null ? null : length.FittedP95,
    };

    private static JsonArray List(IEnumerable<double> values) => new([.. values.Select(v => JsonValue.Create(v))]);
}
