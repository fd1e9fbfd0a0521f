using System.Runtime.CompilerServices;

namespace CostSim.Tokens;

/// <summary>A piece of 1 to 15 bytes in two words: the bytes, and their number in the lower half of the last byte.</summary>
internal readonly struct PieceKey
{
    public const int Longest = 15;

    /// <summary>The four bits above the length are free: a table keeps the number of tokens there.</summary>
    public const int CountShift = 60;

    private const int LengthShift = 56;

    public ulong Low { get; private init; }

    public ulong High { get; private init; }

    /// <summary>Reads 16 bytes, so that many must be there, whatever the length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PieceKey Load(ref byte piece, int length)
    {
        unchecked
        {
            // Shifts by 64 - 8n drop what lies behind the piece, without a branch on its length.
            var low = Unsafe.ReadUnaligned<ulong>(ref piece);
            var high = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref piece, 8));
            var lowKept = length >= 8 ? ulong.MaxValue : (1ul << (length * 8)) - 1;
            var highKept = length > 8 ? (1ul << ((length - 8) * 8)) - 1 : 0;
            return new() { Low = low & lowKept, High = high & highKept | (ulong)(uint)length << LengthShift };
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
    public ulong Hash()
    {
        unchecked
        {
            var mixed = (Low ^ ulong.RotateLeft(High, 23)) * 0x9E3779B97F4A7C15ul;
            return (mixed ^ mixed >> 32) * 0xD6E8FEB86659FD93ul;
        }
    }
}
