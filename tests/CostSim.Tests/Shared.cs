namespace CostSim.Tests;

/// <summary>Where the tests find the repository and the reference data that lies beside it.</summary>
public static class Shared
{
    /// <summary>The root of the repository: the folder that holds the solution.</summary>
    public static string Repository { get; } = Root();

    /// <summary>The folder <c>shared</c> beside the repository, or null where it is absent.</summary>
    public static string? Folder { get; } = Beside();

    public static string Path(string relative) => System.IO.Path.Combine(Folder!, relative);

    private static string Root()
    {
        for (var at = AppContext.BaseDirectory; at is not null; at = System.IO.Path.GetDirectoryName(at))
        {
            if (File.Exists(System.IO.Path.Combine(at, "CostSim.sln")))
                return at;
        }

        throw new DirectoryNotFoundException("no folder above the tests holds CostSim.sln");
    }

    private static string? Beside()
    {
        var path = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Repository) ?? "", "shared");
        return Directory.Exists(path) ? path : null;
    }
}

/// <summary>A test that needs the reference data beside the repository; skipped, and said so, where it is absent.</summary>
public sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute()
    {
        if (Shared.Folder is null)
            Skip = "needs the reference data in ../shared, which is absent here";
    }
}

/// <inheritdoc cref="SharedFactAttribute"/>
public sealed class SharedTheoryAttribute : TheoryAttribute
{
    public SharedTheoryAttribute()
    {
        if (Shared.Folder is null)
            Skip = "needs the reference data in ../shared, which is absent here";
    }
}
