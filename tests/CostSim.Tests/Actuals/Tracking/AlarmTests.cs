using CostSim.Actuals;
using CostSim.Forecasts;

namespace CostSim.Tests.Actuals;

/// <summary>Alarms over whole logs; many more seeds are in results/alarms.md of the benchmarks.</summary>
public sealed class AlarmTests
{
    private static readonly Lazy<Forecast> Forecast = new(() => Simulation.RunYaml(AlarmLogs.Scenario));

    [Fact]
    public void At_most_one_of_twenty_quiet_logs_raises_an_alarm()
    {
        var alarmed = Enumerable.Range(0,
            20).Select(seed => AlarmLogs.Track(Forecast.Value, (ulong)seed, 0.08, 60, _ => new Shape())).Where(t =>
            t.Alerts.Count > 0).ToList();

        Assert.True(alarmed.Count <= 1, string.Join("\n", alarmed.SelectMany(t => t.Alerts)));
    }

    [Theory]
    [InlineData("input", VarianceBridge.InputTokens, 2)]
    [InlineData("output", VarianceBridge.OutputTokens, 2)]
    [InlineData("cache", VarianceBridge.Cache, 2)]
    [InlineData("dearer", VarianceBridge.Price, 2)]
    [InlineData("cheaper", VarianceBridge.Price, 2)]
    [InlineData("volume", VarianceBridge.Volume, 6)]
    public void A_change_is_found_in_days_and_is_named_and_nothing_else_is(string what, string driver, int days)
    {
        Shape Changed(int t) => t < 0 ? new Shape() : what switch
        {
            "input" => new Shape(Input: 3),
            "output" => new Shape(Output: 3),
            "cache" => new Shape(Cached: 0),
            "dearer" => new Shape(Price: 1.2),
            "cheaper" => new Shape(Price: 0.8),
            _ => new Shape(Volume: 2),
        };

        var track = AlarmLogs.Track(Forecast.Value, 5, 0.08, AlarmLogs.ChangeAfter + days, Changed);

        Assert.Equal([driver], track.Drifts.Select(d => d.Driver).Distinct());
        Assert.InRange(track.Drifts[0].Since.DayNumber - AlarmLogs.Start.DayNumber, AlarmLogs.ChangeAfter - 1, AlarmLogs.ChangeAfter + 1);
    }

    [Fact]
    public void A_slow_drift_of_tokens_is_found_and_not_blamed_on_volume()
    {
        var track = AlarmLogs.Track(Forecast.Value, 7, 0.02, AlarmLogs.ChangeAfter + 50,
            t => new Shape(Input: 1 + (0.1 * Math.Clamp(t / 40.0, 0, 1))));

        Assert.Equal([VarianceBridge.InputTokens], track.Drifts.Select(d => d.Driver).Distinct());
    }

    [Fact]
    public void A_drift_of_the_prompt_shows_against_the_answers_long_before_it_shows_by_itself()
    {
        // Both sides of a request share the noise of 8 % a day: their ratio does not have it.
        var found = Enumerable.Range(0, 10).Count(seed => AlarmLogs.Track(Forecast.Value, (ulong)seed, 0.08, AlarmLogs.ChangeAfter + 25,
            t => new Shape(Input: 1 + (0.1 * Math.Clamp((t + 1) / 40.0, 0, 1)))).Drifts.Any(d => d.Driver == VarianceBridge.InputTokens));

        Assert.InRange(found, 8, 10);
    }

    [Fact]
    public void A_change_that_is_accepted_is_no_alert_any_more()
    {
        var start = AlarmLogs.Start.AddDays(AlarmLogs.ChangeAfter);
        Shape Dearer(int t) => new(Price: t >= 0 ? 1.2 : 1);

        Assert.NotEmpty(AlarmLogs.Track(Forecast.Value, 9, 0.08, 60, Dearer).Drifts);
        Assert.Empty(AlarmLogs.Track(Forecast.Value, 9, 0.08, 60, Dearer, new TrackOptions(BaselineFrom: start)).Drifts);
    }

    [Fact]
    public void A_service_that_fell_silent_is_an_alert()
    {
        var track = AlarmLogs.Track(Forecast.Value, 3, 0.08, AlarmLogs.ChangeAfter + 2, t => new Shape(Volume: t >= 0 ? 0 : 1));

        Assert.Contains(track.Alerts,
            a => a.StartsWith($"no requests since {AlarmLogs.Start.AddDays(AlarmLogs.ChangeAfter):yyyy-MM-dd}", StringComparison.Ordinal));
    }
}
