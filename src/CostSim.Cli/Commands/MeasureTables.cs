using System.Globalization;
using CostSim.Reports;

namespace CostSim.Cli.Commands;

/// <summary>The tables of <c>measure</c> for people, and the sums by group for programs.</summary>
internal static class MeasureTables
{
    /// <summary>Tokens beside words and characters, by group; with a last row for all.</summary>
    public static Table Groups(string what, IReadOnlyList<(string Name, TokenTotals Totals)> groups, TokenTotals all, IReadOnlyList<string> tokenizers)
    {
        var rows = groups.Select(g => Row(g.Name, g.Totals, tokenizers.Count)).ToList();
        if (groups.Count != 1)
            rows.Add(Row("all", all, tokenizers.Count) with { Strong = true });
        return new Table("groups", what == "documents" ? "Groups of documents" : "Logs",
            [new Column(what == "documents" ? "group" : "path", what == "documents" ? "group" : "log", Unit.Text), new(what, what, Unit.Count), new("characters", "characters", Unit.Count), new("words", "words", Unit.Count), .. tokenizers.SelectMany(t => Columns(t, tokenizers.Count > 1))],
            rows);
    }

    /// <summary>How the tokens of documents or records spread.</summary>
    public static Table Spread(string what, TokenTotals all, IReadOnlyList<string> tokenizers) => new("spread", $"Tokens of {what}",
        [new Column("tokenizer", "tokens of one", Unit.Text), .. new[] { "mean", "p50", "p90", "p95", "p99", "max" }.Select(p => new Column(p, p, Unit.Count))],
        [.. tokenizers.Select((name, i) => new Row([name, (double)all.Tokens(i) / Math.Max(1, all.Count), .. new[] { 0.5, 0.9, 0.95, 0.99, 1 }.Select(p => (Cell)all.Percentile(i, p))]))]);

    private static IEnumerable<Column> Columns(string tokenizer, bool isNamed)
    {
        var (key, heading) = isNamed ? ($"_{tokenizer}", tokenizer) : ("", "tokens");
        yield return new Column("tokens" + key, heading, Unit.Count);
        yield return new Column("tokens_per_word" + key, "per word", Unit.Number);
        yield return new Column("tokens_per_character" + key, "per char", Unit.Number);
    }

    private static Row Row(string name, TokenTotals totals, int tokenizers) => new([
        name, totals.Count, totals.Size.Characters, totals.Size.Words,
        .. Enumerable.Range(0, tokenizers).SelectMany(i => (Cell[])[totals.Tokens(i), Ratio(totals.PerWord(i)), Ratio(totals.PerCharacter(i))])]);

    // Three digits say all; a program reads the same figures as a person.
    private static Cell Ratio(double value) => double.IsNaN(value) ? default : Math.Round(value, 3, MidpointRounding.AwayFromZero);

    public static string Plural(long count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {(count == 1 ? what.TrimEnd('s') : what)}");
}
