using System.Text.RegularExpressions;

namespace CostSim.Tests;

/// <summary>The rules that keep the code easy to find one's way in, held by reading the sources.</summary>
public sealed partial class ArchitectureTests
{
    // A folder uses only folders before it. Files and the composition at the root may use all.
    private static readonly string[] Order =
    [
        "Units", "Settings", "Randomness", "Documents", "Tokens", "Chunks", "Retrieval", "Requests", "Volumes", "Prices",
        "Distributions", "Scenarios", "Billing", "Decisions", "Capacity", "Reports", "Forecasts", "Checks", "Explanations", "Outcomes", "Sweeps", "Levels", "Logs", "Fitting", "Tracking", "Files",
    ];

    private static readonly string Core = Path.Combine(Shared.Repository, "src", "CostSim.Core");

    private static readonly string Cli = Path.Combine(Shared.Repository, "src", "CostSim.Cli");

    public static TheoryData<string> Folders => [.. Order];

    [Theory, MemberData(nameof(Folders))]
    public void A_folder_uses_only_the_folders_before_it(string folder)
    {
        var later = Order.SkipWhile(f => f != folder).Skip(1).ToHashSet();

        var backward = from file in Sources(Path.Combine(Core, folder))
                       from Match use in Using().Matches(File.ReadAllText(file))
                       where later.Contains(use.Groups[1].Value)
                       select $"{Path.GetFileName(file)} uses {use.Groups[1].Value}";

        Assert.Empty(backward);
    }

    [Fact]
    public void Every_folder_has_its_place_in_the_order() =>
        Assert.Equal([], Directory.GetDirectories(Core).Select(f => Path.GetFileName(f)!).Except([.. Order, "bin", "obj"]));

    [Fact]
    public void Input_and_output_stay_at_the_edges() =>
        Assert.Empty(Lines(SourcesOutside("Files"), InputOutput()));

    [Fact]
    public void Libraries_of_the_edge_are_known_only_there() =>
        Assert.Empty(Lines(SourcesOutside("Files"), EdgeLibraries()));

    [Fact]
    public void Nothing_draws_chance_or_time_from_outside() =>
        Assert.Empty(Lines(Sources(Core).Concat(Sources(Cli)), HiddenInputs()));

    [Fact]
    public void Elementary_functions_are_those_of_Elementary() =>
        Assert.Empty(Lines(Sources(Core).Where(f => Path.GetFileName(f) != "Elementary.cs"), LibraryFunctions()));

    [Fact]
    public void Core_knows_no_console_library() =>
        Assert.Empty(Lines(Sources(Core), ConsoleLibraries()));

    [Fact]
    public void A_package_is_referenced_where_it_is_used()
    {
        var idle = from project in new[] { Core, Cli }
                   let sources = Sources(project).Select(File.ReadAllText).ToList()
                   from Match package in Package().Matches(File.ReadAllText(Directory.GetFiles(project, "*.csproj").Single()))
                   where !sources.Exists(text => text.Contains($"using {package.Groups[1].Value}", StringComparison.Ordinal) || text.Contains($".{package.Groups[1].Value};", StringComparison.Ordinal))
                   select package.Groups[1].Value;

        Assert.Empty(idle);
    }

    [Fact]
    public void A_file_holds_one_idea_in_at_most_300_lines() =>
        Assert.Empty(Sources(Core).Concat(Sources(Cli)).Where(f => File.ReadLines(f).Count() > 300).Select(f => Path.GetFileName(f)));

    [Fact]
    public void Names_say_what_a_type_is() =>
        Assert.Empty(Lines(Sources(Core).Concat(Sources(Cli)), VagueNames()));

    private static IEnumerable<string> Sources(string folder) => !Directory.Exists(folder)
        ? []
        : Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(f => !Path.GetRelativePath(Shared.Repository, f).Split(Path.DirectorySeparatorChar).Any(p => p is "bin" or "obj"));

    private static IEnumerable<string> SourcesOutside(string folder) =>
        Sources(Core).Where(f => !f.StartsWith(Path.Combine(Core, folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    private static IEnumerable<string> Lines(IEnumerable<string> files, Regex banned) =>
        from file in files
        from line in File.ReadLines(file).Select((text, at) => (Text: text, Number: at + 1))
        where !line.Text.TrimStart().StartsWith("//", StringComparison.Ordinal) && banned.IsMatch(line.Text)
        select $"{Path.GetRelativePath(Shared.Repository, file)}:{line.Number}: {line.Text.Trim()}";

    [GeneratedRegex(@"^using (?:static )?CostSim\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"(?<![\w.])(File|Directory|Console|FileStream|Process|Environment|HttpClient)\s*\.\s*[A-Z]|new (FileStream|StreamReader|StreamWriter|HttpClient|FileInfo|DirectoryInfo)\(")]
    private static partial Regex InputOutput();

    [GeneratedRegex(@"\bYamlDotNet\b")]
    private static partial Regex EdgeLibraries();

    [GeneratedRegex("PackageReference Include=\"([^\"]+)\"")]
    private static partial Regex Package();

    [GeneratedRegex(@"Random\.Shared|new Random\(|SystemRandomSource|DateTime(Offset)?\.(Utc)?Now|Guid\.NewGuid")]
    private static partial Regex HiddenInputs();

    [GeneratedRegex(@"(?<!\w)MathF?\.(Exp|Log|Log2|Log10|Pow|Cbrt|Sin|Cos|SinCos|Tan|Asin|Acos|Atan|Atan2|Sinh|Cosh|Tanh|Asinh|Acosh|Atanh)\b|\bdouble\.(Exp|Log|Pow|RootN|Cbrt|Sin|Cos|Tan)|\bMathNet\b|\bTensorPrimitives\b")]
    private static partial Regex LibraryFunctions();

    [GeneratedRegex(@"Spectre\.Console|System\.CommandLine")]
    private static partial Regex ConsoleLibraries();

    [GeneratedRegex(@"\b(class|record|struct|interface) (record |struct )?\w*(Manager|Helper|Util|Utils|Service|Base|Impl|Info|Data)\b")]
    private static partial Regex VagueNames();
}
