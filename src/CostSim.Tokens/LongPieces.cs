using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CostSim.Tokens;

/// <summary>
/// Pieces of 16 to 256 bytes and their tokens. The bytes are kept and compared, so that equal hashes cannot pass for
/// equal pieces. Any thread reads while one writes: an entry is complete before the slot that names it.
/// </summary>
internal sealed class LongPieces(int bits)
{
    public const int Longest = 256;

    private const int LongestChain = 64;

    // Bytes kept a piece, on average; measured 28 in the benchmark's multilingual corpus.
    private const int RoomForBytes = 40;

    // Upper half of the hash, then number of the entry + 1; 0 is an empty slot.
    private readonly ulong[] slots = new ulong[2 << bits];
    private readonly Entry[] entries = new Entry[1 << bits];
    private readonly byte[] bytes = new byte[RoomForBytes << bits];
    private readonly int shift = 64 - bits - 1;
    private int filled;
    private int used;

    public int Bits => bits;

    public bool IsFull => filled == entries.Length || used + Longest > bytes.Length;

    /// <summary>Finds a piece: the number of its tokens, and its id if that is 1, else where its ids start in the pool.</summary>
    public bool TryFind(ReadOnlySpan<byte> piece, out int count, out int tokens)
    {
        unchecked
        {
            var hash = Hash(piece);
            var at = (int)(hash >> shift);
            for (var looked = 0; looked <= LongestChain; looked++)
            {
                var slot = Volatile.Read(ref slots[at]);
                if (slot == 0)
                    break;
                if ((slot ^ hash) >> 32 == 0)
                {
                    ref var entry = ref entries[(int)(uint)slot - 1];
                    if (entry.Length == piece.Length && bytes.AsSpan(entry.Start, entry.Length).SequenceEqual(piece))
                    {
                        (count, tokens) = (entry.Count, entry.Tokens);
                        return true;
                    }
                }

                at = at + 1 & slots.Length - 1;
            }

            (count, tokens) = (0, 0);
            return false;
        }
    }

    /// <summary>Keeps a piece that is not there yet, if its chain is not too long. One thread at a time.</summary>
    public void Add(ReadOnlySpan<byte> piece, int count, int tokens)
    {
        unchecked
        {
            var hash = Hash(piece);
            var at = (int)(hash >> shift);
            for (var looked = 0; looked <= LongestChain; looked++)
            {
                if (slots[at] == 0)
                {
                    piece.CopyTo(bytes.AsSpan(used));
                    entries[filled] = new Entry(used, piece.Length, count, tokens);
                    used += piece.Length;
                    filled++;
                    Volatile.Write(ref slots[at], hash & 0xFFFF_FFFF_0000_0000ul | (uint)filled);
                    return;
                }

                at = at + 1 & slots.Length - 1;
            }
        }
    }

    /// <summary>The same pieces with twice the room.</summary>
    public LongPieces Grown()
    {
        var grown = new LongPieces(bits + 1);
        foreach (var entry in entries.AsSpan(0, filled))
            grown.Add(bytes.AsSpan(entry.Start, entry.Length), entry.Count, entry.Tokens);
        return grown;
    }

    private static ulong Hash(ReadOnlySpan<byte> piece)
    {
        unchecked
        {
            ref var first = ref MemoryMarshal.GetReference(piece);
            // Eight bytes at a time; the last eight overlap those before.
            var hash = (ulong)piece.Length * 0x9E3779B97F4A7C15ul;
            for (var at = 0; at < piece.Length - 8; at += 8)
                hash = Mix(hash ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, at)));
            return Mix(hash ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, piece.Length - 8)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value *= 0xD6E8FEB86659FD93ul;
            return value ^ value >> 32;
        }
    }

    private readonly record struct Entry(int Start, int Length, int Count, int Tokens);
}
