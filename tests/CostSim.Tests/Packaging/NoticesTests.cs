using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace CostSim.Tests.Packaging;

public sealed class NoticesTests
{
    // Written for this project: prices and limits as facts, the starter scenario, the rules of caches.
    private static readonly string[] Own = ["pricing", "Starter", "caching.yaml", "THIRD-PARTY-NOTICES.txt"];

    private static readonly string[] Notices = File.ReadAllLines(Path.Combine(Shared.Repository, "THIRD-PARTY-NOTICES.txt"));

    private static IEnumerable<string> Projects => Directory.GetFiles(Path.Combine(Shared.Repository, "src"), "*.csproj", SearchOption.AllDirectories);

    private static HashSet<string> Words => [.. Notices.TakeWhile(l => !l.StartsWith("---", StringComparison.Ordinal)).SelectMany(l => l.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries))];

    [Fact]
    public void Every_package_that_is_used_is_named_with_its_licence()
    {
        var central = XDocument.Load(Path.Combine(Shared.Repository, "Directory.Packages.props")).Descendants("PackageVersion").Select(p => p.Attribute("Include")!.Value);

        Assert.Empty(central.Except(Words));
    }

    [Fact]
    public void Every_package_that_the_tool_and_the_library_bring_is_among_those_that_are_brought()
    {
        var brought = Notices.SkipWhile(l => !l.StartsWith("PACKAGES IN", StringComparison.Ordinal)).Skip(2).TakeWhile(l => l.Length > 0).Select(l => l.Split(' ')[0]).ToHashSet();
        var locked = Projects.Select(p => Path.Combine(Path.GetDirectoryName(p)!, "packages.lock.json")).SelectMany(Locked);

        Assert.Empty(locked.Except(brought));
    }

    [Fact]
    public void Every_file_that_is_embedded_and_not_our_own_is_named()
    {
        var embedded = from project in Projects
                       from item in XDocument.Load(project).Descendants("EmbeddedResource")
                       let include = item.Attribute("Include")!.Value
                       where !Own.Any(o => include.Contains(o, StringComparison.Ordinal))
                       let folder = Path.Combine(Path.GetDirectoryName(project)!, Path.GetDirectoryName(include)!)
                       from file in Directory.GetFiles(folder, Path.GetFileName(include))
                       select Path.GetFileName(file);

        Assert.Empty(embedded.Except(Words));
    }

    [Fact]
    public async Task The_tool_prints_them()
    {
        var printed = await Cli.Run("licences");

        Assert.Equal(string.Join('\n', Notices) + "\n", printed.Output);
    }

    [Fact]
    public void Packages_hold_them() =>
        Assert.All(Projects.Select(File.ReadAllText).Where(text => !text.Contains("<IsPackable>false", StringComparison.Ordinal)),
            text => Assert.Contains("THIRD-PARTY-NOTICES.txt\" Pack=\"true\"", text, StringComparison.Ordinal));

    private static IEnumerable<string> Locked(string path) =>
        from framework in JsonNode.Parse(File.ReadAllText(path))!["dependencies"]!.AsObject()
        from package in framework.Value!.AsObject()
        where package.Value!["type"]!.GetValue<string>() != "Project"
        select package.Key;
}
