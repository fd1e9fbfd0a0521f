using System.Numerics;
using System.Runtime.CompilerServices;
using static CostSim.Tokens.CharacterClasses;

namespace CostSim.Tokens;

/// <summary>
/// The pieces of cl100k_base: words of any letters with one leading character; English contractions are pieces of their own.
/// </summary>
internal readonly struct Cl100kPieces : IPieceRule
{
    public static int End(ref byte text, int start, int length)
    {
        var first = At(ref text, start, out var size);
        var next = start + size;
        if ((first & Letter) != 0)
            return PieceParts.Letters(ref text, next, length);
        if ((first & Number) != 0)
            return PieceParts.Numbers(ref text, next, length, more: 2);
        if (PieceParts.Contraction(ref text, start, length) is var contraction && contraction > start)
            return contraction;
        if ((first & Newline) == 0 && PieceParts.Letters(ref text, next, length) is var end && end > next)
            return end;
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
            var starts = WindowStarts.Common(window, out var leads, out _);
            if ((window.Apostrophe & leads) is var marks && marks != 0)
                starts = PartContractions(window, starts, marks);
            return starts & ~1ul;
        }
    }

    // A contraction is a piece, whatever letters follow it.
    private static ulong PartContractions(in AsciiWindow window, ulong starts, ulong marks)
    {
        unchecked
        {
            for (; marks != 0; marks &= marks - 1)
            {
                var at = BitOperations.TrailingZeroCount(marks);
                if (at + 3 >= window.Known)
                    return starts & (2ul << at) - 1;
                if (PieceParts.Contraction(ref window.First, at, AsciiWindow.Size) is var end && end > at)
                    starts |= 1ul << end;
            }

            return starts;
        }
    }

    private static int Rests(ref byte text, int at, int length)
    {
        at = PieceParts.Rests(ref text, at, length);
        while (at < length && Unsafe.Add(ref text, at) is (byte)'\r' or (byte)'\n')
            at++;
        return at;
    }
}
