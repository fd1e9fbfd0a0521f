using System.Runtime.InteropServices;

namespace CostSim.Tokens;

/// <summary>Goes over a text piece by piece, by the rule of one vocabulary.</summary>
internal interface IPieceWalk
{
    long Count(ReadOnlySpan<byte> text, PieceTokens tokens);

    void Encode(ReadOnlySpan<byte> text, PieceTokens tokens, ref TokenIds ids);
}

/// <inheritdoc/>
internal sealed class PieceWalk<TRule> : IPieceWalk where TRule : struct, IPieceRule
{
    public long Count(ReadOnlySpan<byte> text, PieceTokens tokens)
    {
        var tally = new TokenTally();
        Walk(text, tokens, ref tally);
        return tally.Total;
    }

    public void Encode(ReadOnlySpan<byte> text, PieceTokens tokens, ref TokenIds ids) => Walk(text, tokens, ref ids);

    private static void Walk<TSink>(ReadOnlySpan<byte> text, PieceTokens tokens, ref TSink sink) where TSink : struct, IPieceSink
    {
        ref var first = ref MemoryMarshal.GetReference(text);
        var cache = tokens.Cache;
        for (var start = 0; start < text.Length;)
        {
            var end = TRule.End(ref first, start, text.Length);
            cache = tokens.Take(cache, text, start, end, ref sink);
            start = end;
        }
    }
}
