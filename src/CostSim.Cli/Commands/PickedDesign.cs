using CostSim.Files;
using CostSim.Forecasts;

namespace CostSim.Cli.Commands;

/// <summary>The one design that a command speaks of.</summary>
internal static class PickedDesign
{
    public static (ForecastDesign Design, string Reason) Of(StoredForecast stored, string? name) =>
        stored.Forecast.Pick(name)
            ?? throw new InputException(Location.Of(stored.Path),
                $"has no design '{name ?? stored.Forecast.Chosen}'; "
                + $"{Spelling.Suggestion(name ?? "", [.. stored.Forecast.Designs.Select(d => d.Name)])}");
}
