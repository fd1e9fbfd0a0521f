using System.Text;
using CostSim.Settings;

namespace CostSim.Files;

/// <summary>The manifest of a price book, <c>manifest.yaml</c>: its version and the SHA-256 of each file.</summary>
public static class PriceManifest
{
    public const string File = "manifest.yaml";

    /// <summary>The version a book states; <c>unversioned</c> where it has no manifest.</summary>
    public static string VersionOf(string book, IReadOnlyDictionary<string, byte[]> files) =>
        files.TryGetValue(File, out var bytes) ? Read(Path.Combine(book, File), bytes).Version : "unversioned";

    /// <summary>Names of the files whose content the manifest does not describe, or describes otherwise.</summary>
    public static IReadOnlyList<string> Differences(byte[] manifest, IReadOnlyDictionary<string, string> hashes)
    {
        var stated = Read(File, manifest).Files;
        return [.. hashes.Keys.Union(stated.Keys).Where(f => hashes.GetValueOrDefault(f) != stated.GetValueOrDefault(f)).Order(StringComparer.Ordinal)];
    }

    public static string Write(string version, IReadOnlyDictionary<string, string> hashes)
    {
        var text = new StringBuilder($"version: {version}\nfiles:\n");
        foreach (var (file, hash) in hashes.OrderBy(h => h.Key, StringComparer.Ordinal))
            text.Append("  ").Append(file).Append(": ").Append(hash).Append('\n');
        return text.ToString();
    }

    private static (string Version, Dictionary<string, string> Files) Read(string place, byte[] manifest)
    {
        var map = new SettingsMap(Yaml.ReadMap(place, new StreamReader(new MemoryStream(manifest))), "", new Reading());
        var version = map.Text("version");
        var files = map.Map("files");
        var hashes = files?.Keys.ToDictionary(f => f, f => files.Text(f)) ?? [];
        map.RejectUnread();
        map.Errors.ThrowIfAny();
        return (version, hashes);
    }
}
