using System.Globalization;
using System.Text;

namespace CostSim.Files;

/// <summary>Bytes to text: UTF-8, or UTF-16 and UTF-32 by their byte order mark. Legacy code pages are refused, never guessed.</summary>
internal static class TextDecoding
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    public static string Decode(byte[] bytes)
    {
        if (FileSignature.Of(bytes) is { } other)
            throw new UnreadableException($"is not text, but {other}; give it the ending of what it is");
        var (encoding, mark) = Marked(bytes);
        encoding ??= WideWithoutMark(bytes);
        if (encoding is null && bytes.AsSpan().IndexOf((byte)0) is var zero and >= 0)
            throw new UnreadableException(string.Create(CultureInfo.InvariantCulture,
                $"is not text, but binary (a zero byte at {zero:#,0}); export it as text, or leave it out"));
        try
        {
            return (encoding ?? StrictUtf8).GetString(bytes, mark, bytes.Length - mark);
        }
        catch (DecoderFallbackException broken) when (encoding is null)
        {
            throw NotUtf8(bytes, broken.Index < 0 ? 0 : broken.Index);
        }
        catch (DecoderFallbackException)
        {
            throw new UnreadableException(
                $"is not valid {encoding!.WebName.ToUpperInvariant()}, though its first bytes say so; save it as UTF-8");
        }
    }

    /// <summary>The encoding that a byte order mark states, and the mark's length.</summary>
    public static (Encoding? Encoding, int Mark) Marked(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (StrictUtf8, 3),
        [0xFF, 0xFE, 0, 0, ..] => (new UTF32Encoding(false, true, true), 4),
        [0, 0, 0xFE, 0xFF, ..] => (new UTF32Encoding(true, true, true), 4),
        [0xFF, 0xFE, ..] => (new UnicodeEncoding(false, true, true), 2),
        [0xFE, 0xFF, ..] => (new UnicodeEncoding(true, true, true), 2),
        _ => (null, 0),
    };

    // Windows tools write UTF-16 without a mark too: then every second byte of Latin text is zero and no other is.
    private static UnicodeEncoding? WideWithoutMark(ReadOnlySpan<byte> bytes)
    {
        var head = bytes[..(Math.Min(bytes.Length, 4096) & ~1)];
        var (evenZeros, oddZeros) = (0, 0);
        for (var i = 0; i < head.Length; i += 2)
        {
            evenZeros += head[i] == 0 ? 1 : 0;
            oddZeros += head[i + 1] == 0 ? 1 : 0;
        }

        var most = head.Length / 2 * 9 / 10;
        if (head.Length < 4 || (evenZeros == 0) == (oddZeros == 0) || Math.Max(evenZeros, oddZeros) <= most)
            return null;
        return new UnicodeEncoding(evenZeros > 0, false, true);
    }

    private static UnreadableException NotUtf8(ReadOnlySpan<byte> bytes, int at)
    {
        var line = 1 + bytes[..at].Count((byte)'\n');
        var page = LegacyPages.Guess(bytes);
        return new UnreadableException(
            $"is not UTF-8 (byte 0x{bytes[at]:X2}), but an older code page, perhaps {page}; convert it: iconv -f {page} -t UTF-8 "
            + $"FILE > NEW", line);
    }
}
