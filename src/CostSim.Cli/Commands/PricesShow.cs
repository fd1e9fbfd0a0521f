using System.CommandLine;
using CostSim.Prices;
using CostSim.Reports;

namespace CostSim.Cli.Commands;

/// <summary><c>costsim prices show MODEL</c>: everything recorded about a model, its history as a small chart.</summary>
internal static class PricesShow
{
    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = "Provider and model, such as openai/gpt-4o" };
        var book = PricesCommand.BookOption();
        var asOf = PricesCommand.AsOfOption("The day up to which the chart runs (default: that of the book's version)");
        var format = PricesCommand.FormatOption("text", "csv", "jsonl", "json");
        var command = new Command("show", "Show everything recorded about a model, with its history") { model, book, asOf, format };
        command.SetAction(given =>
        {
            var prices = PricesCommand.Open(given.GetValue(book));
            var name = given.GetRequiredValue(model);
            var history = PricesCommand.Asked(() => prices.History(name));
            if (given.GetRequiredValue(format) is not "text" and var other)
                PriceTables.Write(PriceTables.Whole(history), other, given.InvocationConfiguration.Output);
            else
                Write(prices, name, history, PricesCommand.DayOf(prices, given.GetValue(asOf)), given.InvocationConfiguration.Output);
            return App.Fine;
        });
        return command;
    }

    private static void Write(PriceBook book, string name, IReadOnlyList<PriceRecord> history, DateOnly day, TextWriter output)
    {
        var last = history[^1];
        Line(Facts(book, name, last));
        output.Write("\n");
        PriceTables.Write(PriceTables.Short(history, named: false), "text", output);
        var plain = history.Where(r => r.Conditions == history[0].Conditions || PriceTables.Conditions(r) == "standard").ToList();
        foreach (var line in PriceHistory.Lines(plain, PriceColumn.Input, day))
            output.Write(line + "\n");
        foreach (var line in PriceHistory.Lines(plain, PriceColumn.Output, day))
            output.Write(line + "\n");
        output.Write("\nRecords, newest first:\n");
        foreach (var record in history.Reverse())
            Details(record, output);
        output.Write("\n");
        Line(PricesCommand.Provenance(book));

        void Line(string text) => output.Write(string.Join('\n', TextTable.Wrap(text)) + "\n");
    }

    private static string Facts(PriceBook book, string name, PriceRecord last)
    {
        List<string> facts = [last.Kind];
        if (last.Aliases.Count > 0)
            facts.Add($"also {string.Join(", ", last.Aliases)}");
        if (last.Limits.ContextWindow is { } window)
            facts.Add($"context {window}");
        if (last.Limits.MaxInput is { } input)
            facts.Add($"at most {input} in");
        if (last.Limits.MaxOutput is { } output)
            facts.Add($"at most {output} out");
        if (book.Reasons(name))
            facts.Add("thinks before it answers");
        var other = last.Name.Equals(name, StringComparison.OrdinalIgnoreCase) ? "" : $"{name} is now another name of {last.Name}. ";
        return $"{other}{last.Name}: {string.Join(", ", facts)}.";
    }

    private static void Details(PriceRecord r, TextWriter output)
    {
        output.Write($"\n{r.Id}\n");
        Indented($"{string.Join(", ", r.Amounts.Stated.Select(a => $"{PriceColumns.Of(a.Column).Key} {PricesCommand.Exact(a.Usd)}"))}");
        Indented($"{$"{r.Confidence}".ToLowerInvariant()} confidence; date: {(r.DateBasis.Length > 0 ? r.DateBasis : "not said")}; checked "
            + $"{Figures.Date(r.LastLooked)}; {r.Source}");
        if (r.AgreeingSources.Count > 0)
            Indented($"agree: {string.Join(", ", r.AgreeingSources)}");
        foreach (var other in r.Disagreements)
            Indented($"differs: {other}");
        if (r.Note.Length > 0)
            Indented($"note: {r.Note}");

        void Indented(string text) => output.Write(string.Concat(TextTable.Wrap(text, 78, "  ").Select(line => $"  {line}\n")));
    }
}
