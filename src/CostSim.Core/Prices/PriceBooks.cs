using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using CostSim.Files;

namespace CostSim.Prices;

/// <summary>Opens price books: the one that travels inside the tool, or a folder.</summary>
public static class PriceBooks
{
    private const string Resources = "pricing/";
    private const string LimitFolder = "limits/";

    /// <summary>Findings of <c>prices verify</c> that a book accepts, each with a reason.</summary>
    public const string AcceptedFile = "accepted.yaml";

    // Files of a book that hold no prices.
    private static readonly string[] Beside = [PriceManifest.FileName, AcceptedFile, PromptOverheads.FileName, ImageRules.FileName];

    private static readonly Lazy<PriceBook> TheShipped = new(OpenShipped);

    /// <summary>The book that travels inside the tool.</summary>
    public static PriceBook Shipped => TheShipped.Value;

    /// <summary>A book in a folder of provider files. Every file is read whole, so that all its errors show.</summary>
    internal static PriceBook Open(string folder)
    {
        if (!Directory.Exists(folder))
            throw new InputException(Location.Of(folder), "is not a folder; a price book is a folder of files such as openai.yaml");
        var limits = Path.Combine(folder, LimitFolder);
        var files = Directory.GetFiles(folder, "*.yaml").Concat(Directory.Exists(limits) ? Directory.GetFiles(limits, "*.yaml") : [])
            .Concat(new[] { CatalogueFiles.Folder, CatalogueFiles.NamesFolder }.Select(f => Path.Combine(folder, f)).Where(Directory.Exists)
                .SelectMany(f => Directory.GetFiles(f, "*.csv")))
            .ToDictionary(f => Path.GetRelativePath(folder, f).Replace('\\', '/'), File.ReadAllBytes, StringComparer.Ordinal);
        return Open(folder, files);
    }

    /// <summary>A folder, or one provider's file as a book of its own.</summary>
    internal static PriceBook OpenFileOrFolder(string path) => File.Exists(path)
        ? Open(path, new Dictionary<string, byte[]> { [Path.GetFileName(path)] = File.ReadAllBytes(path) })
        : Open(path);

    /// <summary>Begins a new book in a folder as a copy of another: of a folder, or of the one that travels inside the tool.</summary>
    internal static void Copy(string? from, string to)
    {
        var files = from is null ? Shipped.Version.Files.Keys : Open(from).Version.Files.Keys;
        foreach (var file in files.Concat(Beside))
        {
            if (from is not null && !File.Exists(Path.Combine(from, file)))
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(to, file))!);
            File.WriteAllBytes(Path.Combine(to, file), from is null ? Resource(file) : File.ReadAllBytes(Path.Combine(from, file)));
        }
    }

    /// <summary>What the book that travels inside the tool accepts.</summary>
    internal static IReadOnlyList<AcceptedFinding> Accepted() => Accepted(Path.Combine("pricing", AcceptedFile), Resource(AcceptedFile));

    internal static IReadOnlyList<AcceptedFinding> Accepted(string folder) =>
        Path.Combine(folder, AcceptedFile) is var path && File.Exists(path) ? Accepted(path, File.ReadAllBytes(path)) : [];

    /// <summary>The files of a folder that are not as its manifest says.</summary>
    internal static IEnumerable<PriceFinding> ManifestFindings(string folder)
    {
        var path = Path.Combine(folder, PriceManifest.FileName);
        if (!File.Exists(path))
            return [];
        var (stated, now) = (PriceManifest.Read(path, File.ReadAllBytes(path)).Files, Open(folder).Version.Files);
        return now.Keys.Union(stated.Keys).Where(f => now.GetValueOrDefault(f) != stated.GetValueOrDefault(f)).Order(StringComparer.Ordinal)
            .Select(f => new PriceFinding("manifest", f, stated.ContainsKey(f) ? now.ContainsKey(f)
                ? "was changed since the manifest was written"
                : "is gone" : "is not in the manifest"));
    }

    /// <summary>A book from the bytes of its files by name.</summary>
    internal static PriceBook Open(string name, IReadOnlyDictionary<string, byte[]> files)
    {
        var hashes = files.Where(f => !Beside.Contains(f.Key))
            .ToDictionary(f => f.Key, f => Convert.ToHexStringLower(SHA256.HashData(f.Value)));
        var version = files.TryGetValue(PriceManifest.FileName, out var manifest)
            ? PriceManifest.Read(Path.Combine(name, PriceManifest.FileName), manifest).Version
            : "unversioned";
        var texts = new Dictionary<string, ProviderPrices>();
        return Of(new BookVersion(name, version, PriceManifest.HashOf(hashes), hashes), name, file => files[file], (file, text, _) =>
            texts.TryGetValue(file, out var read) ? read : texts[file] = PriceFile.Read(Path.Combine(name, file), new StringReader(text)));
    }

    // The manifest's hashes are taken as they are (a test compares them): hashing costs 15 ms at start.
    private static PriceBook OpenShipped()
    {
        var manifest = PriceManifest.Read(PriceManifest.FileName, Resource(PriceManifest.FileName));
        var version = new BookVersion("shipped with costsim", manifest.Version, manifest.Sha256, manifest.Files);
        return Of(version, "pricing", Resource, (file, text, word) =>
            PriceFile.Read(Path.Combine("pricing", file), new StringReader(PriceText.Mentioning(text, word))));
    }

    private static PriceBook Of(BookVersion version, string place, Func<string, byte[]> bytes,
        Func<string, string, string, ProviderPrices> read)
    {
        var providers = Names(version.Files.Keys.Where(f => !f.Contains('/', StringComparison.Ordinal)), "");
        if (providers.Count == 0)
            throw new InputException(Location.Of(place), "holds no price file; a price book is a folder of files such as openai.yaml");
        var limits = new RateLimitTable(
            Names(version.Files.Keys.Where(f => f.StartsWith(LimitFolder, StringComparison.Ordinal)), LimitFolder),
            provider => RateLimitFile.Read(Path.Combine(place, $"{LimitFolder}{provider}.yaml"),
                new StringReader(Text(bytes($"{LimitFolder}{provider}.yaml")))));
        return new PriceBook(
            version, limits, providers, (provider, word) =>
                Checked(place, provider, read($"{provider}.yaml", Text(bytes($"{provider}.yaml")), word)),
            CatalogueFiles.Of(place, [.. version.Files.Keys], file => Text(bytes(file))));
    }

    private static ProviderPrices Checked(string place, string provider, ProviderPrices prices) => prices.Provider == provider
        ? prices
        : throw new InputException(new Location(Path.Combine(place, $"{provider}.yaml"), 1, 1),
            $"provider: must be '{provider}', as the file's name says, but is '{prices.Provider}'");

    private static IReadOnlyList<AcceptedFinding> Accepted(string place, byte[] text)
    {
        var map = new SettingsMap(Yaml.ReadMap(place, new StringReader(Text(text))), "", new Reading());
        var accepted = AcceptedFinding.Read(map);
        map.Errors.ThrowIfAny();
        return accepted;
    }

    private static List<string> Names(IEnumerable<string> files, string folder) =>
        [.. files.Select(f => f[folder.Length..^".yaml".Length]).Order(StringComparer.Ordinal)];

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    private static byte[] Resource(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resources + file)
            ?? throw new InvalidOperationException($"the tool was built without {Resources}{file}");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
