namespace CostSim.Tests;

/// <summary>Small inputs of our own making under <c>tests/CostSim.Tests/Cases</c>, each with a fault that once gave a wrong answer.</summary>
internal static class CaseFiles
{
    public static string Path(string area, string file) => System.IO.Path.Combine(Shared.Repository, "tests", "CostSim.Tests", "Cases", area, file);
}
