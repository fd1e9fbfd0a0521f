using System.Buffers;
using System.Runtime.CompilerServices;

namespace CostSim.Tokens;

/// <summary>The tokens of a piece: remembered, or merged and then remembered.</summary>
internal sealed class PieceTokens(Vocabulary vocabulary)
{
    private PieceCache cache = PieceCache.Of(vocabulary);

    public Vocabulary Vocabulary => vocabulary;

    public PieceCache Cache => Volatile.Read(ref cache);

    /// <summary>Gives a piece's tokens to the sink; returns the cache to ask next, which is another once this one is full.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PieceCache Take<TSink>(PieceCache known, ReadOnlySpan<byte> text, int start, int end, ref TSink sink) where TSink : struct, IPieceSink
    {
        var length = unchecked(end - start);
        if (length > PieceKey.Longest)
            return TakeLong(known, text[start..end], ref sink);
        var key = start + 16 <= text.Length
            ? PieceKey.Load(ref Unsafe.AsRef(in text[start]), length)
            : PieceKey.Copy(text[start..end]);
        var slot = known.Short.Find(key);
        if (slot < 0)
            return Merge(known, key, text[start..end], ref sink);
        var count = known.Short.Count(slot);
        if (!TSink.WantsIds)
            sink.Add(count);
        else if (count == 1)
            sink.AddId(known.Short.Tokens(slot));
        else
            sink.AddIds(known.Ids(known.Short.Tokens(slot), count));
        return known;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private PieceCache Merge<TSink>(PieceCache known, PieceKey key, ReadOnlySpan<byte> piece, ref TSink sink) where TSink : struct, IPieceSink
    {
        Span<int> ids = stackalloc int[PieceKey.Longest];
        ids = ids[..BytePairMerge.Merge(vocabulary, piece, ids)];
        Give(ids, ref sink);
        known.Keep(key, ids);
        return Renew(known);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private PieceCache TakeLong<TSink>(PieceCache known, ReadOnlySpan<byte> piece, ref TSink sink) where TSink : struct, IPieceSink
    {
        if (piece.Length > LongPieces.Longest)
        {
            var rented = ArrayPool<int>.Shared.Rent(piece.Length);
            Give(rented.AsSpan(0, BytePairMerge.Merge(vocabulary, piece, rented)), ref sink);
            ArrayPool<int>.Shared.Return(rented);
            return known;
        }

        if (known.Long.TryFind(piece, out var count, out var tokens))
        {
            if (!TSink.WantsIds)
                sink.Add(count);
            else if (count == 1)
                sink.AddId(tokens);
            else
                sink.AddIds(known.Ids(tokens, count));
            return known;
        }

        Span<int> ids = stackalloc int[LongPieces.Longest];
        ids = ids[..BytePairMerge.Merge(vocabulary, piece, ids)];
        Give(ids, ref sink);
        known.Keep(piece, ids);
        return Renew(known);
    }

    private static void Give<TSink>(ReadOnlySpan<int> ids, ref TSink sink) where TSink : struct, IPieceSink
    {
        if (TSink.WantsIds)
            sink.AddIds(ids);
        else
            sink.Add(ids.Length);
    }

    private PieceCache Renew(PieceCache known)
    {
        if (!known.IsFull)
            return known;
        var renewed = known.Renewed();
        Volatile.Write(ref cache, renewed);
        return renewed;
    }
}
