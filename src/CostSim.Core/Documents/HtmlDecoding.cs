using System.Text;
using System.Text.RegularExpressions;
using CostSim.Files;

namespace CostSim.Documents;

/// <summary>The text of an HTML file: by byte order mark, else by the character set that its head declares, else UTF-8.</summary>
internal static partial class HtmlDecoding
{
    // Where the HTML standard tells browsers to look for a declaration.
    private const int HeadBytes = 1024;

    public static string Decode(byte[] bytes)
    {
        if (TextDecoding.Marked(bytes).Encoding is not null || Declared(bytes) is not { } name || Legacy(name) is not { } encoding)
            return TextDecoding.Decode(bytes);
        return encoding.GetString(bytes);
    }

    private static string? Declared(byte[] bytes)
    {
        var head = Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, HeadBytes));
        var found = Charset().Match(head);
        return found.Success ? found.Groups[1].Value : null;
    }

    // Browsers read what calls itself Latin-1 as Windows-1252, of which it is nearly a part.
    private static Encoding? Legacy(string name) => name.ToLowerInvariant() switch
    {
        "utf-8" or "utf8" or "utf-16" or "us-ascii" => null,
        "iso-8859-1" => CodePagesEncodingProvider.Instance.GetEncoding(1252),
        var other => CodePagesEncodingProvider.Instance.GetEncoding(other),
    };

    [GeneratedRegex("""<meta[^>]+charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex Charset();
}
