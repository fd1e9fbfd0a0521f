using System.Text;

namespace CostSim.Prices;

/// <summary>
/// Drops the records that no question can be about before YAML is parsed: of 144 records a model has 1 to 8.
/// Reading all of them took 25 ms warm and 60 ms at start, the cut 1 and 20. Lines keep their numbers.
/// </summary>
internal static class PriceText
{
    private const string List = "records:";
    private const string Item = "  - ";

    /// <summary>The text with blank lines in place of the records that do not mention a word.</summary>
    public static string Mentioning(string text, string word)
    {
        var lines = text.Split('\n');
        var list = Array.IndexOf(lines, List);
        if (list < 0)
            return text;
        var kept = new StringBuilder(string.Join('\n', lines[..list])).Append('\n');
        var records = new StringBuilder();
        var any = false;
        for (var start = list + 1; start < lines.Length;)
        {
            var end = start + 1;
            while (end < lines.Length && !lines[end].StartsWith(Item, StringComparison.Ordinal))
                end++;
            var mentions = lines[start..end].Any(line => line.Contains(word, StringComparison.OrdinalIgnoreCase));
            any |= mentions;
            for (; start < end; start++)
                records.Append(mentions ? lines[start] : "").Append('\n');
        }

        return kept.Append(List).Append(any ? "\n" : " []\n").Append(records).ToString();
    }
}
