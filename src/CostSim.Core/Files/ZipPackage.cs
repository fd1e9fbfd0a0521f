using System.IO.Compression;

namespace CostSim.Files;

/// <summary>
/// A document that is a ZIP package, read part by part within bounds. Parts are found by name, whatever case it is written in.
/// </summary>
internal sealed class ZipPackage : IDisposable
{
    // A few kilobytes unpack to gigabytes; no chapter and no slide holds more than this.
    private const int MaxPartBytes = 64 * 1024 * 1024;

    private readonly ZipArchive archive;

    private ZipPackage(ZipArchive archive) => this.archive = archive;

    public static ZipPackage Open(byte[] bytes, string ending)
    {
        FileSignature.MustBeZip(bytes, ending);
        return new ZipPackage(new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read));
    }

    public IEnumerable<string> Names => archive.Entries.Select(e => e.FullName);

    public void Dispose() => archive.Dispose();

    /// <summary>Reads a part of XML; false where it is not there.</summary>
    public bool Read(string name, IPartReader reader)
    {
        if (Entry(name) is not { } entry)
            return false;
        using var stream = entry.Open();
        PackagePart.Read(stream, reader);
        return true;
    }

    /// <summary>The bytes of a part; null where it is not there.</summary>
    public byte[]? Bytes(string name)
    {
        if (Entry(name) is not { } entry)
            return null;
        using var stream = entry.Open();
        using var kept = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            kept.Write(buffer, 0, read);
            if (kept.Length > MaxPartBytes)
                throw new UnreadableException(
                    $"unpacks to more than {MaxPartBytes >> 20} MB in one part; check that it is not a zip bomb, or leave it out");
        }

        return kept.ToArray();
    }

    /// <summary>A name that one part gives of another, as from the top of the package.</summary>
    public static string From(string part, string target)
    {
        var path = new List<string>(target.StartsWith('/') ? [] : part.Split('/')[..^1]);
        foreach (var step in Uri.UnescapeDataString(target.Split('#')[0]).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (step == ".." && path.Count > 0)
                path.RemoveAt(path.Count - 1);
            else if (step is not (".." or "."))
                path.Add(step);
        }

        return string.Join('/', path);
    }

    private ZipArchiveEntry? Entry(string name) =>
        archive.Entries.FirstOrDefault(e => string.Equals(e.FullName, name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>Collects one attribute of the elements of a name, with another attribute as its key.</summary>
internal sealed class AttributeReader(string element, string key, string value) : IPartReader
{
    public List<(string Key, string Value)> Found { get; } = [];

    public bool Begin(System.Xml.XmlReader at)
    {
        if (at.LocalName == element)
            Found.Add((at.Attribute(key) ?? "", at.Attribute(value) ?? ""));
        return true;
    }

    public void Text(string text)
    {
    }

    public void End(string name)
    {
    }
}
