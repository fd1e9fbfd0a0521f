using System.Security.Cryptography;
using System.Text;
using CostSim.Files;

namespace CostSim.Prices;

/// <summary>The manifest of a price book, <c>manifest.yaml</c>: its version, the SHA-256 of each file, and one over all of them.</summary>
internal sealed record PriceManifest(string Version, string Sha256, IReadOnlyDictionary<string, string> Files)
{
    public const string FileName = "manifest.yaml";

    /// <summary>SHA-256 over the lines that <c>sha256sum</c> prints for the files in the order of their names.</summary>
    public static string HashOf(IReadOnlyDictionary<string, string> files) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(
            files.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Value}  {f.Key}\n")))));

    public static PriceManifest Read(string place, byte[] text)
    {
        var map = new SettingsMap(Yaml.ReadMap(place, new StringReader(Encoding.UTF8.GetString(text))), "", new Reading());
        var (version, hash, files) = (map.Text("version"), map.Text("sha256"), map.Map("files"));
        var hashes = files?.Keys.ToDictionary(f => f, f => files.Text(f)) ?? [];
        map.RejectUnread();
        map.Errors.ThrowIfAny();
        return new PriceManifest(version, hash, hashes);
    }

    public static string Write(string version, IReadOnlyDictionary<string, string> files)
    {
        var text = new StringBuilder($"version: {version}\nsha256: {HashOf(files)}\nfiles:\n");
        foreach (var (file, hash) in files.OrderBy(f => f.Key, StringComparer.Ordinal))
            text.Append("  ").Append(file).Append(": ").Append(hash).Append('\n');
        return text.ToString();
    }
}
