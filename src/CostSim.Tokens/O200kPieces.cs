using System.Numerics;
using System.Runtime.CompilerServices;
using static CostSim.Tokens.CharacterClasses;

namespace CostSim.Tokens;

/// <summary>
/// The pieces of o200k_base: words change at an upper-case letter, keep one leading character and an English contraction.
/// </summary>
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Starts(in AsciiWindow window)
    {
        unchecked
        {
            var starts = WindowStarts.Common(window, out _, out var absorbed) | window.Upper & window.Lower << 1;
            if ((window.Apostrophe & window.Letter << 1) is var marks && marks != 0)
                starts = JoinContractions(window, starts, marks);
            if ((absorbed << 1 & window.Rest) is var after && after != 0)
                starts = JoinSlashes(window, starts, after);
            return starts & ~1ul;
        }
    }

    // A contraction belongs to the word before it, and what follows it starts anew.
    private static ulong JoinContractions(in AsciiWindow window, ulong starts, ulong marks)
    {
        unchecked
        {
            var used = -1;
            for (; marks != 0; marks &= marks - 1)
            {
                var at = BitOperations.TrailingZeroCount(marks);
                // The letter before it may be the end of another contraction, which is not a word.
                if (at == used || at + 1 < window.Known && (window.Letter >> at + 1 & 1) == 0)
                    continue;
                if (at + 3 >= window.Known)
                    return starts & (1ul << at) - 1;
                var end = PieceParts.Contraction(ref window.First, at, AsciiWindow.Size);
                if (end == at)
                    continue;
                used = end;
                starts = starts & ~((1ul << end) - (1ul << at)) | 1ul << end;
            }

            return starts;
        }
    }

    // Slashes after the newlines after punctuation belong to it as well.
    private static ulong JoinSlashes(in AsciiWindow window, ulong starts, ulong after)
    {
        unchecked
        {
            for (; after != 0; after &= after - 1)
            {
                var at = BitOperations.TrailingZeroCount(after);
                var end = at;
                while (end < window.Known && Unsafe.Add(ref window.First, end) == '/')
                    end++;
                if (end == at)
                    continue;
                if (end + 1 >= window.Known || (window.Newline >> end & 1) != 0)
                    return starts & (1ul << at) - 1;
                starts = starts & ~(1ul << at) | 1ul << end;
                // One more punctuation character leads a word, as at any start.
                if ((window.Rest & window.Letter >> 1) >> end << 63 != 0)
                    starts &= ~(2ul << end);
            }

            return starts;
        }
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
