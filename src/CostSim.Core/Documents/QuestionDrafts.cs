using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CostSim.Files;

namespace CostSim.Documents;

/// <summary>
/// Drafts of questions: excerpts drawn across groups and lengths of documents, each with an empty question for a person to
/// write. The same documents give the same drafts.
/// </summary>
internal static class QuestionDrafts
{
    private const int Shortest = 60;
    private const int Longest = 400;

    // Places at multiples of the golden ratio lie evenly in documents, however many are drawn.
    private const double Golden = 0.618033988749895;

    /// <summary>Drafts as lines of JSON; fewer than wanted where the documents are too short.</summary>
    public static string Lines(Corpus corpus, int wanted)
    {
        var lines = new StringBuilder();
        var drawn = new HashSet<(string, int)>();
        var number = 0;
        foreach (var (document, i) in InTurn(corpus).Take(wanted * 3).Select((document, i) => (document, i)))
        {
            if (number == wanted)
                break;
            if (Excerpt(document.Text, (0.5 + i * Golden) % 1) is not { } excerpt || !drawn.Add((document.Name, excerpt.Start)))
                continue;
            lines.Append(JsonTexts.Line(new JsonObject
            {
                ["id"] = string.Create(CultureInfo.InvariantCulture, $"q{++number}"),
                ["question"] = "",
                ["document"] = document.Name,
                ["references"] = new JsonArray(document.Text[excerpt.Start..excerpt.End]),
            }));
        }

        return lines.ToString();
    }

    // A document of each group in turn; within a group short and long ones by turns.
    private static IEnumerable<Document> InTurn(Corpus corpus)
    {
        var groups = corpus.Documents.Where(d => d.Text.Length > 0).GroupBy(d => d.Group).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => g.OrderBy(d => d.Text.Length).ThenBy(d => d.Name, StringComparer.Ordinal).ToList()).ToList();
        for (var round = 0; groups.Count > 0; round++)
        {
            foreach (var group in groups)
                yield return group[(int)((0.5 + round * Golden) % 1 * group.Count)];
        }
    }

    // Whole sentences at a place of the text, as many as make an excerpt; null where there are none.
    private static TextRange? Excerpt(string text, double place)
    {
        var starts = Sentences.Starts(text).Prepend(0).Where(start => !IsCut(text, start)).ToList();
        var first = (int)(place * starts.Count);
        for (var tried = 0; tried < starts.Count; tried++)
        {
            var i = (first + tried) % starts.Count;
            var (start, end) = (starts[i], starts[i]);
            for (var next = i + 1; end - start < Shortest && next <= starts.Count; next++)
                end = next < starts.Count ? starts[next] : text.Length;
            while (end > start && char.IsWhiteSpace(text[end - 1]))
                end--;
            while (start < end && char.IsWhiteSpace(text[start]))
                start++;
            if (end - start is >= Shortest and <= Longest && CanBeAsked(text.AsSpan(start, end - start)))
                return new TextRange(start, end);
        }

        return null;
    }

    // A sentence is cut in two where what ends before it is an abbreviation, an initial or a number such as "No. 5".
    private static bool IsCut(string text, int start)
    {
        var end = start;
        while (end > 0 && char.IsWhiteSpace(text[end - 1]))
            end--;
        if (end == 0 || text[end - 1] != '.')
            return false;
        var word = end - 1;
        while (word > 0 && !char.IsWhiteSpace(text[word - 1]) && text[word - 1] is not ('(' or '"' or '\u201C'))
            word--;
        var last = text.AsSpan(word, end - 1 - word);
        return (last.Length == 1 && char.IsLetter(last[0])) || Abbreviations.GetAlternateLookup<ReadOnlySpan<char>>().Contains(last);
    }

    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "no", "nos", "inc", "ltd", "co", "corp", "plc", "llc", "sdn", "bhd", "mr", "mrs", "ms", "dr", "prof", "st", "vs", "e.g", "i.e",
        "etc", "art", "arts", "sec", "secs",
        "cl", "para", "fig", "approx", "cf", "viz", "al", "ca", "incl", "excl", "est", "dept", "gov", "jan", "feb", "mar", "apr", "jun",
        "jul", "aug", "sep", "sept", "oct", "nov", "dec", "u.s", "u.k", "a.m", "p.m",
    };

    private static readonly string[] Fillers =
        ["intentionally left blank", "table of contents", "page intentionally", "all rights reserved", "....", "____", ". . ."];

    // Something that a person could ask about: prose that ends as a sentence does, and no heading, table row, list of contents or filler.
    private static bool CanBeAsked(ReadOnlySpan<char> text)
    {
        foreach (var filler in Fillers)
        {
            if (text.Contains(filler, StringComparison.OrdinalIgnoreCase))
                return false;
        }

        if (text.Contains("\n\n", StringComparison.Ordinal) || text.ContainsAny('|', '\t') || text.Contains("   ", StringComparison.Ordinal)
            || text[0] is '#' or '-' or '*' or '\u2022')
            return false;
        var end = text.TrimEnd("\"'\u201D\u2019)]");
        if (end.IsEmpty || end[^1] is not ('.' or '!' or '?' or '\u3002' or '\uFF01' or '\uFF1F') || char.IsLower(text[0]))
            return false;
        int letters = 0, capitals = 0, lines = 1;
        foreach (var c in text)
        {
            letters += char.IsLetter(c) ? 1 : 0;
            capitals += char.IsUpper(c) ? 1 : 0;
            lines += c == '\n' ? 1 : 0;
        }

        // Capitals throughout are a heading, many short lines a table whose rules are lost.
        return letters > 0.6 * text.Length && capitals < 0.4 * letters && text.Length / lines >= 30;
    }
}
