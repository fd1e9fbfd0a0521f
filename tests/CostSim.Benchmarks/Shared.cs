namespace CostSim.Tests;

/// <summary>The repository's root, for the problems that the tests and the benchmarks have in common.</summary>
internal static class Shared
{
    public static string Repository { get; } = Root();

    private static string Root()
    {
        var at = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(at, "CostSim.sln")))
            at = Path.GetDirectoryName(at) ?? throw new DirectoryNotFoundException("no folder above the benchmarks holds CostSim.sln");
        return at;
    }
}
