using System.Text.Json;
using CostSim.Files;
using CostSim.Units;

namespace CostSim.Documents;

/// <summary>
/// Keeps extracted text by the hash of the file and the version of its extractor, so that thousands of PDFs are read once.
/// An entry that cannot be read is made anew.
/// </summary>
internal sealed class TextStore
{
    private readonly string? folder;

    private TextStore(string? folder) => this.folder = folder;

    /// <summary>Keeps nothing: for confidential material.</summary>
    public static TextStore Off { get; } = new(null);

    /// <summary>
    /// The store that <c>--store</c> names: a folder, or <c>off</c>. Where it names none, the variable COSTSIM_STORE does, else
    /// it is <c>costsim</c> in the user's cache folder.
    /// </summary>
    public static TextStore At(string? named)
    {
        var folder = named ?? Environment.GetEnvironmentVariable("COSTSIM_STORE") ?? UserCache();
        return folder is null or "" or "off" ? Off : new TextStore(Path.GetFullPath(folder));
    }

    /// <summary>Where texts are kept; null where nothing is.</summary>
    public string? Folder => folder;

    internal ExtractedText? Find(string key)
    {
        try
        {
            return folder is not null && StoreFile.Read(FileOf(key)) is { } bytes ? Parse(bytes) : null;
        }
        catch (Exception broken) when (Files.InputGuard.IsMalformed(broken))
        {
            return null;
        }
    }

    internal void Keep(string key, ExtractedText text)
    {
        if (folder is not null)
            StoreFile.Write(FileOf(key), Format(text));
    }

    private string FileOf(string key) => Path.Combine(folder!, "text", key[..2], key + ".json");

    private static string? UserCache()
    {
        if (Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache)
            return Path.Combine(cache, "costsim");
        var local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (OperatingSystem.IsWindows())
            return local.Length == 0 ? null : Path.Combine(local, "costsim", "cache");
        return home.Length == 0 ? null : Path.Combine(home, ".cache", "costsim");
    }

    private static byte[] Format(ExtractedText text)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("text", text.Text);
            json.WriteStartArray("headings");
            foreach (var heading in text.Headings)
            {
                json.WriteNumberValue(heading.Start);
                json.WriteNumberValue(heading.Level);
                json.WriteStringValue(heading.Title);
            }

            json.WriteEndArray();
            WriteNumbers(json, "tables", text.Tables.SelectMany(t => (int[])[t.Start.Value, t.End.Value]));
            WriteNumbers(json, "pages", text.Pages is { } pages ? [pages, .. text.PagesWithoutText] : []);
            WriteNumbers(json, "page_sizes", text.PageSizes.SelectMany(p => (int[])[p.Width, p.Height]));
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<int> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static ExtractedText Parse(byte[] bytes)
    {
        using var json = JsonDocument.Parse(bytes);
        var root = json.RootElement;
        var headings = root.GetProperty("headings").EnumerateArray().ToList();
        var tables = root.GetProperty("tables").EnumerateArray().Select(n => n.GetInt32()).ToList();
        var pages = root.GetProperty("pages").EnumerateArray().Select(n => n.GetInt32()).ToList();
        var sizes = root.GetProperty("page_sizes").EnumerateArray().Select(n => n.GetInt32()).ToList();
        return new ExtractedText(root.GetProperty("text").GetString()!)
        {
            Headings = [.. headings.Chunk(3).Select(h => new Heading(h[0].GetInt32(), h[1].GetInt32(), h[2].GetString()!))],
            Tables = [.. tables.Chunk(2).Select(t => t[0]..t[1])],
            Pages = pages.Count > 0 ? pages[0] : null,
            PagesWithoutText = [.. pages.Skip(1)],
            PageSizes = [.. sizes.Chunk(2).Select(p => new PageSize(p[0], p[1]))],
        };
    }
}
