using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CostSim.Chunks;
using CostSim.Documents;

namespace CostSim.Files;

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
        var starts = Sentences.Starts(text).Prepend(0).ToList();
        var first = (int)(place * starts.Count);
        for (var tried = 0; tried < starts.Count; tried++)
        {
            var i = (first + tried) % starts.Count;
            var (start, end) = (starts[i], starts[i]);
            for (var next = i + 1; end - start < Shortest && next <= starts.Count; next++)
                end = next < starts.Count ? starts[next] : text.Length;
            while (end > start && char.IsWhiteSpace(text[end - 1]))
                end--;
            if (end - start is >= Shortest and <= Longest && IsProse(text.AsSpan(start, end - start)))
                return new TextRange(start, end);
        }

        return null;
    }

    // Mostly letters and on few lines: no table, no heading with a list.
    private static bool IsProse(ReadOnlySpan<char> text)
    {
        var letters = 0;
        foreach (var c in text)
            letters += char.IsLetter(c) ? 1 : 0;
        return letters > 0.6 * text.Length && !text.Contains("\n\n", StringComparison.Ordinal) && !text.Contains('|') && !text.StartsWith("#", StringComparison.Ordinal);
    }
}
