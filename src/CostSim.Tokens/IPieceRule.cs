namespace CostSim.Tokens;

/// <summary>How a vocabulary cuts a text into pieces before it merges bytes; no token crosses a piece.</summary>
internal interface IPieceRule
{
    /// <summary>End of the piece that starts at a place before the end of valid UTF-8.</summary>
    static abstract int End(ref byte text, int start, int length);

    /// <summary>
    /// Where further pieces start in a window that begins with a piece, a bit each; none where the window does not tell, and never
    /// a start that later bytes could change.
    /// </summary>
    static abstract ulong Starts(in AsciiWindow window);
}
