using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CostSim.Tokens;

/// <summary>What the piece rules ask of a character, as flags; 0 is the end of the text.</summary>
internal static class CharacterClasses
{
    /// <summary>Upper and title case, and every letter or mark without case: the first half of a word.</summary>
    public const int Upper = 1;

    /// <summary>Lower case, and every letter or mark without case: the second half of a word.</summary>
    public const int Lower = 2;

    /// <summary>\p{L}.</summary>
    public const int Letter = 4;

    /// <summary>\p{N}.</summary>
    public const int Number = 8;

    /// <summary>\s, which is White_Space.</summary>
    public const int Space = 16;

    /// <summary>CR or LF.</summary>
    public const int Newline = 32;

    /// <summary>Neither space, letter nor number; marks are among these too.</summary>
    public const int Rest = 64;

    private const int CodePoints = 0x110000;

    // Unicode 16, pinned: a later runtime must not change what a model's tokenizer does.
    // Runs over all code points: a category, then the length as LEB128.
    private static readonly byte[] Flags = Expand(Resources.Read("unicode16.categories"));

    /// <summary>The flags of the character at a place before the end of valid UTF-8, and its size in bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int At(ref byte text, int at, out int size)
    {
        uint first = Unsafe.Add(ref text, at);
        if (first < 0x80)
        {
            size = 1;
            return Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Flags), first);
        }

        return Wide(ref Unsafe.Add(ref text, at), first, out size);
    }

    /// <summary>The flags of a code point.</summary>
    public static int Of(int codePoint) => Flags[codePoint];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Wide(ref byte text, uint first, out int size)
    {
        unchecked
        {
            uint second = Unsafe.Add(ref text, 1) & 0x3Fu;
            uint point;
            if (first < 0xE0)
            {
                size = 2;
                point = (first & 0x1F) << 6 | second;
            }
            else if (first < 0xF0)
            {
                size = 3;
                point = (first & 0x0F) << 12 | second << 6 | Unsafe.Add(ref text, 2) & 0x3Fu;
            }
            else
            {
                size = 4;
                point = (first & 0x07) << 18 | second << 12 | (Unsafe.Add(ref text, 2) & 0x3Fu) << 6 | Unsafe.Add(ref text, 3) & 0x3Fu;
            }

            return Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Flags), point);
        }
    }

    private static byte[] Expand(ReadOnlySpan<byte> runs)
    {
        // Left uninitialised where nothing is assigned would be 0, the end: so every code point is written.
        var flags = GC.AllocateUninitializedArray<byte>(CodePoints);
        var at = 0;
        while (!runs.IsEmpty)
        {
            var (category, length, shift, read) = ((UnicodeCategory)runs[0], 0, 0, 1);
            do
            {
                length |= (runs[read] & 0x7F) << shift;
                shift += 7;
            }
            while (runs[read++] >= 0x80);
            Unsafe.InitBlock(ref flags[at], (byte)OfCategory(category), (uint)length);
            at += length;
            runs = runs[read..];
        }

        foreach (var space in (ReadOnlySpan<int>)[0x09, 0x0B, 0x0C, 0x85])
            flags[space] = Space;
        flags['\r'] = flags['\n'] = Space | Newline;
        return flags;
    }

    private static int OfCategory(UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter => Letter | Upper,
        UnicodeCategory.LowercaseLetter => Letter | Lower,
        UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => Letter | Upper | Lower,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => Rest | Upper | Lower,
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => Number,
        UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => Space,
        _ => Rest,
    };
}
