using System.Buffers;
using System.Text.Unicode;

namespace CostSim.Tokens;

/// <summary>A text in UTF-8, in a rented array; unpaired surrogates become U+FFFD, as providers count them.</summary>
internal readonly ref struct Utf8Text
{
    private readonly ReadOnlySpan<char> text;
    private readonly byte[] rented;
    private readonly int length;

    public Utf8Text(ReadOnlySpan<char> text)
    {
        this.text = text;
        // A UTF-16 unit takes at most three bytes.
        rented = ArrayPool<byte>.Shared.Rent(checked(text.Length * 3));
        Utf8.FromUtf16(text, rented, out _, out length, replaceInvalidSequences: true, isFinalBlock: true);
    }

    public ReadOnlySpan<byte> Bytes => rented.AsSpan(0, length);

    /// <summary>Where each token ends in UTF-16 units; inside a character, where that character starts.</summary>
    public void Ends(ReadOnlySpan<int> ids, TokenBytes tokens, Span<int> ends)
    {
        var ascii = length == text.Length;
        var bytes = Bytes;
        var (at, units, character) = (0, 0, 0);
        for (var i = 0; i < ids.Length; i++)
        {
            var end = at + tokens.Length(ids[i]);
            if (ascii)
            {
                (at, ends[i]) = (end, end);
                continue;
            }

            for (; at < end; at++)
            {
                // Continuation bytes belong to the character that began before them.
                if ((bytes[at] & 0xC0) == 0x80)
                    continue;
                character = units;
                units += bytes[at] >= 0xF0 ? 2 : 1;
            }

            ends[i] = at < bytes.Length && (bytes[at] & 0xC0) == 0x80 ? character : units;
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(rented);
}
