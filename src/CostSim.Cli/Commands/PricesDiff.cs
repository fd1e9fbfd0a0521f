using System.CommandLine;
using CostSim.Files;
using CostSim.Prices;
using CostSim.Reports;

namespace CostSim.Cli.Commands;

/// <summary><c>costsim prices diff A B</c>: what changed between two days of a book, or between two books.</summary>
internal static class PricesDiff
{
    public static Command Create()
    {
        var a = new Argument<string>("a") { Description = "A day such as 2026-01-01, or a price file or folder: what was" };
        var b = new Argument<string?>("b")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "The other day, file or folder (default: the book's latest day, or the book itself)"
        };
        var book = PricesCommand.BookOption();
        var scenario = new Option<string?>("--scenario")
        {
            HelpName = "FILE",
            Description = "Also say what the change means for this forecast: P50 and P90 of every design (csv and json hold these alone)"
        };
        var format = PricesCommand.FormatOption("text", "csv", "jsonl", "json");
        var command = new Command("diff", "Compare two days of the book, or two books: added, ended, changed, corrected") { a, b,
            book, scenario, format };
        command.SetAction(given =>
        {
            var prices = PricesCommand.Open(given.GetValue(book));
            var (from, to) = (given.GetRequiredValue(a), given.GetValue(b));
            var (output, kind) = (given.InvocationConfiguration.Output, given.GetRequiredValue(format));
            if (Numbers.TryDate(from, out var start))
            {
                var end = to is null ? PricesCommand.DayOf(prices, null) : Day(to);
                var byDay = given.GetValue(scenario) is { } file ? PricesEffect.Between(file, prices, start, end) : null;
                Write(PriceDifference.Between(prices, start, end), byDay,
                    $"Prices of {Figures.Date(start)} and of {Figures.Date(end)}. {PricesCommand.Provenance(prices)}", kind, output);
                return App.Fine;
            }

            var older = PriceBooks.OpenFileOrFolder(from);
            var newer = to is null ? Only(prices, older) : PriceBooks.OpenFileOrFolder(to);
            var byBook = given.GetValue(scenario) is { } forecast ? PricesEffect.Between(forecast, older, newer, prices) : null;
            Write(PriceDifference.Between(older, newer), byBook,
                $"{older.Version.Name} ({older.Version.Sha256[..12]}) and {newer.Version.Name} ({newer.Version.Sha256[..12]})", kind,
                output);
            return App.Fine;
        });
        return command;
    }

    private static DateOnly Day(string text) => Numbers.TryDate(text, out var day)
        ? day
        : throw new InputException(Location.Of("command line"),
            $"'{text}' is not a date as the first one is; compare two dates such as 2026-11-01, or two files or folders");

    // A single file is compared with its own provider, not with the whole book.
    private static PriceBook Only(PriceBook book, PriceBook like) =>
        new(book.Version, book.Limits, [.. book.Providers.Where(p => like.Providers.Contains(p))], (provider, _) =>
            new ProviderPrices(provider, book.RecordsOf(provider), []));

    private static void Write(IReadOnlyList<PriceDifference> differences, PricesEffect? effect, string head,
        string format, TextWriter output)
    {
        var ordered = differences.OrderBy(d => d.Kind).ThenBy(d => d.Record.Name, StringComparer.Ordinal)
            .ThenBy(d => d.Record.Id, StringComparer.Ordinal).ToList();
        if (effect is not null && format != "text")
        {
            effect.Write(format, output);
            return;
        }

        if (format != "text")
        {
            PriceTables.Write(Whole(ordered), format, output);
            return;
        }

        output.Write(string.Concat(TextTable.Wrap(head).Select(l => l + "\n")));
        // Of all differences, a forecast's reader asks for those of its own prices.
        var shown = effect is null ? ordered : ordered.FindAll(effect.Concerns);
        foreach (var kind in shown.GroupBy(d => d.Kind))
        {
            var changed = kind.Any(d => d.Column is not null);
            output.Write($"\n{Words(kind.Key)}:\n");
            if (changed)
                PriceTables.Write(Short(kind), "text", output);
            else
                PriceTables.WriteByProvider([.. kind.Select(d => d.Record)], output);
        }

        if (shown.Count == 0)
            output.Write(effect is null
                ? "\nNothing differs.\n"
                : $"\nNothing differs among the prices that the forecast uses ({ordered.Count} others do).\n");
        effect?.Write(format, output);
    }

    private static Table Short(IEnumerable<PriceDifference> differences) => new("differences", "Differences",
        [new("model", "model", Unit.Text), new("conditions", "conditions", Unit.Text), new("amount", "amount", Unit.Text),
            new("old", "old", Unit.Number), new("new", "new", Unit.Number), new("change", "change", Unit.Text)],
        [.. differences.Select(d =>
            new Row([d.Record.Name, PriceTables.Conditions(d.Record), d.Column is { } c ? PriceColumns.Of(c).Name : "terms", Amount(d.Old),
                Amount(d.New), d.Change is { } change ? Figures.Change(change) : ""]))]);

    private static Table Whole(IEnumerable<PriceDifference> differences) => new("differences", "Differences",
        [
            .. new[] { "kind", "model", "conditions", "amount" }.Select(k => new Column(k, k, Unit.Text)),
            new("old_usd", "old_usd", Unit.Number), new("new_usd", "new_usd", Unit.Number), new("change", "change", Unit.Share),
            .. new[] { "old_record", "new_record" }.Select(k => new Column(k, k, Unit.Text)),
        ],
        [.. differences.Select(d =>
            new Row([Words(d.Kind), d.Record.Name, PriceTables.Conditions(d.Record), d.Column is { } c ? PriceColumns.Of(c).Key : "",
                Cell(d.Old), Cell(d.New), d.Change, d.Before?.Id, d.After?.Id]))]);

    private static string Amount(decimal? amount) => amount is { } stated ? PricesCommand.Exact(stated) : "";

    private static Cell Cell(decimal? amount) => amount is { } stated ? (Cell)stated : default;

    private static string Words(DifferenceKind kind) => kind switch
    {
        DifferenceKind.Edited => "edited (a record must never change)",
        DifferenceKind.Removed => "removed (a record must never go)",
        _ => $"{kind}".ToLowerInvariant(),
    };
}
