using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CostSim.Tokens;

/// <summary>Goes over a text piece by piece, by the rule of one vocabulary.</summary>
internal interface IPieceWalk
{
    /// <summary>Whether a piece always begins with a blank between an ASCII letter or digit and an ASCII letter.</summary>
    bool CutsAtWords { get; }

    long Count(ReadOnlySpan<byte> text, PieceTokens tokens);

    void Encode(ReadOnlySpan<byte> text, PieceTokens tokens, ref TokenIds ids);
}

/// <inheritdoc/>
internal sealed class PieceWalk<TRule>(bool vectors = true) : IPieceWalk where TRule : struct, IPieceRule
{
    // A window reads 64 bytes, and a key 16 from the last of them.
    private const int Readable = AsciiWindow.Size + 16;

    // After a window of few pieces this many are cut one by one before the next is tried, doubling up to the second number.
    private const int FirstPause = 4;
    private const int LongestPause = 64;

    public bool CutsAtWords => true;

    public long Count(ReadOnlySpan<byte> text, PieceTokens tokens)
    {
        var tally = new TokenTally();
        Walk(text, tokens, ref tally);
        return tally.Total;
    }

    public void Encode(ReadOnlySpan<byte> text, PieceTokens tokens, ref TokenIds ids) => Walk(text, tokens, ref ids);

    private void Walk<TSink>(ReadOnlySpan<byte> text, PieceTokens tokens, ref TSink sink) where TSink : struct, IPieceSink
    {
        var reader = tokens.Rent();
        ref var first = ref MemoryMarshal.GetReference(text);
        var (start, pause, single) = (0, FirstPause, 0);
        var windows = vectors && Vector256.IsHardwareAccelerated ? text.Length - Readable : -1;
        while (start < text.Length)
        {
            if (single == 0 && start <= windows && Unsafe.Add(ref first, start) < 0x80)
            {
                var from = start;
                var window = AsciiWindow.Load(ref Unsafe.Add(ref first, start));
                start = reader.TakeWindow(ref first, start, TRule.Starts(window), ref sink);
                pause = start - from < AsciiWindow.Size / 4 ? Math.Min(pause * 2, LongestPause) : FirstPause / 2;
                single = start - from < AsciiWindow.Size / 4 ? pause : 0;
                if (start > from)
                    continue;
            }

            var end = TRule.End(ref first, start, text.Length);
            reader.Take(text, start, end, ref sink);
            start = end;
            single = Math.Max(0, single - 1);
        }

        reader.Settle(ref first, ref sink);
        tokens.Return(reader);
    }
}
