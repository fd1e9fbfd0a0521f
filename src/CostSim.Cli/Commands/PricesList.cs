using System.CommandLine;
using CostSim.Prices;
using CostSim.Reports;

namespace CostSim.Cli.Commands;

/// <summary><c>costsim prices list</c>: the records in force on a day.</summary>
internal static class PricesList
{
    public static Command Create()
    {
        var filter = new Argument<string[]>("filter") { Arity = ArgumentArity.ZeroOrMore, Description = "Only names that hold every one of these words, such as 'openai mini'" };
        var tier = new Option<string?>("--tier") { HelpName = "NAME", Description = "Only this service tier: standard, batch, flex, priority, .." };
        var kind = new Option<string?>("--kind") { HelpName = "NAME", Description = "Only this kind: chat, embedding, rerank, tool, .." };
        var all = new Option<bool>("--all") { Description = "Every record at any time, replaced and withdrawn ones too" };
        var book = PricesCommand.BookOption();
        var asOf = PricesCommand.AsOfOption("The day whose prices are listed (default: that of the book's version)");
        var format = PricesCommand.FormatOption("text", "csv", "jsonl", "json");
        var command = new Command("list", "List the prices in force on a day") { filter, tier, kind, all, book, asOf, format };
        command.SetAction(given =>
        {
            var prices = PricesCommand.Open(given.GetValue(book));
            var day = PricesCommand.DayOf(prices, given.GetValue(asOf));
            var records = (given.GetValue(all) ? prices.Records : prices.InForce(day))
                .Where(r => given.GetValue(filter)!.All(word => r.Aliases.Prepend(r.Model).Any(name => $"{r.Provider}/{name}".Contains(word, StringComparison.OrdinalIgnoreCase))))
                .Where(r => given.GetValue(tier) is null || r.ServiceTier == given.GetValue(tier))
                .Where(r => given.GetValue(kind) is null || r.Kind == given.GetValue(kind))
                .OrderBy(r => r.Name, StringComparer.Ordinal).ThenBy(r => r.ServiceTier == "standard" ? "" : r.ServiceTier, StringComparer.Ordinal)
                .ThenBy(r => r.ContextFrom).ThenBy(r => r.Region, StringComparer.Ordinal).ThenBy(r => r.EffectiveFrom).ThenBy(r => r.Id, StringComparer.Ordinal).ToList();
            Write(records, given.GetRequiredValue(format), given.InvocationConfiguration.Output, $"Prices of {Figures.Date(day)}. {PricesCommand.Provenance(prices)}");
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
}
