using System.Buffers;
using System.Globalization;
using System.Text;

namespace CostSim.Files;

/// <summary>
/// Resolves the escapes of a JSON string. The framework's reader refuses an unpaired surrogate such as \ud83d, which cut-off
/// logs hold; here it becomes U+FFFD, as tokenizers take it.
/// </summary>
internal static class JsonEscapes
{
    /// <summary>Writes the text of the inside of a valid JSON string.</summary>
    public static void Write(ReadOnlySpan<byte> inside, ArrayBufferWriter<byte> into)
    {
        while (inside.IndexOf((byte)'\\') is var slash and >= 0)
        {
            into.Write(inside[..slash]);
            inside = inside[slash..];
            if (inside[1] == (byte)'u')
            {
                inside = WriteUnit(inside, into);
                continue;
            }

            into.Write([inside[1] switch
            {
                (byte)'b' => (byte)'\b',
                (byte)'f' => (byte)'\f',
                (byte)'n' => (byte)'\n',
                (byte)'r' => (byte)'\r',
                (byte)'t' => (byte)'\t',
                var itself => itself,
            }]);
            inside = inside[2..];
        }

        into.Write(inside);
    }

    // \uXXXX, or two of them that make one character.
    private static ReadOnlySpan<byte> WriteUnit(ReadOnlySpan<byte> inside, ArrayBufferWriter<byte> into)
    {
        var (first, used) = (Unit(inside), 6);
        var rune = Rune.ReplacementChar;
        if (char.IsHighSurrogate(first) && inside.Length >= 12 && inside[6] == (byte)'\\' && inside[7] == (byte)'u'
            && Rune.TryCreate(first, Unit(inside[6..]), out var pair))
            (rune, used) = (pair, 12);
        else if (Rune.TryCreate(first, out var single))
            rune = single;
        into.Advance(rune.EncodeToUtf8(into.GetSpan(4)));
        return inside[used..];
    }

    private static char Unit(ReadOnlySpan<byte> escape) =>
        (char)ushort.Parse(escape.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
