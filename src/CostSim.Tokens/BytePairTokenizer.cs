using System.Text;
using System.Text.Unicode;
using CostSim.Units;

namespace CostSim.Tokens;

/// <summary>Exact tokens of a published byte-pair vocabulary.</summary>
internal sealed class BytePairTokenizer : ITokenizer
{
    // A larger text is counted in parts, so that its UTF-8 takes little memory.
    private const int PartLength = 1 << 20;

    private readonly IPieceWalk walk;
    private readonly PieceTokens tokens;

    internal BytePairTokenizer(string name, Vocabulary vocabulary, IPieceWalk walk) =>
        (Name, this.walk, tokens) = (name, walk, new PieceTokens(vocabulary));

    public string Name { get; }

    /// <summary>Whether a text can be cut between words without changing its tokens.</summary>
    public bool CutsAtWords => walk.CutsAtWords;

    internal Vocabulary Vocabulary => tokens.Vocabulary;

    internal ReadOnlySpan<byte> BytesOf(int id) => id >= 0 && id < Vocabulary.Bytes.Count
        ? Vocabulary.Bytes.Token(id)
        : throw new ArgumentOutOfRangeException(nameof(id), id, $"{Name} has no such token");

    public TokenCount Count(ReadOnlySpan<char> text)
    {
        if (text.Length <= PartLength || !CutsAtWords)
            return CountPart(text);
        var total = TokenCount.Zero;
        foreach (var part in SafeCuts.Parts(text, PartLength))
            total += CountPart(text[part]);
        return total;
    }

    public TokenCount CountUtf8(ReadOnlySpan<byte> text) =>
        Utf8.IsValid(text) ? new(walk.Count(text, tokens)) : Count(Encoding.UTF8.GetString(text));

    public IReadOnlyList<int> Encode(ReadOnlySpan<char> text)
    {
        using var utf8 = new Utf8Text(text);
        return EncodeValid(utf8.Bytes);
    }

    /// <summary>Token ids of a text in UTF-8; invalid bytes count as U+FFFD.</summary>
    public IReadOnlyList<int> EncodeUtf8(ReadOnlySpan<byte> text) =>
        Utf8.IsValid(text) ? EncodeValid(text) : Encode(Encoding.UTF8.GetString(text));

    public TokenizedText Tokenize(string text) => new(text, Ends(text, 0));

    /// <summary>Where the tokens of a part of a text end, counted from <paramref name="offset"/>.</summary>
    internal int[] Ends(ReadOnlySpan<char> text, int offset)
    {
        using var utf8 = new Utf8Text(text);
        var ids = TokenIds.ForBytes(utf8.Bytes.Length);
        try
        {
            walk.Encode(utf8.Bytes, tokens, ref ids);
            return utf8.Ends(ids.All, Vocabulary.Bytes, offset);
        }
        finally
        {
            ids.Dispose();
        }
    }

    private TokenCount CountPart(ReadOnlySpan<char> text)
    {
        using var utf8 = new Utf8Text(text);
        return new(walk.Count(utf8.Bytes, tokens));
    }

    private int[] EncodeValid(ReadOnlySpan<byte> text)
    {
        var ids = TokenIds.ForBytes(text.Length);
        try
        {
            walk.Encode(text, tokens, ref ids);
            // As large as the text often is, clearing it first would cost a tenth of the time.
            var found = GC.AllocateUninitializedArray<int>(ids.All.Length);
            ids.All.CopyTo(found);
            return found;
        }
        finally
        {
            ids.Dispose();
        }
    }
}
