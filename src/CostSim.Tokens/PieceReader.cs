using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CostSim.Tokens;

/// <summary>Looks up the tokens of pieces for one thread: among the recent, then in the common cache, else by merging.</summary>
internal sealed class PieceReader(Vocabulary vocabulary)
{
    private readonly RecentPieces recent = new();

    // Pieces that wait for memory while others are counted.
    private readonly PieceKey[] waitingKeys = new PieceKey[16];
    private readonly int[] waitingStarts = new int[16];
    private int waiting;
    private PieceCache cache = null!;
    private LongMerge? longMerge;

    /// <summary>Uses a cache from here on.</summary>
    public void Use(PieceCache current)
    {
        if (cache != current)
            recent.Clear();
        cache = current;
    }

    /// <summary>
    /// Gives the tokens of the pieces of a window to the sink: the first starts with the window, each of <paramref name="starts"/> begins
    /// another. Returns where the last of them begins. When only counting, pieces may wait until <see cref="Settle"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int TakeWindow<TSink>(ref byte first, int window, ulong starts, ref TSink sink) where TSink : struct, IPieceSink
    {
        unchecked
        {
            ref var known = ref recent.First;
            var (piece, total) = (window, 0);
            sink.Reserve(AsciiWindow.Size);
            for (; starts != 0; starts &= starts - 1)
            {
                var end = window + BitOperations.TrailingZeroCount(starts);
                var length = end - piece;
                ref var at = ref Unsafe.Add(ref first, piece);
                if (length > PieceKey.Longest)
                {
                    TakeLong(MemoryMarshal.CreateReadOnlySpan(ref at, length), ref sink);
                }
                else
                {
                    var key = PieceKey.Load(ref at, length);
                    var slot = RecentPieces.Slot(key);
                    var count = RecentPieces.Count(ref known, key, slot);
                    if (TSink.WantsIds)
                        GiveRecent(key, slot, count, ref at, ref sink);
                    else if (count == 0)
                        Wait(key, piece, ref first, ref sink);
                    total += count;
                }

                piece = end;
            }

            if (!TSink.WantsIds)
                sink.Add(total);
            return piece;
        }
    }

    /// <summary>Gives the tokens of any piece of a text to the sink.</summary>
    public void Take<TSink>(ReadOnlySpan<byte> text, int start, int end, ref TSink sink) where TSink : struct, IPieceSink
    {
        ref var first = ref MemoryMarshal.GetReference(text);
        ref var at = ref Unsafe.Add(ref first, start);
        var length = unchecked(end - start);
        sink.Reserve(length);
        if (length > PieceKey.Longest)
        {
            TakeLong(MemoryMarshal.CreateReadOnlySpan(ref at, length), ref sink);
            return;
        }

        // A key is read as 16 bytes, which may be more than are left.
        var key = unchecked(text.Length - start) >= 16 ? PieceKey.Load(ref at, length) : PieceKey.Copy(text[start..end]);
        var slot = RecentPieces.Slot(key);
        var count = RecentPieces.Count(ref recent.First, key, slot);
        if (TSink.WantsIds)
            GiveRecent(key, slot, count, ref at, ref sink);
        else if (count == 0)
            Wait(key, start, ref first, ref sink);
        else
            sink.Add(count);
    }

    /// <summary>Gives the tokens of the pieces that wait.</summary>
    public void Settle<TSink>(ref byte first, ref TSink sink) where TSink : struct, IPieceSink
    {
        for (var i = 0; i < waiting; i++)
        {
            var (key, start) = (waitingKeys[i], waitingStarts[i]);
            // It may have come to the recent ones since.
            var slot = RecentPieces.Slot(key);
            var count = RecentPieces.Count(ref recent.First, key, slot);
            sink.Add(count > 0 ? count : Find(key, slot, ref Unsafe.Add(ref first, start), wanted: false));
        }

        waiting = 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Wait<TSink>(PieceKey key, int start, ref byte first, ref TSink sink) where TSink : struct, IPieceSink
    {
        cache.Short.Prefetch(key);
        waitingKeys[waiting] = key;
        waitingStarts[waiting++] = start;
        if (waiting == waitingKeys.Length)
            Settle(ref first, ref sink);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void GiveRecent<TSink>(PieceKey key, int slot, int count, ref byte piece, ref TSink sink) where TSink : struct, IPieceSink
    {
        ref var ids = ref recent.Tokens(slot);
        if (count == 0 || ids.ToScalar() == RecentPieces.Unasked)
            count = Find(key, slot, ref piece, wanted: true);
        // Without a branch on the number of ids, which no processor would guess.
        if (count <= RecentPieces.MostIds)
            sink.AddSome(ids, count);
        else
            sink.AddIds(cache.Ids(ids.ToScalar(), count));
    }

    // Number of tokens of a piece, which is among the recent from then on.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Find(PieceKey key, int slot, ref byte piece, bool wanted)
    {
        var table = cache.Short;
        if (table.TryFind(key, out var count, out var found))
        {
            // The ids lie in memory of their own, which counting need not wait for.
            recent.Set(key, slot, count, Vector128.CreateScalar(wanted ? table.Tokens(found) : RecentPieces.Unasked));
            if (wanted && count is > 1 and <= RecentPieces.MostIds)
                Spread(cache.Ids(table.Tokens(found), count), slot);
            return count;
        }

        return Merge(key, slot, ref piece);
    }

    [SkipLocalsInit]
    private int Merge(PieceKey key, int slot, ref byte piece)
    {
        Span<int> ids = stackalloc int[PieceKey.Longest];
        ids = ids[..Merge(MemoryMarshal.CreateReadOnlySpan(ref piece, key.Length), ids)];
        recent.Set(key, slot, ids.Length, Vector128.CreateScalar(cache.Keep(key, ids)));
        if (ids.Length <= RecentPieces.MostIds)
            Spread(ids, slot);
        return ids.Length;
    }

    private void Spread(ReadOnlySpan<int> ids, int slot) =>
        ids.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<Vector128<int>, int>(ref recent.Tokens(slot)), RecentPieces.MostIds));

    // Writes the ids of a piece's tokens, which are at most as many as its bytes, and returns their number.
    private int Merge(ReadOnlySpan<byte> piece, Span<int> ids)
    {
        ids = ids[..vocabulary.FirstTokens(piece, ids)];
        return ids.Length <= BytePairMerge.Longest
            ? BytePairMerge.Merge(vocabulary, ids)
            : (longMerge ??= new LongMerge(vocabulary)).Merge(ids);
    }

    [MethodImpl(MethodImplOptions.NoInlining), SkipLocalsInit]
    private void TakeLong<TSink>(ReadOnlySpan<byte> piece, ref TSink sink) where TSink : struct, IPieceSink
    {
        if (piece.Length > LongPieces.Longest)
        {
            var rented = ArrayPool<int>.Shared.Rent(piece.Length);
            Give(rented.AsSpan(0, Merge(piece, rented)), ref sink);
            ArrayPool<int>.Shared.Return(rented);
            return;
        }

        if (cache.Long.TryFind(piece, out var count, out var tokens))
        {
            Give(count, tokens, ref sink);
            return;
        }

        Span<int> ids = stackalloc int[LongPieces.Longest];
        ids = ids[..Merge(piece, ids)];
        Give(ids, ref sink);
        cache.Keep(piece, ids);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Give<TSink>(int count, int tokens, ref TSink sink) where TSink : struct, IPieceSink
    {
        if (!TSink.WantsIds)
            sink.Add(count);
        else if (count == 1)
            sink.AddId(tokens);
        else
            sink.AddIds(cache.Ids(tokens, count));
    }

    private static void Give<TSink>(ReadOnlySpan<int> ids, ref TSink sink) where TSink : struct, IPieceSink
    {
        if (TSink.WantsIds)
            sink.AddIds(ids);
        else
            sink.Add(ids.Length);
    }
}
