using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CostSim.Files;

namespace CostSim.Documents;

/// <summary>A mail: who wrote what to whom and when, then its words; of the same text in several forms the plain one.</summary>
internal static partial class EmlText
{
    private const int MaxDepth = 20;

    private static readonly string[] Shown = ["Subject", "From", "To", "Cc", "Date"];

    public static ExtractedText Read(byte[] bytes)
    {
        var mail = Part.Of(bytes);
        if (mail.Headers.Count == 0)
            throw new UnreadableException(
                "is not a mail: it begins without headers such as From and Subject; give it the ending of what it is");
        var plain = new PlainText();
        foreach (var name in Shown)
        {
            if (mail.Header(name) is { Length: > 0 } value)
                plain.Item(0, $"{name}:", Words(value));
        }

        Write(mail, plain, 0);
        return plain.Done();
    }

    private static void Write(Part part, PlainText plain, int depth)
    {
        if (depth > MaxDepth)
            throw new UnreadableException("nests its parts without end; open it and save it again");
        var type = part.Type;
        if (type.StartsWith("multipart/", StringComparison.Ordinal))
        {
            var parts = part.Parts().ToList();
            var chosen = type == "multipart/alternative"
                ? parts.Where(p => p.Type == "text/plain").Concat(parts.Where(p => p.Type != "text/plain").Reverse()).Take(1)
                : parts;
            foreach (var inner in chosen)
                Write(inner, plain, depth + 1);
        }
        else if (part.FileName is { } name)
            plain.Paragraph($"Attachment: {Words(name)}");
        else if (type == "message/rfc822")
            Write(Part.Of(part.Body), plain, depth + 1);
        else if (type == "text/html")
            HtmlText.Write(part.Text(), plain);
        else if (type.StartsWith("text/", StringComparison.Ordinal))
            plain.Verbatim(part.Text());
    }

    // "=?UTF-8?B?...?=" are words in another character set.
    private static string Words(string header) => Encoded().Replace(Gap().Replace(header, "?==?"), word =>
    {
        var bytes = word.Groups[2].Value is "B" or "b"
            ? Base64(word.Groups[3].Value)
            : Quoted(Encoding.ASCII.GetBytes(word.Groups[3].Value.Replace('_', ' ')));
        return PageOf(word.Groups[1].Value).GetString(bytes);
    });

    private static byte[] Base64(string text)
    {
        var clean = string.Concat(text.Where(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/'));
        clean = clean[..(clean.Length - (clean.Length % 4 == 1 ? 1 : 0))];
        return Convert.FromBase64String(clean.PadRight((clean.Length + 3) / 4 * 4, '='));
    }

    private static byte[] Quoted(byte[] bytes)
    {
        var decoded = new List<byte>(bytes.Length);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] != '=')
                decoded.Add(bytes[i]);
            else if (i + 2 < bytes.Length && byte.TryParse(Encoding.ASCII.GetString(bytes, i + 1, 2), NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture, out var coded))
                (i, _) = (i + 2, Added(coded));
            else if (i + 1 < bytes.Length && bytes[i + 1] is (byte)'\r' or (byte)'\n')
                i += bytes[i + 1] == '\r' && i + 2 < bytes.Length && bytes[i + 2] == '\n' ? 2 : 1;
            else if (i + 1 < bytes.Length)
                decoded.Add(bytes[i]);
        }

        return [.. decoded];

        bool Added(byte coded)
        {
            decoded.Add(coded);
            return true;
        }
    }

    private static Encoding PageOf(string name)
    {
        try
        {
            return name.ToLowerInvariant() is "utf-8" or "utf8" or "us-ascii" or "" ? Encoding.UTF8
                : CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            throw new UnreadableException($"is written in the character set '{name}', which is not known; save the mail as text in UTF-8");
        }
    }

    [GeneratedRegex(@"=\?([^?\s*]+)[^?\s]*\?([BbQq])\?([^?]*)\?=")]
    private static partial Regex Encoded();

    [GeneratedRegex(@"\?=\s+=\?")]
    private static partial Regex Gap();

    /// <summary>A part of a mail: its headers, and its body as it came.</summary>
    private sealed record Part(IReadOnlyList<(string Name, string Value)> Headers, byte[] Body)
    {
        public string Type => Header("Content-Type")?.Split(';')[0].Trim().ToLowerInvariant() is { Length: > 0 } type ? type : "text/plain";

        /// <summary>The name of the file that a part is; null for words of the mail itself.</summary>
        public string? FileName => Header("Content-Disposition") is { } how
            && (how.TrimStart().StartsWith("attachment", StringComparison.OrdinalIgnoreCase)
                || !Type.StartsWith("text/", StringComparison.Ordinal))
            ? Parameter(how, "filename") ?? Parameter(Header("Content-Type") ?? "", "name") ?? "without a name" : null;

        public static Part Of(byte[] bytes)
        {
            var text = Encoding.Latin1.GetString(bytes);
            var end = text.IndexOf("\n\n", StringComparison.Ordinal) is var unix and >= 0 ? unix : int.MaxValue;
            var windows = text.IndexOf("\r\n\r\n", StringComparison.Ordinal) is var found and >= 0 ? found : int.MaxValue;
            var (head, body) = windows < end ? (windows, windows + 4) : end < int.MaxValue ? (end, end + 2) : (text.Length, text.Length);
            // A line that begins with a blank goes on from the line before; raw bytes in headers are UTF-8 today.
            var lines = Encoding.UTF8.GetString(bytes, 0, head).ReplaceLineEndings("\n").Replace("\n ", " ", StringComparison.Ordinal)
                .Replace("\n\t", " ", StringComparison.Ordinal).Split('\n');
            var headers = lines.Select(l => (Line: l, Colon: l.IndexOf(':', StringComparison.Ordinal)))
                .Where(l => l.Colon > 0 && !l.Line[..l.Colon].Contains(' ', StringComparison.Ordinal))
                .Select(l => (l.Line[..l.Colon], l.Line[(l.Colon + 1)..].Trim()));
            return new Part([.. headers], bytes[body..]);
        }

        public string? Header(string name) =>
            Headers.FirstOrDefault(h => string.Equals(h.Name, name, StringComparison.OrdinalIgnoreCase)).Value;

        public string Text() => PageOf(Parameter(Header("Content-Type") ?? "", "charset") ?? "").GetString(Decoded());

        public IEnumerable<Part> Parts()
        {
            if (Parameter(Header("Content-Type") ?? "", "boundary") is not { Length: > 0 } boundary)
                yield break;
            var pieces = ("\n" + Encoding.Latin1.GetString(Body)).Split("\n--" + boundary);
            foreach (var piece in pieces.Skip(1).TakeWhile(p => !p.StartsWith("--", StringComparison.Ordinal)))
                yield return Of(Encoding.Latin1.GetBytes(piece[(piece.IndexOf('\n', StringComparison.Ordinal) + 1)..].TrimEnd('\r')));
        }

        private byte[] Decoded() => (Header("Content-Transfer-Encoding") ?? "").Trim().ToLowerInvariant() switch
        {
            "base64" => Base64(Encoding.Latin1.GetString(Body)),
            "quoted-printable" => Quoted(Body),
            _ => Body,
        };

        private static string? Parameter(string header, string name)
        {
            foreach (var parameter in header.Split(';').Skip(1))
            {
                var (key, value) = parameter.IndexOf('=', StringComparison.Ordinal) is var at and > 0
                    ? (parameter[..at].Trim(), parameter[(at + 1)..].Trim().Trim('"'))
                    : ("", "");
                if (string.Equals(key, name, StringComparison.OrdinalIgnoreCase))
                    return value;
                // RFC 2231: "filename*=UTF-8''name".
                if (string.Equals(key, name + "*", StringComparison.OrdinalIgnoreCase))
                    return Uri.UnescapeDataString(value[(value.LastIndexOf('\'') + 1)..]);
            }

            return null;
        }
    }
}
