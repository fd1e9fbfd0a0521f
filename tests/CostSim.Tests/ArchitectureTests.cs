using System.Text.RegularExpressions;
using CostSim.Cli;
using CostSim.Tests.Architecture;
using CostSim.Tokens;

namespace CostSim.Tests;

/// <summary>The rules that make the code easy to find one's way in: of folders, read from the compiled assembly, and of sources.</summary>
public sealed partial class ArchitectureTests
{
    // A folder uses only folders before it; the root, last, composes them. ARCHITECTURE.md says what each is for.
    private static readonly string[] Order =
    [
        "Threading", "Units", "Files", "Tokens", "Randomness", "Reports", "Prices", "Documents", "Prompts", "Logs", "Scenarios",
        "Engine", "Billing", "Capacity", "Forecasts", "Results", "Answers", "Actuals", "",
    ];

    // These compute: the same arguments give the same value, whatever the machine's files, clock and network.
    private static readonly string[] Pure =
        ["Threading", "Units", "Tokens", "Randomness", "Prompts", "Engine", "Billing", "Capacity", "Results"];

    private static readonly Dictionary<string, string[]> Libraries = new()
    {
        ["AngleSharp"] = ["Documents"],
        ["CsvHelper"] = ["Files", "Reports"],
        ["DocumentFormat"] = ["Documents", "Files", "Reports"],
        ["Markdig"] = ["Documents"],
        ["UglyToad"] = ["Documents"],
        ["YamlDotNet"] = ["Files"],
    };

    private static readonly string Src = Path.Combine(Shared.Repository, "src");

    private static readonly string Core = Path.Combine(Src, "CostSim.Core");

    private static readonly string Tokens = Path.Combine(Shared.Repository, "src", "CostSim.Tokens");

    private static readonly string Cli = Path.Combine(Shared.Repository, "src", "CostSim.Cli");

    private static readonly Lazy<IReadOnlyList<CompiledReference>> OfTokens = new(() => CompiledReferences.Of(typeof(ITokenizer).Assembly.Location));

    private static readonly Lazy<IReadOnlyList<CompiledReference>> OfCore = new(() =>
        [.. OfTokens.Value, .. CompiledReferences.Of(typeof(Simulation).Assembly.Location)]);

    private static readonly Lazy<IReadOnlyList<CompiledReference>> OfCli = new(() => CompiledReferences.Of(typeof(App).Assembly.Location));

    [Fact]
    public void A_folder_uses_only_the_folders_before_it() =>
        Assert.Empty(OfCore.Value.Where(r => IsOurs(r.To) && Array.IndexOf(Order, Folder(r.To)) > Array.IndexOf(Order, Folder(r.From)))
            .Select(r => r.ToString()));

    [Fact]
    public void Every_folder_has_its_place_in_the_order() =>
        Assert.Equal(Order.SkipLast(1).Except(["Tokens", "Units"]).Order(), Directory.GetDirectories(Core).Select(f => Path.GetFileName(f)!).Except(["bin", "obj"]).Order());

    [Fact]
    public void The_tokens_need_nothing_but_the_framework() =>
        Assert.Equal(
            ["CostSim.Files", "CostSim.Tokens", "CostSim.Units", "System"],
            OfTokens.Value.Select(r => IsOurs(r.To) ? r.To : r.To.Split('.')[0]).Where(ns => ns is not ("" or "Microsoft")).Distinct().Order());

    [Fact]
    public void A_namespace_begins_with_its_folder() =>
        Assert.Empty(
            from file in Sources(Core)
            let path = Path.GetRelativePath(Core, file).Split(Path.DirectorySeparatorChar)
            let expected = path.Length == 1 ? "namespace CostSim;" : $"namespace CostSim.{path[0]}"
            where !File.ReadLines(file).Any(line => line.StartsWith(expected, StringComparison.Ordinal) && line[expected.Length..] is "" or [';' or '.', ..])
            select $"{file} has no {expected}");

    [Fact]
    public void Folders_that_compute_touch_no_file_network_clock_or_console() =>
        Assert.Empty(OfCore.Value
            .Where(r => Pure.Contains(Folder(r.From)) && r.User != "TokenizerSource" && Outside().IsMatch($"{r.To}.{r.Used}.{r.Member}({r.Parameters})"))
            .Select(r => r.ToString()));

    [Fact]
    public void A_tokenizer_reads_files_where_its_vocabulary_is_loaded() =>
        Assert.Contains(OfCore.Value, r => r is { User: "TokenizerSource", Used: "File", Member: "OpenRead" });

    [Fact]
    public void A_library_is_known_to_the_folders_that_it_is_for()
    {
        var known = OfCore.Value.Where(r => !IsOurs(r.To) && r.To.Split('.')[0] is not ("System" or "Microsoft" or ""))
            .Select(r => (Library: r.To.Split('.')[0], Folder: Folder(r.From))).Distinct().Order();

        Assert.Equal(Libraries.SelectMany(l => l.Value.Select(folder => (l.Key, folder))).Order(), known);
    }

    [Fact]
    public void Nothing_draws_chance_or_time_from_outside() =>
        Assert.Empty(OfCore.Value.Concat(OfCli.Value).Where(r => HiddenInputs().IsMatch($"{r.To}.{r.Used}.{r.Member}")).Select(r => r.ToString()));

    [Fact]
    public void Elementary_functions_are_those_of_Elementary() =>
        Assert.Empty(OfCore.Value.Where(r => r.User != "Elementary" && LibraryFunctions().IsMatch($"{r.To}.{r.Used}.{r.Member}")).Select(r => r.ToString()));

    [Fact]
    public void A_package_is_referenced_where_it_is_used()
    {
        var idle = from project in new[] { Tokens, Core, Cli }
                   let sources = Sources(project).Select(File.ReadAllText).ToList()
                   from Match package in Package().Matches(File.ReadAllText(Directory.GetFiles(project, "*.csproj").Single()))
                   where !sources.Exists(text => text.Contains($"using {package.Groups[1].Value}", StringComparison.Ordinal) || text.Contains($".{package.Groups[1].Value};", StringComparison.Ordinal))
                   select package.Groups[1].Value;

        Assert.Empty(idle);
    }

    [Fact]
    public void A_file_holds_one_idea_in_at_most_300_lines() =>
        Assert.Empty(Sources(Tokens).Concat(Sources(Core)).Concat(Sources(Cli)).Where(f => File.ReadLines(f).Count() > 300).Select(f => Path.GetFileName(f)));

    [Fact]
    public void A_line_fits_into_140_columns()
    {
        var longer = (from file in Sources(Src)
                      from line in File.ReadLines(file).Select((text, at) => (Text: text, Number: at + 1))
                      where line.Text.Length > 140
                      select $"{Path.GetRelativePath(Shared.Repository, file)}:{line.Number}").ToList();

        // There were 2,852. What is left is cut when its file is next edited; the number only falls.
        Assert.InRange(longer.Count, 0, 250);
    }

    [Fact]
    public void The_pages_of_the_architecture_name_types_and_files_that_exist()
    {
        var pages = Directory.EnumerateFiles(Src, "README.md", SearchOption.AllDirectories).Append(Path.Combine(Shared.Repository, "ARCHITECTURE.md")).ToList();
        var types = new[] { typeof(ITokenizer), typeof(Simulation), typeof(App) }.SelectMany(t => t.Assembly.GetTypes()).Select(t => t.Name.Split('`')[0]);
        var folders = Directory.EnumerateDirectories(Src, "*", SearchOption.AllDirectories).Select(f => Path.GetFileName(f)!);
        var files = Sources(Src).SelectMany(f => new[] { Path.GetFileName(f), Path.GetFileNameWithoutExtension(f) });
        HashSet<string> known = [.. types, .. folders, .. files, .. Order, nameof(ArchitectureTests), nameof(PublicApiTests)];

        Assert.Empty(from page in pages
                     from Match word in Named().Matches(File.ReadAllText(page))
                     where !known.Contains(word.Groups[1].Value)
                     select $"{Path.GetRelativePath(Shared.Repository, page)}: {word.Value}");
    }

    [Fact]
    public void Names_say_what_a_type_is() =>
        Assert.Empty(Lines(Sources(Tokens).Concat(Sources(Core)).Concat(Sources(Cli)), VagueNames()));

    private static IEnumerable<string> Sources(string folder) => !Directory.Exists(folder)
        ? []
        : Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(f => !Path.GetRelativePath(Shared.Repository, f).Split(Path.DirectorySeparatorChar).Any(p => p is "bin" or "obj"));

    private static IEnumerable<string> Lines(IEnumerable<string> files, Regex banned) =>
        from file in files
        from line in File.ReadLines(file).Select((text, at) => (Text: text, Number: at + 1))
        where !line.Text.TrimStart().StartsWith("//", StringComparison.Ordinal) && banned.IsMatch(line.Text)
        select $"{Path.GetRelativePath(Shared.Repository, file)}:{line.Number}: {line.Text.Trim()}";

    private static bool IsOurs(string ns) => ns == "CostSim" || ns.StartsWith("CostSim.", StringComparison.Ordinal);

    private static string Folder(string ns) => ns.Split('.') is [_, var folder, ..] ? folder : "";

    [GeneratedRegex(@"^System\.IO\.(File|Directory|FileInfo|DirectoryInfo|FileSystemInfo|FileStream|DriveInfo|FileSystemWatcher)\.|^System\.IO\.Path\.GetTemp"
        + @"|^System\.IO\.Stream(Reader|Writer)\.\.ctor\(String|^System\.Net\.|^System\.Console\.|^System\.Diagnostics\.(Process|Stopwatch)\."
        + @"|^System\.Environment\.(?!get_CurrentManagedThreadId)\w|^System\.TimeProvider\.")]
    private static partial Regex Outside();

    // `Simulation`, `Answers/Sentences.cs`.
    [GeneratedRegex(@"`(?:\w+/)*([A-Z]\w+(?:\.cs)?)`")]
    private static partial Regex Named();

    [GeneratedRegex("PackageReference Include=\"([^\"]+)\"")]
    private static partial Regex Package();

    [GeneratedRegex(@"^System\.Random\.|^System\.DateTime(Offset)?\.get_(Utc)?(Now|Today)|^System\.Guid\.NewGuid|^System\.Security\.Cryptography\.RandomNumberGenerator\.")]
    private static partial Regex HiddenInputs();

    [GeneratedRegex(@"^System\.(Math|MathF|Double|Single)\.(Exp|Log|Log2|Log10|Pow|RootN|Cbrt|Sin|Cos|SinCos|Tan|Asin|Acos|Atan|Atan2|Sinh|Cosh|Tanh|Asinh|Acosh|Atanh)$|^MathNet\.|TensorPrimitives")]
    private static partial Regex LibraryFunctions();

    [GeneratedRegex(@"\b(class|record|struct|interface) (record |struct )?\w*(Manager|Helper|Util|Utils|Service|Base|Impl|Info|Data)\b")]
    private static partial Regex VagueNames();
}
