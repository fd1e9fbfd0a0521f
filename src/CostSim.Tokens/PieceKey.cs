using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CostSim.Tokens;

/// <summary>A piece of 1 to 15 bytes in two words: the bytes, and their number in the lower half of the last byte.</summary>
internal readonly struct PieceKey
{
    public const int Longest = 15;

    /// <summary>The four bits above the length are free: a table keeps the number of tokens there.</summary>
    public const int CountShift = 60;

    // Which bits of the low and of the high word belong to a piece of 0, 1, .. 15 bytes.
    private static ReadOnlySpan<ulong> Masks =>
    [
        0, 0,
        0xFF, 0,
        0xFFFF, 0,
        0xFF_FFFF, 0,
        0xFFFF_FFFF, 0,
        0xFF_FFFF_FFFF, 0,
        0xFFFF_FFFF_FFFF, 0,
        0xFF_FFFF_FFFF_FFFF, 0,
        ulong.MaxValue, 0,
        ulong.MaxValue, 0xFF,
        ulong.MaxValue, 0xFFFF,
        ulong.MaxValue, 0xFF_FFFF,
        ulong.MaxValue, 0xFFFF_FFFF,
        ulong.MaxValue, 0xFF_FFFF_FFFF,
        ulong.MaxValue, 0xFFFF_FFFF_FFFF,
        ulong.MaxValue, 0xFF_FFFF_FFFF_FFFF,
    ];

    public ulong Low { get; private init; }

    public ulong High { get; private init; }

    /// <summary>Number of bytes.</summary>
    public int Length => (int)(High >> 56);

    /// <summary>The key of a slot, whose high word has a number of tokens too.</summary>
    public static PieceKey Of(ulong low, ulong high) => new() { Low = low, High = high & (1ul << CountShift) - 1 };

    /// <summary>Reads 16 bytes, so that many must be there, whatever the length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PieceKey Load(ref byte piece, int length)
    {
        unchecked
        {
            ref var mask = ref Unsafe.Add(ref MemoryMarshal.GetReference(Masks), (nuint)(uint)length * 2);
            var low = Unsafe.ReadUnaligned<ulong>(ref piece) & mask;
            var high = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref piece, 8)) & Unsafe.Add(ref mask, 1);
            return new() { Low = low, High = high | (ulong)(uint)length << 56 };
        }
    }

    /// <summary>The same key, from a piece at the very end of its buffer.</summary>
    public static PieceKey Copy(ReadOnlySpan<byte> piece)
    {
        Span<byte> padded = stackalloc byte[16];
        padded.Clear();
        piece.CopyTo(padded);
        return Load(ref padded[0], piece.Length);
    }

    /// <summary>Mixes both words; the high bits are the good ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Hash() => unchecked((Low ^ ulong.RotateLeft(High, 29)) * 0x9E3779B97F4A7C15ul);
}
