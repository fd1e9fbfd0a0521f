using CostSim.Units;

namespace CostSim.Tokens;

/// <summary>Tokens by a Hugging Face <c>tokenizer.json</c>: added tokens, normalisers, splits, then byte-pair merging. Special tokens count as ordinary text.</summary>
internal sealed class HuggingFaceTokenizer(
    string name, Vocabulary vocabulary, AddedTokens added, IReadOnlyList<TextNormalizer> normalizers, IReadOnlyList<TextSplit> splits) : ITokenizer
{
    private readonly PieceTokens tokens = new(vocabulary);

    public string Name => name;

    public TokenCount Count(ReadOnlySpan<char> text) => new(Tokens(text.ToString()).Count);

    public IReadOnlyList<int> Encode(ReadOnlySpan<char> text) => [.. Tokens(text.ToString()).Select(t => t.Id)];

    public TokenizedText Tokenize(string text) => new(text, [.. Tokens(text).Select(t => t.End)]);

    // Each token with the place in the text where it ends.
    private List<(int Id, int End)> Tokens(string text)
    {
        var found = new List<(int Id, int End)>(text.Length / 4 + 16);
        foreach (var (part, id) in added.Split(text))
        {
            if (id >= 0)
                found.Add((id, part.End.Value));
            else
                Section(text[part], part.Start.Value, found);
        }

        return found;
    }

    private void Section(string section, int offset, List<(int Id, int End)> found)
    {
        var normal = normalizers.Aggregate(new SourcedText(section, null), (text, normalize) => normalize(text));
        var parts = splits.Aggregate((IEnumerable<Range>)[0..normal.Text.Length], (all, split) => all.SelectMany(p => split(normal.Text, p)));
        var reader = tokens.Rent();
        foreach (var part in parts)
        {
            using var utf8 = new Utf8Text(normal.Text.AsSpan()[part]);
            var ids = TokenIds.ForBytes(utf8.Bytes.Length);
            reader.Take(utf8.Bytes, 0, utf8.Bytes.Length, ref ids);
            var ends = utf8.Ends(ids.All, vocabulary.Bytes, part.Start.Value);
            for (var i = 0; i < ends.Length; i++)
                found.Add((ids.All[i], offset + normal.Origin(ends[i])));
            ids.Dispose();
        }

        tokens.Return(reader);
    }
}
