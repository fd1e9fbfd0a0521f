namespace CostSim.Tokens;

/// <summary>A stretch of a normalised text that a model turns into tokens on its own.</summary>
internal readonly record struct TextPart(SourcedText Source, int Start, int End)
{
    public int Length => End - Start;

    public ReadOnlySpan<char> Span => Source.Text.AsSpan(Start, Length);

    /// <summary>The place in the original text that a place in this part comes from.</summary>
    public int Origin(int at) => Source.Origin(Start + at);
}

/// <summary>The last step of a tokenizer file: finds the tokens of each part.</summary>
internal interface ISubwordModel
{
    /// <summary>Adds the tokens of the parts in order, each with the place in the original text where it ends.</summary>
    void Encode(IEnumerable<TextPart> parts, List<(int Id, int End)> found);
}

/// <summary>Byte-pair merging of each part.</summary>
internal sealed class BytePairModel(Vocabulary vocabulary) : ISubwordModel
{
    private readonly PieceTokens tokens = new(vocabulary);

    public Vocabulary Vocabulary => vocabulary;

    public void Encode(IEnumerable<TextPart> parts, List<(int Id, int End)> found)
    {
        var reader = tokens.Rent();
        foreach (var part in parts)
        {
            using var utf8 = new Utf8Text(part.Span);
            var ids = TokenIds.ForBytes(utf8.Bytes.Length);
            reader.Take(utf8.Bytes, 0, utf8.Bytes.Length, ref ids);
            var ends = utf8.Ends(ids.All, vocabulary.Bytes, 0);
            for (var i = 0; i < ends.Length; i++)
                found.Add((ids.All[i], part.Origin(ends[i])));
            ids.Dispose();
        }

        tokens.Return(reader);
    }
}
