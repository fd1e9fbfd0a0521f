using System.IO.Compression;

namespace CostSim.Files;

/// <summary>What a file is by its first bytes, whatever its name says.</summary>
internal static class FileSignature
{
    // Real ones have some hundred kilobytes.
    private const int MostOfAnIndex = 16 << 20;

    private static readonly (byte[] Start, string Says)[] Known =
    [
        ("%PDF-"u8.ToArray(), "a PDF"),
        ([0x50, 0x4B, 0x03, 0x04], "a ZIP package (a DOCX, an XLSX, an archive)"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Office file (.doc, .xls), or one that is protected by a password"),
        ("{\\rtf"u8.ToArray(), "an RTF file"),
        ([0x1F, 0x8B], "a gzip archive"),
        ([0x89, 0x50, 0x4E, 0x47], "a PNG picture"),
        ([0xFF, 0xD8, 0xFF], "a JPEG picture"),
        ("GIF8"u8.ToArray(), "a GIF picture"),
        ("SQLite format 3"u8.ToArray(), "an SQLite database"),
        ([0x7F, 0x45, 0x4C, 0x46], "a program"),
    ];

    /// <summary>"a PDF", "a PNG picture"; null for text and everything unknown.</summary>
    public static string? Of(ReadOnlySpan<byte> bytes)
    {
        foreach (var (start, says) in Known)
        {
            if (bytes.StartsWith(start))
                return says;
        }

        return null;
    }

    /// <summary>Refuses what a name with this ending does not represent.</summary>
    public static void MustBeZip(ReadOnlySpan<byte> bytes, string ending)
    {
        if (!bytes.StartsWith((ReadOnlySpan<byte>)[0x50, 0x4B]))
            throw new UnreadableException(
                $"is not a {ending} file, but {Of(bytes) ?? "something else"}; save it as {ending}, or give it the ending of what it is");
    }

    /// <summary>
    /// Refuses an Office file whose lists of parts, or whose workbook, unpack to more than a library may take in whole: it reads them
    /// before
    /// any part can be read in pieces.
    /// </summary>
    public static void MustBeOffice(byte[] bytes, string ending)
    {
        MustBeZip(bytes, ending);
        using var archive = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
        var buffer = new byte[64 * 1024];
        foreach (var entry in archive.Entries.Where(e => IsReadWhole(e.FullName)))
        {
            using var part = entry.Open();
            var size = 0L;
            for (var read = part.Read(buffer); read > 0; read = part.Read(buffer))
            {
                if ((size += read) > MostOfAnIndex)
                    throw new UnreadableException(
                        $"unpacks to more than {MostOfAnIndex >> 20} MB in {Path.GetFileName(entry.FullName)}, which lists its parts; "
                        + $"check that it is not a zip bomb, or leave it out");
            }
        }
    }

    private static bool IsReadWhole(string part) => part.EndsWith(".rels", StringComparison.OrdinalIgnoreCase)
        || part.EndsWith("[Content_Types].xml", StringComparison.OrdinalIgnoreCase)
            || part.EndsWith("workbook.xml", StringComparison.OrdinalIgnoreCase);
}
