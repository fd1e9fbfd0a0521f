using System.Buffers;
using System.Text;

namespace CostSim.Documents;

/// <summary>
/// How long a text is: Unicode characters, UTF-8 bytes, and words. A word is the text between white space and holds a
/// letter or digit; Chinese and Japanese write none, so each of their characters counts as one, as word processors count.
/// </summary>
internal readonly record struct TextSize(long Characters, long Bytes, long Words)
{
    private static readonly SearchValues<byte> Spaces = SearchValues.Create(" \t\n\r\f\v"u8);

    public static TextSize operator +(TextSize a, TextSize b) => new(a.Characters + b.Characters, a.Bytes + b.Bytes, a.Words + b.Words);

    public static TextSize Of(string text)
    {
        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            return Of(rented.AsSpan(0, Encoding.UTF8.GetBytes(text, rented)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    public static TextSize Of(ReadOnlySpan<byte> utf8)
    {
        var (characters, words, counted) = (0L, 0L, false);
        for (var i = 0; i < utf8.Length;)
        {
            characters++;
            var c = utf8[i];
            if (c < 0x80)
            {
                i++;
                if (Spaces.Contains(c))
                    counted = false;
                else if (!counted && char.IsAsciiLetterOrDigit((char)c))
                    (words, counted) = (words + 1, true);
                continue;
            }

            Rune.DecodeFromUtf8(utf8[i..], out var rune, out var length);
            i += length;
            if (Rune.IsWhiteSpace(rune))
                counted = false;
            else if (IsWordByItself(rune.Value))
                (words, counted) = (words + 1, false);
            else if (!counted && Rune.IsLetterOrDigit(rune))
                (words, counted) = (words + 1, true);
        }

        return new TextSize(characters, utf8.Length, words);
    }

    // Kana and Han ideographs.
    private static bool IsWordByItself(int scalar) => scalar is
        (>= 0x3041 and <= 0x30FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF)
            or (>= 0x20000 and <= 0x3FFFF);
}
