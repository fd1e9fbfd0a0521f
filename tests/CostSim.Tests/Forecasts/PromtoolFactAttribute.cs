namespace CostSim.Tests.Forecasts;

/// <summary>A test that needs promtool of Debian's package prometheus; skipped, and said so, where it is absent.</summary>
public sealed class PromtoolFactAttribute : FactAttribute
{
    public PromtoolFactAttribute()
    {
        if (Program is null)
            Skip = "needs promtool (Debian's package prometheus), which is absent here";
    }

    public static string? Program => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "promtool")).FirstOrDefault(File.Exists);
}
