using System.Text;
using System.Text.Unicode;
using CostSim.Units;

namespace CostSim.Tokens;

/// <summary>Exact tokens of a published byte-pair vocabulary.</summary>
public sealed class BytePairTokenizer : ITokenizer
{
    private readonly IPieceWalk walk;
    private readonly PieceTokens tokens;

    internal BytePairTokenizer(string name, Vocabulary vocabulary, IPieceWalk walk) =>
        (Name, this.walk, tokens) = (name, walk, new PieceTokens(vocabulary));

    public string Name { get; }

    internal Vocabulary Vocabulary => tokens.Vocabulary;

    public TokenCount Count(ReadOnlySpan<char> text)
    {
        using var utf8 = new Utf8Text(text);
        return new(walk.Count(utf8.Bytes, tokens));
    }

    public TokenCount CountUtf8(ReadOnlySpan<byte> text) =>
        Utf8.IsValid(text) ? new(walk.Count(text, tokens)) : Count(Encoding.UTF8.GetString(text));

    public IReadOnlyList<int> Encode(ReadOnlySpan<char> text)
    {
        using var utf8 = new Utf8Text(text);
        var ids = new TokenIds(utf8.Bytes.Length / 4 + 16);
        try
        {
            walk.Encode(utf8.Bytes, tokens, ref ids);
            return ids.All.ToArray();
        }
        finally
        {
            ids.Dispose();
        }
    }

    /// <summary>Token ids of a text in UTF-8; invalid bytes count as U+FFFD.</summary>
    public IReadOnlyList<int> EncodeUtf8(ReadOnlySpan<byte> text)
    {
        if (!Utf8.IsValid(text))
            return Encode(Encoding.UTF8.GetString(text));
        var ids = new TokenIds(text.Length / 4 + 16);
        try
        {
            walk.Encode(text, tokens, ref ids);
            return ids.All.ToArray();
        }
        finally
        {
            ids.Dispose();
        }
    }

    public TokenizedText Tokenize(string text)
    {
        using var utf8 = new Utf8Text(text);
        var ids = new TokenIds(utf8.Bytes.Length / 4 + 16);
        try
        {
            walk.Encode(utf8.Bytes, tokens, ref ids);
            var ends = new int[ids.All.Length];
            utf8.Ends(ids.All, Vocabulary.Bytes, ends);
            return new TokenizedText(text, ends);
        }
        finally
        {
            ids.Dispose();
        }
    }
}
