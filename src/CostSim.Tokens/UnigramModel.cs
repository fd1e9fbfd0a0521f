using System.Text;

namespace CostSim.Tokens;

/// <summary>A piece of a unigram vocabulary; user-defined ones are taken wherever they occur.</summary>
internal readonly record struct ScoredPiece(string Text, double Score, int Id);

/// <summary>
/// Unigram, as SentencePiece has it: the cut of a part whose tokens have the highest sum of scores. Characters without a token are unknown,
/// or bytes.
/// </summary>
internal sealed class UnigramModel : ISubwordModel
{
    private readonly ScoredPiece[] pieces;
    private readonly TokenPrefixes prefixes;
    private readonly double unknownScore;
    private readonly int unknown;
    private readonly int[]? ofByte;
    private readonly bool singlePrecision;

    /// <param name="pieces">The pieces that a text may be cut into.</param>
    /// <param name="unknown">The id of the unknown token.</param>
    /// <param name="unknownScore">What a character without a token scores.</param>
    /// <param name="ofByte">The token of each byte, where unknown characters become bytes.</param>
    /// <param name="singlePrecision">Whether sums are rounded as the C++ library rounds them; the difference decides ties.</param>
    public UnigramModel(ScoredPiece[] pieces, int unknown, double unknownScore, int[]? ofByte, bool singlePrecision)
    {
        (this.pieces, this.unknown, this.unknownScore, this.ofByte, this.singlePrecision) =
            (pieces, unknown, unknownScore, ofByte, singlePrecision);
        prefixes = new TokenPrefixes(pieces.Select((p, i) => (p.Text, i)));
    }

    public void Encode(IEnumerable<TextPart> parts, List<(int Id, int End)> found)
    {
        var path = new List<(int Piece, int Start, int End)>();
        foreach (var part in parts)
        {
            Best(part.Span, path);
            for (var i = 0; i < path.Count; i++)
            {
                var (piece, start, end) = path[i];
                if (piece >= 0)
                    found.Add((pieces[piece].Id, part.Origin(end)));
                else if (ofByte is not null)
                    Bytes(part, start, end, found);
                else if (i + 1 == path.Count || path[i + 1].Piece >= 0)
                    found.Add((unknown, part.Origin(end))); // a run of unknown characters is one token
            }
        }
    }

    // Where several cuts are equally good, the one whose last token is longest, as the reference takes it.
    private void Best(ReadOnlySpan<char> text, List<(int Piece, int Start, int End)> path)
    {
        var score = new double[text.Length + 1];
        var from = new int[text.Length + 1];
        var by = new int[text.Length + 1];
        from.AsSpan().Fill(-1);
        var found = new List<(int Length, int Value)>();
        for (var at = 0; at < text.Length;)
        {
            Rune.DecodeFromUtf16(text[at..], out _, out var character);
            var hasCharacter = false;
            prefixes.Find(text[at..], found);
            foreach (var (length, piece) in found)
            {
                Offer(at, at + length, pieces[piece].Score, piece);
                hasCharacter |= length == character;
            }

            if (!hasCharacter)
                Offer(at, at + character, unknownScore, -1);
            at += character;
        }

        path.Clear();
        for (var end = text.Length; end > 0; end = from[end])
            path.Add((by[end], from[end], end));
        path.Reverse();

        void Offer(int start, int end, double own, int piece)
        {
            var sum = score[start] + own;
            // The C++ library keeps sums as floats, but compares before it rounds; for unknown characters it rounds first.
            var kept = singlePrecision ? (float)sum : sum;
            if (from[end] >= 0 && (piece < 0 ? kept : sum) <= score[end])
                return;
            (score[end], from[end], by[end]) = (kept, start, piece);
        }
    }

    private void Bytes(TextPart part, int start, int end, List<(int Id, int End)> found)
    {
        Span<byte> bytes = stackalloc byte[4];
        Rune.DecodeFromUtf16(part.Span[start..end], out var rune, out _);
        var count = rune.EncodeToUtf8(bytes);
        for (var i = 0; i < count; i++)
            found.Add((ofByte![bytes[i]], part.Origin(i + 1 < count ? start : end)));
    }
}
