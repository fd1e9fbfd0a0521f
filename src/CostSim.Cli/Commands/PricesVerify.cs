using System.CommandLine;
using CostSim.Prices;
using CostSim.Reports;

namespace CostSim.Cli.Commands;

/// <summary><c>costsim prices verify</c>: what a person should look at in a price book; ends with 3 where something is new.</summary>
internal static class PricesVerify
{
    public static Command Create()
    {
        var book = PricesCommand.BookOption();
        var asOf = PricesCommand.AsOfOption("The day on which the book is checked (default: that of the book's version)");
        var format = PricesCommand.FormatOption("text", "csv", "jsonl", "json");
        var command = new Command("verify", "Check a price book: overlaps, gaps, wrong units, missing sources, old checks") { book, asOf,
            format };
        command.SetAction(given =>
        {
            var folder = given.GetValue(book);
            var prices = PricesCommand.Open(folder);
            var day = PricesCommand.DayOf(prices, given.GetValue(asOf));
            var findings = prices.Providers.SelectMany(p => PriceChecks.Run(prices.RecordsOf(p), day))
                .Concat(folder is null ? [] : PriceBooks.ManifestFindings(folder)).ToList();
            var catalogue = CatalogueChecks.Of(prices);
            findings.AddRange(catalogue.Where(f => f.Check == CatalogueChecks.Finding));
            var notes = catalogue.Where(f => f.Check == CatalogueChecks.Note).ToList();
            var accepted = folder is null ? PriceBooks.Accepted() : PriceBooks.Accepted(folder);
            var known = findings.Where(f => accepted.Any(a => a.Covers(f, day))).ToList();
            var fresh = findings.Except(known).ToList();
            Write(prices, day, fresh, notes, known.Count, given.GetRequiredValue(format), given.InvocationConfiguration.Output);
            return fresh.Count == 0 ? App.Fine : App.LimitPassed;
        });
        return command;
    }

    private static void Write(PriceBook book, DateOnly day, List<PriceFinding> findings, List<PriceFinding> notes, int known,
        string format, TextWriter output)
    {
        var table = new Table("findings", "Findings",
            [new("check", "check", Unit.Text), new("record", "record", Unit.Text), new("finding", "finding", Unit.Text)],
            [.. findings.Concat(notes).Select(f => new Row([f.Check, f.RecordId, f.Text]))]);
        if (format != "text")
        {
            PriceTables.Write(table, format, output);
            return;
        }

        foreach (var check in findings.GroupBy(f => f.Check))
        {
            output.Write($"{check.Key}: {Summary(check.Key)}\n");
            Lines(check, output);
        }

        if (notes.Count > 0)
        {
            output.Write("Notes: where the public catalogue differs, the curated record holds\n");
            Lines(notes, output);
        }

        output.Write(string.Concat(
            TextTable.Wrap($"{book.Records.Count()} records checked for {Figures.Date(day)}: "
                + $"{Counted(findings.Count)}{(known > 0 ? $", and {known} that the book accepts with a reason ({PriceBooks.AcceptedFile})" : "")}.").Select(l => l + "\n")));
        output.Write(string.Concat(TextTable.Wrap(PricesCommand.Provenance(book)).Select(l => l + "\n")));
    }

    private static void Lines(IEnumerable<PriceFinding> findings, TextWriter output)
    {
        foreach (var finding in findings)
            output.Write(string.Concat(TextTable.Wrap($"{finding.RecordId}: {finding.Text}", 78, "  ").Select(line => $"  {line}\n")));
        output.Write("\n");
    }

    private static string Summary(string check) => check == CatalogueChecks.Finding
        ? CatalogueChecks.Summary
        : PriceChecks.All.FirstOrDefault(c => c.Name == check)?.Summary ?? "a file is not as the manifest says";

    private static string Counted(int findings) => findings switch { 0 => "nothing new", 1 => "1 finding", _ => $"{findings} findings" };
}
