using System.Text.Json;

namespace CostSim.Tests;

/// <summary>Small inputs of known answers that lie beside the tests.</summary>
internal static class Cases
{
    public static string Path(string name) => System.IO.Path.Combine(Shared.Repository, "tests", "CostSim.Tests", "Cases", name.Replace('/', System.IO.Path.DirectorySeparatorChar));

    /// <summary>Runs a scenario into a folder of its own.</summary>
    public static async Task<TemporaryRun> Run(string scenario, params string[] more)
    {
        var run = new TemporaryRun();
        var answer = await Cli.Run(["run", System.IO.Path.IsPathRooted(scenario) ? scenario : Path(scenario), "-o", run.Out, "--store", "off", "-q", .. more]);
        Assert.True(answer.Exit == 0, answer.Error);
        run.Answer = answer.Output;
        return run;
    }

    /// <summary>A track as its JSON says it.</summary>
    public static async Task<JsonElement> Track(string log, string forecast, params string[] more)
    {
        var answer = await Cli.Run(["track", log, "--against", forecast, "--format", "json", "-q", .. more]);
        Assert.True(answer.Exit is 0 or 3 or 4, answer.Error);
        return JsonDocument.Parse(answer.Output).RootElement.Clone();
    }
}

/// <summary>A folder for the files of a run, removed with the test.</summary>
internal sealed class TemporaryRun : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("costsim-case-").FullName;

    public string Out => System.IO.Path.Combine(folder, "out");

    public string Answer { get; set; } = "";

    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
