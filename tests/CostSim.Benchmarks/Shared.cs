namespace CostSim.Tests;

/// <summary>The repository's root, for the problems that the tests and the benchmarks have in common.</summary>
internal static class Shared
{
    public static string Repository { get; } = Root();

    /// <summary>A file of the reference data beside the repository.</summary>
    public static string Path(string relative) => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Repository)!, "shared", relative);

    private static string Root()
    {
        var at = AppContext.BaseDirectory;
        while (!File.Exists(System.IO.Path.Combine(at, "CostSim.sln")))
            at = System.IO.Path.GetDirectoryName(at) ?? throw new DirectoryNotFoundException("no folder above the benchmarks holds CostSim.sln");
        return at;
    }
}
