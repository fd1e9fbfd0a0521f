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
    public int[] Ends(ReadOnlySpan<int> ids, TokenBytes tokens, int offset)
    {
        var ends = new int[ids.Length];
        if (length == text.Length)
        {
            for (var (i, end) = (0, offset); i < ids.Length; i++)
                ends[i] = end += tokens.Length(ids[i]);
            return ends;
        }

        var bytes = Bytes;
        var (at, units, character) = (0, offset, offset);
        for (var i = 0; i < ids.Length; i++)
        {
            for (var end = at + tokens.Length(ids[i]); at < end; at++)
            {
                // Continuation bytes belong to the character that began before them.
                if ((bytes[at] & 0xC0) == 0x80)
                    continue;
                character = units;
                units += bytes[at] >= 0xF0 ? 2 : 1;
            }

            ends[i] = at < bytes.Length && (bytes[at] & 0xC0) == 0x80 ? character : units;
        }

        return ends;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(rented);
}
