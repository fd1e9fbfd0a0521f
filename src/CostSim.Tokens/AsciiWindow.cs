using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CostSim.Tokens;

/// <summary>
/// What 64 bytes are, a bit each, from the start of a piece; bits from the first non-ASCII byte on are unset in all masks.
/// </summary>
internal ref struct AsciiWindow
{
    public const int Size = 64;

    /// <summary>Upper-case letters.</summary>
    public ulong Upper;

    /// <summary>Lower-case letters.</summary>
    public ulong Lower;

    /// <summary>Digits.</summary>
    public ulong Digit;

    /// <summary>The blank.</summary>
    public ulong Blank;

    /// <summary>White space of any kind, the blank too.</summary>
    public ulong Space;

    /// <summary>CR and LF.</summary>
    public ulong Newline;

    /// <summary>Neither letter, digit nor white space.</summary>
    public ulong Rest;

    /// <summary>The apostrophe, which is in <see cref="Rest"/> too.</summary>
    public ulong Apostrophe;

    /// <summary>How many bytes are known: all before the first non-ASCII byte.</summary>
    public int Known;

    public ref byte First;

    public readonly ulong Letter => Upper | Lower;

    /// <summary>Reads 64 bytes, so that many must be there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AsciiWindow Load(ref byte first)
    {
        ulong wide, controls;
        var window = new AsciiWindow { First = ref first };
        if (Vector512.IsHardwareAccelerated)
        {
            var bytes = Vector512.LoadUnsafe(ref first);
            wide = bytes.ExtractMostSignificantBits();
            window.Upper = Vector512.LessThanOrEqual(bytes - Vector512.Create((byte)'A'), Vector512.Create((byte)25))
                .ExtractMostSignificantBits();
            window.Lower = Vector512.LessThanOrEqual(bytes - Vector512.Create((byte)'a'), Vector512.Create((byte)25))
                .ExtractMostSignificantBits();
            window.Digit = Vector512.LessThanOrEqual(bytes - Vector512.Create((byte)'0'), Vector512.Create((byte)9))
                .ExtractMostSignificantBits();
            window.Blank = Vector512.Equals(bytes, Vector512.Create((byte)' ')).ExtractMostSignificantBits();
            window.Apostrophe = Vector512.Equals(bytes, Vector512.Create((byte)'\'')).ExtractMostSignificantBits();
            controls = Vector512.LessThanOrEqual(bytes - Vector512.Create((byte)'\t'), Vector512.Create((byte)4))
                .ExtractMostSignificantBits();
            window.Newline = (Vector512.Equals(bytes, Vector512.Create((byte)'\n')) | Vector512.Equals(bytes, Vector512.Create((byte)'\r')))
                .ExtractMostSignificantBits();
        }
        else
        {
            var (a, b) = (Vector256.LoadUnsafe(ref first), Vector256.LoadUnsafe(ref first, 32));
            wide = Bits(a, b);
            window.Upper = Within(a, b, (byte)'A', 25);
            window.Lower = Within(a, b, (byte)'a', 25);
            window.Digit = Within(a, b, (byte)'0', 9);
            window.Blank = Bits(Vector256.Equals(a, Vector256.Create((byte)' ')), Vector256.Equals(b, Vector256.Create((byte)' ')));
            window.Apostrophe = Bits(Vector256.Equals(a, Vector256.Create((byte)'\'')), Vector256.Equals(b, Vector256.Create((byte)'\'')));
            controls = Within(a, b, (byte)'\t', 4);
            window.Newline = Bits(
                Vector256.Equals(a, Vector256.Create((byte)'\n')) | Vector256.Equals(a, Vector256.Create((byte)'\r')),
                Vector256.Equals(b, Vector256.Create((byte)'\n')) | Vector256.Equals(b, Vector256.Create((byte)'\r')));
        }

        window.Space = window.Blank | controls;
        window.Known = BitOperations.TrailingZeroCount(wide);
        window.Rest = ~(window.Upper | window.Lower | window.Digit | window.Space | wide);
        if (wide != 0)
            window.Forget();
        return window;
    }

    private void Forget()
    {
        var known = unchecked((1ul << Known) - 1);
        Upper &= known;
        Lower &= known;
        Digit &= known;
        Blank &= known;
        Space &= known;
        Newline &= known;
        Rest &= known;
        Apostrophe &= known;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Within(Vector256<byte> a, Vector256<byte> b, byte from, byte span)
    {
        var (x, y, most) = (a - Vector256.Create(from), b - Vector256.Create(from), Vector256.Create(span));
        return Bits(Vector256.Equals(Vector256.Min(x, most), x), Vector256.Equals(Vector256.Min(y, most), y));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bits(Vector256<byte> a, Vector256<byte> b) =>
        a.ExtractMostSignificantBits() | (ulong)b.ExtractMostSignificantBits() << 32;
}
