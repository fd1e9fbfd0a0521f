using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CostSim.Tokens;

namespace CostSim.Tests.Tokens;

/// <summary>
/// The plain twin of <see cref="BytePairTokenizer"/>: the published patterns by regular expression, and tiktoken's merging
/// as it is written, on strings that hold a byte in each character.
/// </summary>
internal sealed class ReferenceTokenizer
{
    private const string O200k =
        @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+('[sS\u017F]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])?"
        + @"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*('[sS\u017F]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])?"
        + @"|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private const string Cl100k =
        @"'[sS\u017F]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD]|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    // A character of the basic plane for each category: Regex sees UTF-16 units, so it is shown one unit a scalar value.
    private static readonly Dictionary<UnicodeCategory, char> Stands = Enumerable.Range(0x80, 0xFFFF - 0x80).Select(c => (char)c)
        .Where(c => c != '\u017F' && !char.IsWhiteSpace(c)).GroupBy(CharUnicodeInfo.GetUnicodeCategory).ToDictionary(g => g.Key, g => g.First());

    private readonly Regex pattern;
    private readonly Dictionary<string, int> ranks;

    public ReferenceTokenizer(string name)
    {
        pattern = new Regex(name == "o200k_base" ? O200k : Cl100k, RegexOptions.CultureInvariant);
        var vocabulary = ((BytePairTokenizer)Tokenizers.Get(name)).Vocabulary.Bytes;
        ranks = Enumerable.Range(0, vocabulary.Count).ToDictionary(id => Encoding.Latin1.GetString(vocabulary.Token(id)));
    }

    public List<string> Pieces(string text)
    {
        // Unpaired surrogates become U+FFFD in EnumerateRunes, as in the oracle.
        var runes = text.EnumerateRunes().ToArray();
        var shown = string.Concat(runes.Select(r => r.IsBmp ? (char)r.Value : Stands[Rune.GetUnicodeCategory(r)]));
        return [.. pattern.Matches(shown).Select(m => string.Concat(runes.AsSpan(m.Index, m.Length).ToArray().Select(r => r.ToString())))];
    }

    public List<int> Encode(string text) => [.. Pieces(text).SelectMany(piece => Merge(Encoding.UTF8.GetBytes(piece)))];

    private List<int> Merge(byte[] piece)
    {
        if (ranks.TryGetValue(Encoding.Latin1.GetString(piece), out var whole))
            return [whole];
        var parts = piece.Select(b => ((char)b).ToString()).ToList();
        while (true)
        {
            var (best, at) = (int.MaxValue, -1);
            for (var i = 0; i + 1 < parts.Count; i++)
            {
                if (ranks.TryGetValue(parts[i] + parts[i + 1], out var rank) && rank < best)
                    (best, at) = (rank, i);
            }

            if (at < 0)
                return [.. parts.Select(p => ranks[p])];
            parts[at] += parts[at + 1];
            parts.RemoveAt(at + 1);
        }
    }
}
