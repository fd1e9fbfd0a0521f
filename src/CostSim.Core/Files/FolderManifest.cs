using System.Security.Cryptography;
using System.Text;

namespace CostSim.Files;

/// <summary>
/// Which files of a folder CostSim wrote: a line each with its SHA-256, as <c>sha256sum -c</c> reads it. What is not in it belongs to
/// somebody else. While files are being replaced one by one the list begins with a line that says so.
/// </summary>
internal sealed record FolderManifest(IReadOnlySet<string> Names, bool IsWhole)
{
    public const string OfRun = ".costsim-files";
    public const string OfSweep = ".costsim-sweep-files";

    private const string Unfinished = "writing";

    private static FolderManifest None { get; } = new(new HashSet<string>(), true);

    public static FolderManifest Read(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
            return None;
        var lines = File.ReadAllLines(path);
        var names = lines.Select(l => l.IndexOf("  ", StringComparison.Ordinal) is >= 0 and var at ? l[(at + 2)..] : "")
            .Where(n => n.Split('/').All(FileNames.IsSafe));
        return new FolderManifest(names.ToHashSet(), !(lines.Length > 0 && lines[0] == Unfinished));
    }

    /// <summary>The list of files as they are in a folder.</summary>
    public static string Of(string folder, IEnumerable<string> names)
    {
        var text = new StringBuilder();
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            using var file = File.OpenRead(Path.Combine(folder, name));
            text.Append(Convert.ToHexStringLower(SHA256.HashData(file))).Append("  ").Append(name).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The list while its files are being replaced.</summary>
    public static string OfUnfinished(IEnumerable<string> names) =>
        $"{Unfinished}\n{string.Concat(names.Order(StringComparer.Ordinal).Select(n => $"-  {n}\n"))}";

    /// <summary>Whether a folder without a list holds results of an older version.</summary>
    public static bool IsOlderResult(string folder) => File.Exists(Path.Combine(folder, "designs.csv"))
        && Begins(Path.Combine(folder, "forecast.json"))
        || File.Exists(Path.Combine(folder, "sweep.csv")) && File.Exists(Path.Combine(folder, "sweep.json"));

    private static bool Begins(string path)
    {
        if (!File.Exists(path))
            return false;
        using var file = new StreamReader(path);
        return file.ReadLine() == "{" && file.ReadLine()?.StartsWith("  \"format\": ", StringComparison.Ordinal) == true;
    }
}
