using System.CommandLine;
using CostSim.Files;
using CostSim.Prices;
using CostSim.Reports;

namespace CostSim.Cli.Commands;

/// <summary><c>costsim prices import</c>: new records from other projects' tables, never over old ones.</summary>
internal static class PricesImport
{
    private const string LiteLlm = "litellm";

    public static Command Create() => new("import", "Make new records of another project's price table; what looks wrong is kept out and named")
    {
        Table(LiteLlm, "LiteLLM's model_prices_and_context_window.json"),
        Table("genai-prices", "The data.json of genai-prices"),
    };

    private static Command Table(string kind, string description)
    {
        var file = new Argument<string>("file") { Description = "The table: a file, or a URL that begins with https://" };
        var asOf = PricesCommand.AsOfOption("The day on which the table was taken: the start of prices for which it states none");
        asOf.Required = true;
        var output = new Option<string?>("--output", "-o") { HelpName = "DIR", Description = "The price book to which the new records are added, at the ends of its files" };
        var book = PricesCommand.BookOption();
        var format = PricesCommand.FormatOption("text", "csv", "jsonl", "json", "yaml");
        var command = new Command(kind, description) { file, asOf, output, book, format };
        command.SetAction(async (given, stop) =>
        {
            var (name, day, folder) = (given.GetRequiredValue(file), given.GetRequiredValue(asOf)!.Value, given.GetValue(output));
            var prices = folder is not null && Directory.Exists(folder) ? PriceBooks.Open(folder) : PricesCommand.Open(given.GetValue(book));
            var text = await Text(name, stop).ConfigureAwait(false);
            var (read, rows) = kind == LiteLlm ? LiteLlmPrices.Read(name, text) : GenaiPrices.Read(name, text, prices, day);
            var result = PriceImport.Of(prices, read, rows, day, $"{kind} {Path.GetFileName(name)}");
            var written = folder is null ? [] : PriceAppending.Append(folder, result.Records, Figures.Date(day));
            Write(result, given.GetRequiredValue(format), given.InvocationConfiguration.Output, folder is null ? null : $"Added to {folder}: {(written.Count == 0 ? "nothing" : string.Join(", ", written))}.");
            return App.Fine;
        });
        return command;
    }

    // The only place where prices come over a network: because a person wrote the address.
    private static async Task<string> Text(string name, CancellationToken stop)
    {
        if (!name.StartsWith("https://", StringComparison.Ordinal))
            return await File.ReadAllTextAsync(name, stop).ConfigureAwait(false);
        if (!Uri.TryCreate(name, UriKind.Absolute, out var address))
            throw new IOException($"{name}: is no address; write one such as https://example.org/prices.json");
        using var client = new HttpClient { Timeout = TimeSpan.FromMinutes(2) };
        try
        {
            return await client.GetStringAsync(address, stop).ConfigureAwait(false);
        }
        catch (HttpRequestException refused)
        {
            throw new IOException($"{name}: {refused.Message}", refused);
        }
        catch (OperationCanceledException late) when (!stop.IsCancellationRequested)
        {
            throw new IOException($"{name}: did not answer within two minutes", late);
        }
    }

    private static void Write(ImportResult result, string format, TextWriter output, string? written)
    {
        if (format == "yaml")
        {
            foreach (var provider in result.Records.GroupBy(r => r.Provider))
                output.Write($"# {provider.Key}.yaml\n{string.Concat(provider.Select(PriceRecordText.Of))}");
            return;
        }

        var rows = new Table("import", "Import", [new("verdict", "verdict", Unit.Text), new("entry", "entry", Unit.Text), new("what", "what", Unit.Text), new("reason", "reason", Unit.Text)],
            [.. result.Rows.Select(r => new Row([Words(r.Verdict), r.Entry, r.What, r.Reason]))]);
        if (format != "text")
        {
            PriceTables.Write(rows, format, output);
            return;
        }

        foreach (var verdict in new[] { ImportVerdict.Quarantined, ImportVerdict.Changed, ImportVerdict.New, ImportVerdict.LeftOut })
        {
            var some = result.Rows.Where(r => r.Verdict == verdict).ToList();
            if (some.Count > 0)
                output.Write($"{Words(verdict)} ({some.Count}):\n");
            // The same fee beside thirty models is one line.
            foreach (var same in some.GroupBy(r => verdict is ImportVerdict.LeftOut ? $"{r.What}|{r.Reason}" : r.Entry + r.What))
            {
                var entries = same.Count() > 3 ? $"{same.Count()} entries" : string.Join(", ", same.Select(r => r.Entry));
                var row = same.First();
                output.Write(string.Concat(TextTable.Wrap($"{entries}{(row.What.Length > 0 ? $" [{row.What}]" : "")}: {row.Reason}", 78, "  ").Select(l => $"  {l}\n")));
            }

            output.Write(some.Count > 0 ? "\n" : "");
        }

        output.Write(string.Concat(TextTable.Wrap($"{result.Rows.Count(r => r.Verdict is ImportVerdict.Same)} prices are as in the book, {result.Records.Count} make new records, {result.Rows.Count(r => r.Verdict is ImportVerdict.Quarantined)} are quarantined. {written ?? "Nothing was written; -o DIR adds the new records to a price book."}").Select(l => l + "\n")));
    }

    private static string Words(ImportVerdict verdict) => verdict is ImportVerdict.LeftOut ? "left out" : $"{verdict}".ToLowerInvariant();
}
