using System.CommandLine;
using CostSim.Files;
using CostSim.Prices;
using CostSim.Reports;
using CostSim.Settings;

namespace CostSim.Cli.Commands;

/// <summary><c>costsim prices diff A B</c>: what changed between two days of a book, or between two books.</summary>
internal static class PricesDiff
{
    public static Command Create()
    {
        var a = new Argument<string>("a") { Description = "A day such as 2026-01-01, or a price file or folder: what was" };
        var b = new Argument<string?>("b") { Arity = ArgumentArity.ZeroOrOne, Description = "The other day, file or folder (default: the book's latest day, or the book itself)" };
        var book = PricesCommand.BookOption();
        var format = PricesCommand.FormatOption("text", "csv", "jsonl", "json");
        var command = new Command("diff", "Compares two days of the book, or two books: added, ended, changed, corrected") { a, b, book, format };
        command.SetAction(given =>
        {
            var prices = PricesCommand.Open(given.GetValue(book));
            var (from, to) = (given.GetRequiredValue(a), given.GetValue(b));
            var output = given.InvocationConfiguration.Output;
            if (Numbers.TryDate(from, out var start))
            {
                var end = to is null ? PricesCommand.DayOf(prices, null) : Day(to);
                Write(PriceDifference.Between(prices, start, end), $"Prices of {Figures.Date(start)} and of {Figures.Date(end)}. {PricesCommand.Provenance(prices)}", given.GetRequiredValue(format), output);
                return App.Fine;
            }

            var older = PriceBooks.OpenFileOrFolder(from);
            var newer = to is null ? Only(prices, older) : PriceBooks.OpenFileOrFolder(to);
            Write(PriceDifference.Between(older, newer), $"{older.Version.Name} ({older.Version.Sha256[..12]}) and {newer.Version.Name} ({newer.Version.Sha256[..12]})", given.GetRequiredValue(format), output);
            return App.Fine;
        });
        return command;
    }

    private static DateOnly Day(string text) => Numbers.TryDate(text, out var day)
        ? day
        : throw new InputException(Location.Of("command line"), $"'{text}' is no date as the first one is; compare two dates such as 2026-11-01, or two files or folders");

    // A single file is compared with its own provider, not with the whole book.
    private static PriceBook Only(PriceBook book, PriceBook like) =>
        new(book.Version, book.Limits, [.. book.Providers.Where(p => like.Providers.Contains(p))], (provider, _) => new ProviderPrices(provider, book.RecordsOf(provider), []));

    private static void Write(IReadOnlyList<PriceDifference> differences, string head, string format, TextWriter output)
    {
        var ordered = differences.OrderBy(d => d.Kind).ThenBy(d => d.Record.Name, StringComparer.Ordinal).ThenBy(d => d.Record.Id, StringComparer.Ordinal).ToList();
        if (format != "text")
        {
            PriceTables.Write(Whole(ordered), format, output);
            return;
        }

        output.Write(string.Concat(TextTable.Wrap(head).Select(l => l + "\n")));
        foreach (var kind in ordered.GroupBy(d => d.Kind))
        {
            var changed = kind.Any(d => d.Column is not null);
            output.Write($"\n{Words(kind.Key)}:\n");
            if (changed)
                PriceTables.Write(Short(kind), "text", output);
            else
                PriceTables.Write(PriceTables.Short([.. kind.Select(d => d.Record)], named: true), "text", output);
        }

        if (ordered.Count == 0)
            output.Write("\nNothing differs.\n");
    }

    private static Table Short(IEnumerable<PriceDifference> differences) => new("differences", "Differences",
        [new("model", "model", Unit.Text), new("conditions", "conditions", Unit.Text), new("amount", "amount", Unit.Text), new("old", "old", Unit.Number), new("new", "new", Unit.Number), new("change", "change", Unit.Text)],
        [.. differences.Select(d => new Row([d.Record.Name, PriceTables.Conditions(d.Record), d.Column is { } c ? PriceColumns.Of(c).Name : "terms", Amount(d.Old), Amount(d.New), d.Change is { } change ? Figures.Change(change) : ""]))]);

    private static Table Whole(IEnumerable<PriceDifference> differences) => new("differences", "Differences",
        [
            .. new[] { "kind", "model", "conditions", "amount" }.Select(k => new Column(k, k, Unit.Text)), new("old_usd", "old_usd", Unit.Number), new("new_usd", "new_usd", Unit.Number), new("change", "change", Unit.Share),
            .. new[] { "old_record", "new_record" }.Select(k => new Column(k, k, Unit.Text)),
        ],
        [.. differences.Select(d => new Row([Words(d.Kind), d.Record.Name, PriceTables.Conditions(d.Record), d.Column is { } c ? PriceColumns.Of(c).Key : "", Cell(d.Old), Cell(d.New), d.Change, d.Before?.Id, d.After?.Id]))]);

    private static string Amount(decimal? amount) => amount is { } stated ? PricesCommand.Exact(stated) : "";

    private static Cell Cell(decimal? amount) => amount is { } stated ? (Cell)stated : default;

    private static string Words(DifferenceKind kind) => kind switch
    {
        DifferenceKind.Edited => "edited (a record must never change)",
        DifferenceKind.Removed => "removed (a record must never go)",
        _ => $"{kind}".ToLowerInvariant(),
    };
}
