using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace CostSim.Tokens;

/// <summary>
/// SentencePiece's table of character replacements: a double-array trie over UTF-8, whose leaves are places in a list of replacements that
/// each end in a zero byte.
/// </summary>
internal sealed class CharacterMap
{
    private readonly uint[] units;
    private readonly byte[] replacements;

    // What each ASCII character becomes; null where it stays. Most text never needs the trie.
    private readonly string?[] ascii;

    // Whether a longer entry begins with an ASCII character.
    private readonly bool[] begins;

    private CharacterMap(uint[] units, byte[] replacements)
    {
        (this.units, this.replacements) = (units, replacements);
        ascii = [.. Enumerable.Range(0, 128).Select(c => Find([(byte)c], shortest: true, out _))];
        begins = [.. Enumerable.Range(0, 128).Select(c => Step(0, 0, (byte)c) is not null)];
    }

    /// <summary>Reads a table, or null where it is broken.</summary>
    public static CharacterMap? Read(ReadOnlySpan<byte> blob)
    {
        if (blob.Length < 4 || BinaryPrimitives.ReadUInt32LittleEndian(blob) is var size
            && (size == 0 || size % 4 != 0 || size > blob.Length - 4))
            return null;
        var units = new uint[size / 4];
        for (var i = 0; i < units.Length; i++)
            units[i] = BinaryPrimitives.ReadUInt32LittleEndian(blob[(4 + 4 * i)..]);
        return new CharacterMap(units, blob[(4 + (int)size)..].ToArray());
    }

    /// <summary>
    /// As the tokenizers library applies it: a whole grapheme of fewer than six bytes if the table has its beginning, else character by
    /// character.
    /// </summary>
    public SourcedText ByGraphemes(SourcedText source)
    {
        var (text, changes) = (source.Text, new List<(int, int, string)>());
        Span<byte> utf8 = stackalloc byte[8];
        for (var at = 0; at < text.Length;)
        {
            var unit = text[at];
            if (unit < 128 && (at + 1 == text.Length || text[at + 1] < 128 && unit != '\r'))
            {
                if (ascii[unit] is { } by)
                    changes.Add((at, 1, by));
                at++;
                continue;
            }

            var length = StringInfo.GetNextTextElementLength(text.AsSpan(at));
            if (length <= 5 && Encoding.UTF8.GetByteCount(text.AsSpan(at, length)) < 6
                && Find(utf8[..Encoding.UTF8.GetBytes(text.AsSpan(at, length), utf8)], shortest: true, out _) is { } whole)
            {
                changes.Add((at, length, whole));
                at += length;
                continue;
            }

            for (var end = at + length; at < end;)
            {
                Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var size);
                if (Find(utf8[..rune.EncodeToUtf8(utf8)], shortest: true, out _) is { } by)
                    changes.Add((at, size, by));
                at += size;
            }
        }

        return source.Replace(changes);
    }

    /// <summary>
    /// The replacement of the longest entry that a text in UTF-8 begins with, and its length in bytes; null where there is none.
    /// </summary>
    public string? Longest(ReadOnlySpan<byte> text, out int length)
    {
        if (text[0] < 128 && !begins[text[0]])
        {
            length = 0;
            return null;
        }

        return Find(text, shortest: false, out length);
    }

    private string? Find(ReadOnlySpan<byte> text, bool shortest, out int length)
    {
        var (at, unit, found) = (0, 0u, -1);
        length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (Step(at, i, text[i]) is not { } next)
                break;
            unit = units[next];
            at = next ^ Offset(unit);
            if (at >= units.Length)
                break;
            if ((unit >> 8 & 1) == 1)
            {
                (found, length) = ((int)(units[at] & 0x7FFFFFFF), i + 1);
                if (shortest)
                    break;
            }
        }

        if (found < 0 || found >= replacements.Length)
            return null;
        var rest = replacements.AsSpan(found);
        return Encoding.UTF8.GetString(rest.IndexOf((byte)0) is >= 0 and var end ? rest[..end] : rest);
    }

    // The node that a byte leads to, or null.
    private int? Step(int at, int depth, byte value)
    {
        var from = depth == 0 ? Offset(units[0]) : at;
        var next = from ^ value;
        return next < units.Length && (units[next] & 0x800000FF) == value ? next : null;
    }

    private static int Offset(uint unit) => (int)(unit >> 10 << (int)((unit & 1 << 9) >> 6));
}
