using System.Runtime.CompilerServices;
using static CostSim.Tokens.CharacterClasses;

namespace CostSim.Tokens;

/// <summary>
/// The pieces of GPT-2, r50k_base and p50k_base: letters, digits or other marks with one leading space; contractions in lower case are
/// pieces of their own.
/// </summary>
internal readonly struct Gpt2Pieces : IPieceRule
{
    public static int End(ref byte text, int start, int length)
    {
        if (Contraction(ref text, start, length) is var contraction && contraction > start)
            return contraction;
        var flags = At(ref text, start, out var size);
        var next = start + size;
        // A single blank leads the word behind it.
        if (Unsafe.Add(ref text, start) == ' ' && next < length && At(ref text, next, out var second) is var following
            && (following & Space) == 0)
            (flags, next) = (following, next + second);
        if ((flags & Letter) != 0)
            return PieceParts.Letters(ref text, next, length);
        if ((flags & Number) != 0)
            return PieceParts.Numbers(ref text, next, length, more: int.MaxValue);
        if ((flags & Rest) != 0)
            return PieceParts.Rests(ref text, next, length);
        return Spaces(ref text, start, length);
    }

    public static ulong Starts(in AsciiWindow window) => 0;

    // White space without its last character, which leads what follows; all of it at the end of the text.
    private static int Spaces(ref byte text, int start, int length)
    {
        var (at, last) = (start, start);
        while (at < length && (At(ref text, at, out var size) & Space) != 0)
            (last, at) = (at, at + size);
        return at == length || last == start ? at : last;
    }

    private static int Contraction(ref byte text, int at, int length)
    {
        if (Unsafe.Add(ref text, at) != '\'' || length - at < 2)
            return at;
        var first = Unsafe.Add(ref text, at + 1);
        if (first is (byte)'s' or (byte)'t' or (byte)'m' or (byte)'d')
            return at + 2;
        return length - at >= 3 && (first, Unsafe.Add(ref text, at + 2)) is ((byte)'r', (byte)'e') or ((byte)'v', (byte)'e')
            or ((byte)'l', (byte)'l') ? at + 3 : at;
    }
}
