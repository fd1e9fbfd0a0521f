using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using CostSim.Prices;
using CostSim.Settings;

namespace CostSim.Files;

/// <summary>Opens price books: the one that travels inside the tool, or a folder.</summary>
public static class PriceBooks
{
    private const string Prefix = "pricing/";

    /// <summary>The book that travels inside the tool, read provider by provider when asked for.</summary>
    public static PriceBook Shipped { get; } = Open("shipped with costsim", ReadResources());

    /// <summary>A book in a folder of provider files.</summary>
    public static PriceBook Open(string folder)
    {
        if (!Directory.Exists(folder))
            throw new InputException(Location.Of(folder), "is no folder; a price book is a folder of files such as openai.yaml");
        var files = Directory.GetFiles(folder, "*.yaml").Concat(LimitFiles(folder))
            .ToDictionary(f => Path.GetRelativePath(folder, f).Replace('\\', '/'), File.ReadAllBytes, StringComparer.Ordinal);
        return Open(folder, files);
    }

    /// <summary>A book from the bytes of its files by name.</summary>
    public static PriceBook Open(string name, IReadOnlyDictionary<string, byte[]> files)
    {
        var hashes = files.Where(f => f.Key != "manifest.yaml").OrderBy(f => f.Key, StringComparer.Ordinal)
            .ToDictionary(f => f.Key, f => Convert.ToHexStringLower(SHA256.HashData(f.Value)));
        var joined = string.Concat(hashes.Select(h => $"{h.Value}  {h.Key}\n"));
        var version = new BookVersion(name, PriceManifest.VersionOf(name, files), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(joined))), hashes);
        var providers = hashes.Keys.Where(f => !f.Contains('/', StringComparison.Ordinal)).Select(f => f[..^".yaml".Length]).ToList();
        if (providers.Count == 0)
            throw new InputException(Location.Of(name), "holds no price file; a price book is a folder of files such as openai.yaml");
        return new PriceBook(version, providers, provider => Read(name, files, provider));
    }

    private static ProviderPrices Read(string name, IReadOnlyDictionary<string, byte[]> files, string provider)
    {
        var file = $"{provider}.yaml";
        var content = PriceFile.Read(Path.Combine(Directory.Exists(name) ? name : "pricing", file), new StreamReader(new MemoryStream(files[file])));
        if (content.Provider != provider)
            throw new InputException(new Location(file, 1, 1), $"provider: must be '{provider}', as the file's name says, but is '{content.Provider}'");
        return content;
    }

    private static string[] LimitFiles(string folder)
    {
        var limits = Path.Combine(folder, "limits");
        return Directory.Exists(limits) ? Directory.GetFiles(limits, "*.yaml") : [];
    }

    private static Dictionary<string, byte[]> ReadResources()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(n => n[Prefix.Length..].Replace('\\', '/'), n => Bytes(assembly, n), StringComparer.Ordinal);
    }

    private static byte[] Bytes(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
