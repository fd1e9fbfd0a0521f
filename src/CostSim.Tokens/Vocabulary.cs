namespace CostSim.Tokens;

/// <summary>What merging needs of a byte-pair vocabulary, and the bytes of its tokens for whoever asks for them.</summary>
/// <param name="count">Number of tokens.</param>
/// <param name="ofByte">The token of each single byte.</param>
/// <param name="merges">Which pairs merge.</param>
/// <param name="merged">The token that each merge makes; null where token and rank are the same number.</param>
/// <param name="bytes">The bytes of the tokens.</param>
internal sealed class Vocabulary(int count, int[] ofByte, MergeTable merges, int[]? merged, Lazy<TokenBytes> bytes)
{
    public int Count => count;

    public MergeTable Merges => merges;

    public TokenBytes Bytes => bytes.Value;

    /// <summary>When a piece that is a token is known as one without merging.</summary>
    public WholeTokens WholeTokens { get; init; }

    /// <summary>Set where merging begins with characters, not with bytes.</summary>
    public CharacterTokens? Characters { get; init; }

    /// <summary>Writes the tokens that merging begins with, at most one a byte, and returns their number.</summary>
    public int FirstTokens(ReadOnlySpan<byte> piece, Span<int> ids)
    {
        if (Characters is not null)
            return Characters.Write(piece, ids);
        for (var i = 0; i < piece.Length; i++)
            ids[i] = ofByte[piece[i]];
        return piece.Length;
    }

    /// <summary>The token that the merge of a rank makes.</summary>
    public int Merged(int rank) => merged is null ? rank : merged[rank];
}

/// <summary>When a piece that is a token is known as one without merging.</summary>
internal enum WholeTokens
{
    /// <summary>Merging finds them all, so that it may be either way, whichever is faster.</summary>
    Either,

    /// <summary>Always: merging would miss some.</summary>
    Always,

    /// <summary>Never: the model's own code merges whatever the piece is.</summary>
    Never,
}
