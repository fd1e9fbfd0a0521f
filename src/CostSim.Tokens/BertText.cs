using System.Globalization;
using System.Text;

namespace CostSim.Tokens;

/// <summary>
/// BERT's own normaliser and splitter: control characters out, Chinese characters apart, accents and case away; words and single
/// punctuation marks.
/// </summary>
internal static class BertText
{
    // The ranges of the reference, whose fifth begins 0x100 later than the block of Unicode.
    private static readonly (int First, int Last)[] Chinese =
    [
        (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F), (0x2B920, 0x2CEAF),
        (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
    ];

    /// <summary>The normalisers in order.</summary>
    public static IEnumerable<TextNormalizer> Normalizers(bool clean, bool chinese, bool accents, bool lowercase)
    {
        if (clean || chinese)
            yield return TextNormalizers.Characters(rune => Clean(rune, clean, chinese));
        if (accents)
        {
            yield return TextNormalizers.Unicode(compatible: false, compose: false);
            yield return TextNormalizers.StripAccents();
        }

        if (lowercase)
            yield return TextNormalizers.Lowercase();
    }

    /// <summary>Words without white space, each punctuation mark alone.</summary>
    public static IEnumerable<TextPart> Split(TextPart part)
    {
        var (text, start) = (part.Source.Text, part.Start);
        for (var at = part.Start; at < part.End;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(at, part.End - at), out var rune, out var size);
            var (space, mark) = (Rune.IsWhiteSpace(rune), IsPunctuation(rune));
            if (space || mark)
            {
                if (at > start)
                    yield return part with { Start = start, End = at };
                if (mark)
                    yield return part with { Start = at, End = at + size };
                start = at + size;
            }

            at += size;
        }

        if (part.End > start)
            yield return part with { Start = start };
    }

    // Null where the character stays as it is.
    private static string? Clean(Rune rune, bool clean, bool chinese)
    {
        if (clean)
        {
            if (rune.Value is 0 or 0xFFFD || rune.Value is not ('\t' or '\n' or '\r') && Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate)
                return "";
            if (rune.Value != ' ' && Rune.IsWhiteSpace(rune))
                return " ";
        }

        return chinese && rune.Value >= 0x3400 && Array.Exists(Chinese, r => rune.Value >= r.First && rune.Value <= r.Last)
            ? $" {rune} "
            : null;
    }

    private static bool IsPunctuation(Rune rune) => rune.IsAscii
        ? char.IsBetween((char)rune.Value, '!', '/') || char.IsBetween((char)rune.Value, ':', '@')
            || char.IsBetween((char)rune.Value, '[', '`') || char.IsBetween((char)rune.Value, '{', '~')
        : Rune.IsPunctuation(rune);
}

/// <summary>BERT's tokenizer from its vocabulary alone, as <c>vocab.txt</c> holds it: one token a line.</summary>
internal static class BertTokenizer
{
    /// <summary>Reads a vocabulary; counts and ids include [CLS] before a text and [SEP] after it.</summary>
    internal static ITokenizer Read(string name, TextReader vocabulary, bool lowercase = true)
    {
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var id = 0; vocabulary.ReadLine() is { } token; id++)
            ids[token] = id;
        foreach (var needed in new[] { "[UNK]", "[CLS]", "[SEP]" }.Where(t => !ids.ContainsKey(t)))
            throw new Files.InputException(Files.Location.Of(name), $"has no token '{needed}': not a vocabulary of BERT");
        return new HuggingFaceTokenizer(
            name, AddedTokens.None, [.. BertText.Normalizers(clean: true, chinese: true, accents: lowercase, lowercase)], AddedTokens.None,
            [(part, _) => BertText.Split(part)], new WordPieceModel(ids, "##", ids["[UNK]"], longestWord: 100),
            new TextFrame([ids["[CLS]"]], [ids["[SEP]"]]));
    }
}
