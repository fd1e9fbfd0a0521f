using System.Runtime.CompilerServices;
using static CostSim.Tokens.CharacterClasses;

namespace CostSim.Tokens;

/// <summary>Parts that the piece rules share; each returns where the part ends.</summary>
internal static class PieceParts
{
    /// <summary>\p{L}*.</summary>
    public static int Letters(ref byte text, int at, int length)
    {
        while (at < length && (At(ref text, at, out var size) & Letter) != 0)
            at += size;
        return at;
    }

    /// <summary>\p{N}{0,more}.</summary>
    public static int Numbers(ref byte text, int at, int length, int more)
    {
        for (; more > 0 && at < length && (At(ref text, at, out var size) & Number) != 0; more--)
            at += size;
        return at;
    }

    /// <summary>[^\s\p{L}\p{N}]*.</summary>
    public static int Rests(ref byte text, int at, int length)
    {
        while (at < length && (At(ref text, at, out var size) & Rest) != 0)
            at += size;
        return at;
    }

    /// <summary>
    /// White space: through its last newline; without one all but the last character, which leads what follows; all of it at
    /// the end of the text.
    /// </summary>
    public static int Spaces(ref byte text, int start, int length)
    {
        var (at, afterNewline, last) = (start, start, start);
        while (at < length && (At(ref text, at, out var size) is var flags) && (flags & Space) != 0)
        {
            last = at;
            at += size;
            if ((flags & Newline) != 0)
                afterNewline = at;
        }

        if (afterNewline > start)
            return afterNewline;
        return at == length || last == start ? at : last;
    }

    /// <summary>(?i:'s|'t|'re|'ve|'m|'ll|'d)?, by Unicode case folding, under which U+017F is an s.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Contraction(ref byte text, int at, int length) =>
        at < length && Unsafe.Add(ref text, at) == '\'' ? AfterApostrophe(ref text, at, length) : at;

    private static int AfterApostrophe(ref byte text, int at, int length)
    {
        if (length - at < 2)
            return at;
        var first = Unsafe.Add(ref text, at + 1) | 0x20;
        if (first is 's' or 't' or 'm' or 'd')
            return at + 2;
        if (length - at < 3)
            return at;
        var (exact, second) = (Unsafe.Add(ref text, at + 1), Unsafe.Add(ref text, at + 2));
        if (exact == 0xC5 && second == 0xBF)
            return at + 3;
        return (first, second | 0x20) is ('r', 'e') or ('v', 'e') or ('l', 'l') ? at + 3 : at;
    }
}
