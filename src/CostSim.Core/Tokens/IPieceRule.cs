namespace CostSim.Tokens;

/// <summary>How a vocabulary cuts a text into pieces before it merges bytes; no token crosses a piece.</summary>
internal interface IPieceRule
{
    /// <summary>End of the piece that starts at a place before the end of valid UTF-8.</summary>
    static abstract int End(ref byte text, int start, int length);
}
