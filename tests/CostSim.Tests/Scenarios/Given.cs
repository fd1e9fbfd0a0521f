namespace CostSim.Tests.Scenarios;

/// <summary>Cases that were once answered wrongly, as files under tests/CostSim.Tests/Cases; each test copies what it runs, so that nothing is written here.</summary>
internal static class Given
{
    public static readonly string Folder = Path.Combine(Shared.Repository, "tests", "CostSim.Tests", "Cases");

    /// <summary>A folder of its own with a case and the files that it names.</summary>
    public static DirectoryInfo Copy(string area, params string[] files)
    {
        var copy = Directory.CreateTempSubdirectory("costsim-case-");
        foreach (var file in files)
            File.Copy(Path.Combine(Folder, area, file), Path.Combine(copy.FullName, file));
        return copy;
    }
}
