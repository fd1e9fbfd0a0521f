using System.Globalization;
using System.Text;
using System.Text.Json;
using CostSim.Documents;
using CostSim.Reports;
using CostSim.Tokens;

namespace CostSim.Cli.Commands;

/// <summary>Counts the tokens of whole documents and writes them by document and by group.</summary>
internal static class MeasureDocuments
{
    // A screen of the largest; the other formats write all.
    private const int ShownAtMost = 40;

    private sealed record Counted(Document Document, TextSize Size, long[] Tokens, IReadOnlyList<IReadOnlyList<int>>? Ids);

    public static void Write(MeasureInput input, Progress progress)
    {
        var (parsed, options, tokenizers) = (input.Parsed, input.Options, input.Tokenizers);
        var names = tokenizers.Select(t => t.Name).ToList();
        var counted = Count(input.Corpus.Documents, tokenizers, options.WithIds(parsed));
        var all = new TokenTotals(names.Count);
        var groups = input.Corpus.Groups.Select(g => (Name: g, Totals: new TokenTotals(names.Count))).ToList();
        var byName = groups.ToDictionary(g => g.Name, g => g.Totals);
        foreach (var c in counted)
        {
            all.Add(c.Size, c.Tokens, c.Document.EstimatedTokens is not null);
            byName[c.Document.Group].Add(c.Size, c.Tokens, c.Document.EstimatedTokens is not null);
        }

        progress.Done();
        var table = MeasureTables.Groups("documents", groups, all, names);
        using var rows = new MeasureRows(names, options.WithIds(parsed), options.WithText(parsed), [], options.Format(parsed) == "csv");
        switch (options.Format(parsed))
        {
            case "jsonl" or "csv" when options.Table(parsed) == "groups":
                PriceTables.Write(table, options.Format(parsed), input.Output);
                break;
            case "jsonl":
                Lines(counted, rows, input.Output);
                break;
            case "csv":
                input.Output.Write(rows.Head(ofRecords: false));
                Lines(counted, rows, input.Output);
                break;
            case "json":
                WriteJson(counted, rows, table, input);
                break;
            case "md":
                MarkdownReport.Write(options.Table(parsed) == "groups" ? table : Documents(counted, names), input.Output);
                break;
            default:
                WriteText(counted, table, all, names, input);
                break;
        }
    }

    private static Counted[] Count(IReadOnlyList<Document> documents, IReadOnlyList<ITokenizer> tokenizers, bool withIds)
    {
        var counted = new Counted[documents.Count];
        Parallel.For(0, documents.Count, i =>
        {
            var document = documents[i];
            var ids = withIds ? tokenizers.Select(t => t.Encode(document.Text)).ToList() : null;
            var tokens = tokenizers.Select((t, k) => document.EstimatedTokens?.Value ?? ids?[k].Count ?? t.Count(document.Text).Value)
                .ToArray();
            counted[i] = new Counted(document, TextSize.Of(document.Text), tokens, ids);
        });
        return counted;
    }

    private static void Lines(IEnumerable<Counted> counted, MeasureRows rows, TextWriter output)
    {
        foreach (var c in counted)
        {
            rows.Write(Row(c));
            output.Write(Encoding.UTF8.GetString(rows.Written));
            rows.Clear();
        }
    }

    private static MeasuredRow Row(Counted c) => new()
    {
        Path = c.Document.Path,
        Size = c.Size,
        Tokens = c.Tokens,
        Ids = c.Ids,
        Group = c.Document.Group,
        Pages = c.Document.Pages,
        IsEstimated = c.Document.EstimatedTokens is not null,
        Text = Encoding.UTF8.GetBytes(c.Document.Text),
        Kept = [],
    };

    private static void WriteJson(Counted[] counted, MeasureRows rows, Table groups, MeasureInput input)
    {
        foreach (var c in counted)
            rows.Write(Row(c));
        var lines = Encoding.UTF8.GetString(rows.Written).TrimEnd('\n').Replace("\n", ",\n", StringComparison.Ordinal);
        using var table = new StringWriter(CultureInfo.InvariantCulture);
        PriceTables.Write(groups, "json", table);
        var skipped = JsonSerializer.Serialize(input.Corpus.Skipped.Select(s => new { path = s.Path, reason = s.Reason }));
        input.Output.Write($"{{\"documents\": [\n{lines}\n],\n\"groups\": {table.ToString().TrimEnd()},\n\"skipped\": {skipped}}}\n");
    }

    private static void WriteText(Counted[] counted, Table groups, TokenTotals all, IReadOnlyList<string> names, MeasureInput input)
    {
        var shown = counted.Length <= ShownAtMost ? counted : [.. counted.OrderByDescending(c => c.Tokens[0]).Take(ShownAtMost)];
        var lines = new List<string>(TextTable.Lines(Documents(shown, names)));
        if (shown.Length < counted.Length)
            lines.Add($"The {ShownAtMost} largest of {MeasureTables.Plural(counted.Length, "documents")}; --format csv writes all.");
        lines.Add("");
        lines.AddRange(TextTable.Lines(groups));
        if (counted.Length > 1)
            lines.AddRange(["", .. TextTable.Lines(MeasureTables.Spread("documents", all, names))]);
        lines.AddRange(Notes(all, input.Corpus));
        lines.AddRange(input.Tokenizers.OfType<ApproximateTokenizer>()
            .SelectMany(t => MeasureTables.BandOf(t, input.Corpus.Documents.Select(d => d.Text))));
        input.Output.Write(string.Join('\n', lines) + "\n");
    }

    private static IEnumerable<string> Notes(TokenTotals all, Corpus corpus)
    {
        if (all.Estimated > 0)
            yield return string.Create(CultureInfo.InvariantCulture,
                $"Estimated from pages, not counted: {MeasureTables.Plural(all.Estimated, "documents")}, "
                + $"{all.EstimatedTokens:#,0} tokens.");
        foreach (var (kind, count) in new[] { ("could not be read", corpus.Skipped.Count(s => !s.IsNoDocument)),
            ("no documents", corpus.Skipped.Count(s => s.IsNoDocument)) }.Where(k => k.Item2 > 0))
            yield return $"Left out: {MeasureTables.Plural(count, "files")} ({kind}).";
    }

    private static Table Documents(IReadOnlyList<Counted> counted, IReadOnlyList<string> names) => new("documents", "Documents",
        [new Column("document", "document", Unit.Text), new("characters", "characters", Unit.Count), new("words", "words", Unit.Count),
            .. names.Select(n => new Column("tokens_" + n, names.Count == 1 ? "tokens" : n, Unit.Count))],
        [.. counted.Select(c => new Row([
            c.Document.Name + (c.Document.EstimatedTokens is null ? "" : " (estimated)"),
            c.Size.Characters, c.Size.Words, .. c.Tokens.Select(t => (Cell)t)]))]);
}
