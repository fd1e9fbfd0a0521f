using System.Globalization;
using CostSim.Reports;
using CostSim.Tokens;

namespace CostSim.Cli.Commands;

/// <summary>The tables of <c>measure</c> for people, and the sums by group for programs.</summary>
internal static class MeasureTables
{
    /// <summary>Tokens next to words and characters: a row a group and tokenizer, with last rows for all.</summary>
    public static Table Groups(string what, IReadOnlyList<(string Name, TokenTotals Totals)> groups, TokenTotals all,
        IReadOnlyList<string> tokenizers)
    {
        var rows = groups.SelectMany(g => Rows(g.Name, g.Totals, tokenizers)).ToList();
        if (groups.Count != 1)
            rows.AddRange(Rows("all", all, tokenizers).Select(r => r with { Strong = true }));
        var first = what == "documents" ? "group" : "log";
        return new Table("groups", what == "documents" ? "Groups of documents" : "Logs",
            [
                new Column(first, first, Unit.Text), new(what, what, Unit.Count), new("characters", "characters", Unit.Count),
                new("words", "words", Unit.Count),
                new("tokenizer", "tokenizer", Unit.Text), new("tokens", "tokens", Unit.Count),
                new("tokens_per_word", "/ word", Unit.Number), new("tokens_per_character", "/ char", Unit.Number),
            ],
            rows);
    }

    /// <summary>How the tokens of documents or records spread.</summary>
    public static Table Spread(string what, TokenTotals all, IReadOnlyList<string> tokenizers) => new("spread", $"Tokens of {what}",
        [new Column("tokenizer", "tokens of one", Unit.Text), .. new[] { "mean", "p50", "p90", "p95", "p99", "max" }
            .Select(p => new Column(p, p, Unit.Count))],
        [.. tokenizers.Select((name, i) =>
            new Row([name, (double)all.Tokens(i) / Math.Max(1, all.Count),
                .. new[] { 0.5, 0.9, 0.95, 0.99, 1 }.Select(p => (Cell)all.Percentile(i, p))]))]);

    /// <summary>How far an estimate of these texts may be off.</summary>
    public static IEnumerable<string> BandOf(ApproximateTokenizer tokenizer, IEnumerable<string> texts)
    {
        var (low, high) = tokenizer.Band(texts);
        return TextTable.Wrap(string.Create(CultureInfo.InvariantCulture,
            $"{tokenizer.Name}: estimated from {tokenizer.NearestName}, not counted; off by {100 * (low - 1):+0;-0} to "
            + $"{100 * (high - 1):+0;-0} % (90 %)."));
    }

    private static IEnumerable<Row> Rows(string name, TokenTotals totals, IReadOnlyList<string> tokenizers) =>
        tokenizers.Select((tokenizer, i) => new Row(
        [name, totals.Count, totals.Size.Characters, totals.Size.Words, tokenizer, totals.Tokens(i), Ratio(totals.PerWord(i)),
            Ratio(totals.PerCharacter(i))]));

    // Three digits say all; a program reads the same figures as a person.
    private static Cell Ratio(double value) => double.IsNaN(value) ? default : Math.Round(value, 3, MidpointRounding.AwayFromZero);

    public static string Plural(long count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {(count == 1 ? what.TrimEnd('s') : what)}");
}
