using System.Globalization;
using System.Security.Cryptography;
using CostSim.Files;

namespace CostSim.Documents;

/// <summary>Reads one file as text, within bounds, through the store. Throws <see cref="UnreadableException"/>.</summary>
internal static class DocumentFile
{
    // Documents are held in memory whole; a book of 1,000 pages is 3 MB of text.
    private const int MaxBytes = 256 * 1024 * 1024;

    /// <summary>The bytes of a file and their SHA-256 in lower-case hexadecimal digits.</summary>
    public static (byte[] Bytes, string Sha256) Read(string fullPath)
    {
        var bytes = ReadBytes(fullPath);
        return (bytes, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    public static ExtractedText Extract(byte[] bytes, string hash, Extractor extractor, TextStore store)
    {
        if (!extractor.IsSlow)
            return extractor.Extract(bytes);
        var key = string.Create(CultureInfo.InvariantCulture, $"{hash}-{extractor.Name.ToLowerInvariant()}{extractor.Version}");
        if (store.Find(key) is { } kept)
            return kept;
        var text = extractor.Extract(bytes);
        store.Keep(key, text);
        return text;
    }

    // Reads to a bound instead of the stated length: devices and pipes state none.
    private static byte[] ReadBytes(string fullPath)
    {
        using var file = InputStream.Open(fullPath);
        var stated = file.CanSeek ? file.Length : 0;
        if (stated > MaxBytes)
            throw TooLarge(stated);
        try
        {
            using var kept = new MemoryStream((int)stated);
            var buffer = new byte[128 * 1024];
            for (var read = file.Read(buffer); read > 0; read = file.Read(buffer))
            {
                kept.Write(buffer, 0, read);
                if (kept.Length > MaxBytes)
                    throw TooLarge(kept.Length);
            }

            return kept.ToArray();
        }
        catch (IOException broken)
        {
            throw new UnreadableException($"cannot be read ({broken.Message}); check the disk, or leave it out");
        }
    }

    private static UnreadableException TooLarge(long bytes) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"is {(bytes > MaxBytes + 1048576 ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:#,0}") : $"more than {MaxBytes / 1048576}")} MB, and documents are read up to {MaxBytes / 1048576:0} MB; split it, or measure a log of records with --field"));
}
