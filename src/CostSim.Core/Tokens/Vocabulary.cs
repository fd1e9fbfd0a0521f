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

    /// <summary>Whether merging alone finds every token, so that a piece which is a token need not be looked up first.</summary>
    public bool MergesReachAll { get; init; }

    /// <summary>The token of a single byte.</summary>
    public int OfByte(byte value) => ofByte[value];

    /// <summary>The token that the merge of a rank makes.</summary>
    public int Merged(int rank) => merged is null ? rank : merged[rank];
}
