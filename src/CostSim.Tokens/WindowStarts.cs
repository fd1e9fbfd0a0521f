using System.Numerics;
using System.Runtime.CompilerServices;

namespace CostSim.Tokens;

/// <summary>
/// Where pieces start among the known bytes of a window, a bit each, in bit algebra. Bit 0 is a start by itself, and only
/// starts that no later byte can change are given, so the last of them is where the next window begins.
/// </summary>
internal static class WindowStarts
{
    /// <summary>Starts that all rules have in common; contractions and letter case are not among them.</summary>
    /// <param name="window">The bytes.</param>
    /// <param name="leads">Runs of punctuation on their own, whose first character may lead a word.</param>
    /// <param name="absorbed">Newlines that belong to the punctuation before them.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Common(in AsciiWindow window, out ulong leads, out ulong absorbed)
    {
        unchecked
        {
            // A sum carries through each run of newlines that follows punctuation, and so clears it.
            absorbed = window.Newline & ~(window.Newline + (window.Rest << 1 & window.Newline));
            var space = window.Space & ~absorbed;
            var last = space & ~(space >> 1);
            // Of white space: its first character, what follows its last newline, and its last character, which leads what follows.
            var starts = space & ~(space << 1) | last & ~window.Newline | (last & window.Newline) << 1 | AfterLastNewline(space,
                window.Newline);

            leads = window.Rest & ~(window.Rest << 1) & ~(window.Blank << 1);
            var led = (space & ~window.Newline) << 1 | leads << 1;
            starts |= leads | window.Letter & ~(window.Letter << 1) & ~led;

            var digit = window.Digit;
            var third = digit & ~(digit << 1);
            starts |= third;
            var inside = digit & digit << 1 & digit << 2 & digit << 3;
            while ((third = third << 3 & inside) != 0)
                starts |= third;
            // White space that reaches the last known byte may go on: only its first character is certain.
            if (space >> window.Known - 1 != 0)
            {
                var run = BitOperations.LeadingZeroCount(~(space << 64 - window.Known));
                starts &= (2ul << window.Known - run) - 1;
            }

            return starts;
        }
    }

    // The first of the blanks and tabs after the last newline of a run.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong AfterLastNewline(ulong space, ulong newline)
    {
        unchecked
        {
            var level = space & ~newline;
            var after = level & (space & newline) << 1;
            var followed = (level + after) & ~level & space & newline;
            // Blanks between two newlines of a run are rare: they belong to the piece that ends with the later newline.
            for (; followed != 0; followed &= followed - 1)
            {
                var below = after & (followed & 0 - followed) - 1;
                after &= ~(1ul << 63 - BitOperations.LeadingZeroCount(below));
            }

            return after;
        }
    }
}
