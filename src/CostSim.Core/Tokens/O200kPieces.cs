using System.Runtime.CompilerServices;
using static CostSim.Tokens.CharacterClasses;

namespace CostSim.Tokens;

/// <summary>The pieces of o200k_base: words change at an upper-case letter, keep one leading character and an English contraction.</summary>
internal readonly struct O200kPieces : IPieceRule
{
    public static int End(ref byte text, int start, int length)
    {
        var first = At(ref text, start, out var size);
        var next = start + size;
        if ((first & Letter) != 0)
            return PieceParts.Contraction(ref text, Word(ref text, start, length, out _), length);
        if ((first & Number) != 0)
            return PieceParts.Numbers(ref text, next, length, more: 2);
        if ((first & Newline) == 0)
        {
            var end = Word(ref text, next, length, out var lower);
            var mark = (first & Upper) != 0;
            // A mark leads a word only if the word has a lower-case half; else the mark is that half itself.
            if (mark && !lower)
                end = next;
            if (mark || end > next)
                return PieceParts.Contraction(ref text, end, length);
        }

        if ((first & Rest) != 0)
            return Rests(ref text, next, length);
        return Unsafe.Add(ref text, start) == ' ' && next < length && (At(ref text, next, out _) & Rest) != 0
            ? Rests(ref text, next, length)
            : PieceParts.Spaces(ref text, start, length);
    }

    // [U]*[L]+ or else [U]+[L]*, where letters without case and marks are in both sets.
    private static int Word(ref byte text, int at, int length, out bool lower)
    {
        var afterBoth = -1;
        while (at < length && (At(ref text, at, out var size) is var flags) && (flags & Upper) != 0)
        {
            at += size;
            if ((flags & Lower) != 0)
                afterBoth = at;
        }

        var upperEnd = at;
        while (at < length && (At(ref text, at, out var size) & Lower) != 0)
            at += size;
        lower = at > upperEnd || afterBoth >= 0;
        return at > upperEnd || afterBoth < 0 ? at : afterBoth;
    }

    private static int Rests(ref byte text, int at, int length)
    {
        at = PieceParts.Rests(ref text, at, length);
        while (at < length && Unsafe.Add(ref text, at) is (byte)'\r' or (byte)'\n' or (byte)'/')
            at++;
        return at;
    }
}
