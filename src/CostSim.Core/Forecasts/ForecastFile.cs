using System.Text.Json;
using CostSim.Files;
using CostSim.Prices;
using CostSim.Reports;

namespace CostSim.Forecasts;

/// <summary>A stored run: its record, all that it shows, and its bytes.</summary>
internal sealed record StoredForecast(string Path, Forecast Forecast, Rendering Rendering, byte[] Bytes);

/// <summary>Reads the <c>forecast.json</c> of a run. A file that is not what a run wrote is refused, and why.</summary>
public static class ForecastFile
{
    public const string Name = "forecast.json";

    /// <summary>Loads a stored forecast: a file, or the <c>forecast.json</c> of a folder.</summary>
    /// <exception cref="InputException">The file is missing, was altered after the run, or has another format.</exception>
    public static Forecast Load(string path) => Read(path).Forecast;

    /// <summary>Reads a file, or the <c>forecast.json</c> of a folder.</summary>
    internal static StoredForecast Read(string path)
    {
        var file = Directory.Exists(path) ? System.IO.Path.Combine(path, Name) : path;
        if (!File.Exists(file))
        {
            throw Refused(file, Directory.Exists(path) && !FolderManifest.Read(path, FolderManifest.OfRun).IsWhole
                ? "is not there yet: a run was interrupted while it put its files in place; run the scenario again"
                : "does not exist; name the forecast.json that 'costsim run' wrote, or its folder");
        }

        return Read(file, File.ReadAllBytes(file));
    }

    /// <summary>Reads the content of a file that may lie elsewhere, as in another branch.</summary>
    internal static StoredForecast Read(string file, byte[] bytes)
    {
        using var json = JsonTable.Open(file, System.Text.Encoding.UTF8.GetString(bytes),
            "name the forecast.json that 'costsim run' wrote, or run the scenario again where it was cut");
        Check(file, json.RootElement);
        var stored = InputGuard.Read(file, "a forecast", () => Stored(file, json.RootElement, bytes));
        foreach (var name in stored.Rendering.Tables.Select(t => t.Name).Concat(stored.Rendering.Charts.Select(c => c.Name))
            .Where(n => !FileNames.IsSafe(n)))
            throw Refused(file, $"has a table or chart '{name}', which cannot be the name of a file; run the scenario again");
        return stored;
    }

    private static StoredForecast Stored(string file, JsonElement root, byte[] bytes)
    {
        try
        {
            return new StoredForecast(file, Part<Forecast>(root, "record"), Part<Rendering>(root, "rendering"), bytes);
        }
        catch (JsonException broken)
        {
            throw Refused(file, $"cannot be read ({broken.Path ?? "record"}): another version of CostSim wrote it; run the scenario again");
        }
    }

    private static void Check(string file, JsonElement root)
    {
        if (root.ValueKind is not JsonValueKind.Object || !root.TryGetProperty("format", out var format))
            throw Refused(file, "is not a forecast: it has no 'format'; name the forecast.json that 'costsim run' wrote");
        if (!format.TryGetInt32(out var number) || number != RecordJson.Format)
            throw Refused(file, $"has format {format.GetRawText()}, but this version reads format {RecordJson.Format}; run the scenario "
                + $"again, or use the version that wrote it");
        if (!root.TryGetProperty(Seal.Member, out var seal) || !root.TryGetProperty("record", out _)
            || !root.TryGetProperty("rendering", out _))
            throw Refused(file, "has no seal: it was written before forecasts were sealed, or cut; run the scenario again");
        if (seal.ValueKind is not JsonValueKind.String || seal.GetString() != Seal.Of(root))
            throw Refused(file, "was altered after the run wrote it: its content does not fit its seal; take it from version control, or "
                + "run the scenario again");
    }

    private static T Part<T>(JsonElement root, string name) where T : class =>
        root.GetProperty(name).Deserialize<T>(RecordJson.Options) ?? throw new JsonException(null, name, null, null);

    private static InputException Refused(string file, string rule) => new(Location.Of(file), rule);
}
