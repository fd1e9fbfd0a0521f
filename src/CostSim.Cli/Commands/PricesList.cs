using System.CommandLine;
using CostSim.Prices;
using CostSim.Reports;

namespace CostSim.Cli.Commands;

/// <summary><c>costsim prices list</c>: the records in force on a day.</summary>
internal static class PricesList
{
    public static Command Create()
    {
        var filter = new Argument<string[]>("filter")
        {
            Arity = ArgumentArity.ZeroOrMore,
            Description = "Only names that hold every one of these words, such as 'openai mini'"
        };
        var tier = new Option<string?>("--tier")
        {
            HelpName = "NAME",
            Description = "Only this service tier: standard, batch, flex, priority, .."
        };
        var kind = new Option<string?>("--kind") { HelpName = "NAME", Description = "Only this kind: chat, embedding, rerank, tool, .." };
        var all = new Option<bool>("--all") { Description = "All records of all times, including replaced and withdrawn ones" };
        var upcoming = new Option<bool>("--upcoming")
        {
            Description = "The calendar of coming changes: prices that start or end, and models that retire, after the day"
        };
        var book = PricesCommand.BookOption();
        var asOf = PricesCommand.AsOfOption("The day whose prices are listed (default: that of the book's version)");
        var format = PricesCommand.FormatOption("text", "csv", "jsonl", "json");
        var command = new Command("list", "List the prices in force on a day") { filter, tier, kind, all, upcoming, book, asOf, format };
        command.SetAction(given =>
        {
            var prices = PricesCommand.Open(given.GetValue(book));
            var day = PricesCommand.DayOf(prices, given.GetValue(asOf));
            bool Fits(PriceRecord r) =>
                given.GetValue(filter)!.All(word =>
                    r.Aliases.Prepend(r.Model).Any(name => $"{r.Provider}/{name}".Contains(word, StringComparison.OrdinalIgnoreCase)))
                && (given.GetValue(tier) is null || r.ServiceTier == given.GetValue(tier))
                    && (given.GetValue(kind) is null || r.Kind == given.GetValue(kind));
            if (given.GetValue(upcoming))
            {
                WriteUpcoming([.. prices.Upcoming(day).Where(c => Fits(c.Record))], day, given.GetRequiredValue(format),
                    given.InvocationConfiguration.Output, PricesCommand.Provenance(prices));
                return App.Fine;
            }

            var stated = given.GetValue(all) ? prices.Records : prices.InForce(day);
            var records = stated.Concat(given.GetValue(tier) is { } asked ? prices.Derived([.. stated], asked) : [])
                .Where(Fits)
                .OrderBy(r => r.Name, StringComparer.Ordinal)
                    .ThenBy(r => r.ServiceTier == "standard" ? "" : r.ServiceTier, StringComparer.Ordinal)
                .ThenBy(r => r.ContextFrom).ThenBy(r => r.Region, StringComparer.Ordinal).ThenBy(r => r.EffectiveFrom)
                    .ThenBy(r => r.Id, StringComparer.Ordinal).ToList();
            Write(records, given.GetRequiredValue(format), given.InvocationConfiguration.Output,
                $"Prices of {Figures.Date(day)}. {PricesCommand.Provenance(prices)}");
            return App.Fine;
        });
        return command;
    }

    private static void Write(List<PriceRecord> records, string format, TextWriter output, string head)
    {
        if (format != "text")
        {
            PriceTables.Write(PriceTables.Whole(records), format, output);
            return;
        }

        output.Write(string.Join('\n', TextTable.Wrap(head)) + "\n");
        if (records.Count == 0)
        {
            output.Write("\nNo record fits; 'costsim prices list' without words lists all.\n");
            return;
        }

        output.Write($"{records.Count} records, US dollars for one million tokens.\n\n");
        PriceTables.WriteByProvider(records, output);
    }

    private static void WriteUpcoming(List<ComingChange> changes, DateOnly day, string format, TextWriter output, string book)
    {
        var table = new Table("upcoming", "Coming changes",
            [new("date", "date", Unit.Date), new("model", "model", Unit.Text), new("conditions", "conditions", Unit.Text),
                new("change", "change", Unit.Text), new("detail", "detail", Unit.Text), new("record", "record", Unit.Text)],
            [.. changes.Select(c => new Row([c.Day, c.Record.Name, PriceTables.Conditions(c.Record), c.What, Detail(c), c.Record.Id]))]);
        if (format != "text")
        {
            PriceTables.Write(table, format, output);
            return;
        }

        output.Write(string.Join('\n', TextTable.Wrap($"Changes after {Figures.Date(day)}. {book}")) + "\n\n");
        foreach (var change in changes)
            output.Write(string.Concat(
                TextTable.Wrap($"{Figures.Date(change.Day)}  {change.Record.Name} ({PriceTables.Conditions(change.Record)}): "
                    + $"{Detail(change)}", 78, "    ").Select(l => l + "\n")));
        if (changes.Count == 0)
            output.Write("Nothing is announced.\n");
    }

    private static string Detail(ComingChange change)
    {
        if (change.What == "retirement")
            return "can no longer be used, says the notice; its price goes on until a record ends it";
        if (change.What == "end")
            return "its price ends, and none follows";
        var amounts = change.Record.Amounts.Stated.Where(a => change.Before?.Amounts[a.Column] != a.Usd)
            .Select(a => $"{PriceColumns.Of(a.Column).Key} "
                + $"{(change.Before?.Amounts[a.Column] is { } old ? $"{PricesCommand.Exact(old)} -> " : "")}{PricesCommand.Exact(a.Usd)}")
                .ToList();
        return amounts.Count == 0 ? "the same amounts go on" : string.Join(", ", amounts);
    }
}
