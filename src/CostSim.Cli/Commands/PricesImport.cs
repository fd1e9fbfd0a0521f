using System.CommandLine;
using CostSim.Documents;
using CostSim.Files;
using CostSim.Prices;
using CostSim.Reports;

namespace CostSim.Cli.Commands;

/// <summary><c>costsim prices import</c>: new records from other projects' tables, never over old ones.</summary>
internal static class PricesImport
{
    private delegate (IReadOnlyList<ImportedPrice> Prices, IReadOnlyList<ImportRow> Rows) TableReader(string file, string text,
        PriceBook book, DateOnly day);

    public static Command Create() =>
        new("import", "Make new records of another project's price table; what looks wrong is kept out and named")
    {
        Table("litellm", "LiteLLM's model_prices_and_context_window.json", (file, text, _, _) => LiteLlmPrices.Read(file, text)),
        Table("genai-prices", "The data.json of genai-prices, first or second format", GenaiPrices.Read),
        Table("models.dev", "The api.json of models.dev", (file, text, _, _) => PlainTables.ModelsDev(file, text)),
        Table("openrouter", "OpenRouter's list of models (api/v1/models)", (file, text, _, _) => PlainTables.OpenRouter(file, text)),
        Table("portkey", "Portkey's pricing: a provider's file, named as the provider is", (file, text, _, _) =>
            PlainTables.Portkey(file, text)),
        Table("pi", "The model catalogue of pi as JSON", (file, text, _, _) => PlainTables.Pi(file, text)),
    };

    private static Command Table(string kind, string description, TableReader reader)
    {
        var file = new Argument<string>("file") { Description = "The table: a file, or a URL that begins with https://" };
        var asOf = PricesCommand.AsOfOption("The day on which the table was taken: the start of prices for which it states none");
        asOf.Required = true;
        var output = new Option<string?>("--output", "-o")
        {
            HelpName = "DIR",
            Description = "The price book to which the new records are added, at the ends of its files"
        };
        var book = PricesCommand.BookOption();
        var format = PricesCommand.FormatOption("text", "csv", "jsonl", "json", "yaml");
        var command = new Command(kind, description) { file, asOf, output, book, format };
        command.SetAction(async (given, stop) =>
        {
            var (name, day, folder) = (given.GetRequiredValue(file), given.GetRequiredValue(asOf)!.Value, given.GetValue(output));
            var from = given.GetValue(book);
            var prices = folder is not null && Directory.Exists(folder) ? PriceBooks.Open(folder) : PricesCommand.Open(from);
            var (read, rows) = Read(reader, kind, name, await Text(name, stop).ConfigureAwait(false), prices, day);
            var result = PriceImport.Of(prices, read, rows, day, $"{kind} {Path.GetFileName(name)}");
            // A new book is whole: it has what the table agrees with, too.
            if (folder is not null && !Directory.Exists(folder))
                PriceBooks.Copy(from, folder);
            var written = folder is null ? [] : PriceAppending.Append(folder, result.Records, Figures.Date(day), result.Names);
            if (string.CompareOrdinal(prices.Version.Version, Figures.Date(day)) > 0 && prices.Version.Version != "unversioned")
                given.InvocationConfiguration.Error.Write(
                    $"warning: the table is of {Figures.Date(day)}, the book of {prices.Version.Version}: what differs from prices that "
                    + $"were checked later is kept out\n");
            Write(result, given.GetRequiredValue(format), given.InvocationConfiguration.Output, folder is null
                ? null
                : $"Added to {folder}: {(written.Count == 0 ? "nothing" : string.Join(", ", written))}.");
            return App.Fine;
        });
        return command;
    }

    private static (IReadOnlyList<ImportedPrice> Prices, IReadOnlyList<ImportRow> Rows) Read(TableReader reader, string kind, string name,
        string text, PriceBook book, DateOnly day)
    {
        try
        {
            return reader(name, text, book, day);
        }
        catch (Exception strange) when (strange is InvalidOperationException or KeyNotFoundException
            or FormatException or OverflowException)
        {
            throw new InputException(Location.Of(name),
                $"is not shaped as a table of {kind} ({strange.Message}); look whether it is another table, or a page that says why "
                + $"there is none");
        }
    }

    // The only place where prices come over a network: because a person wrote the address.
    private static async Task<string> Text(string name, CancellationToken stop)
    {
        if (!name.StartsWith("https://", StringComparison.Ordinal))
            return await File.ReadAllTextAsync(name, stop).ConfigureAwait(false);
        if (!Uri.TryCreate(name, UriKind.Absolute, out var address))
            throw new IOException($"{name}: is not an address; write one such as https://example.org/prices.json");
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

        var rows = new Table("import", "Import", [new("verdict", "verdict", Unit.Text), new("entry", "entry", Unit.Text),
            new("what", "what", Unit.Text), new("reason", "reason", Unit.Text)],
            [.. result.Rows.Select(r => new Row([Words(r.Verdict), r.Entry, r.What, r.Reason]))]);
        if (format != "text")
        {
            PriceTables.Write(rows, format, output);
            return;
        }

        foreach (var verdict in new[] { ImportVerdict.Quarantined, ImportVerdict.Changed, ImportVerdict.New,
            ImportVerdict.Withdrawn, ImportVerdict.LeftOut })
        {
            var some = result.Rows.Where(r => r.Verdict == verdict).ToList();
            if (some.Count > 0)
                output.Write($"{Words(verdict)} ({some.Count}):\n");
            // The same fee at thirty models is one line.
            foreach (var same in some.GroupBy(r => verdict is ImportVerdict.LeftOut ? $"{r.What}|{r.Reason}" : r.Entry + r.What))
            {
                var entries = same.Count() > 3 ? $"{same.Count()} entries" : string.Join(", ", same.Select(r => r.Entry));
                var row = same.First();
                output.Write(string.Concat(TextTable.Wrap($"{entries}{(row.What.Length > 0 ? $" [{row.What}]" : "")}: {row.Reason}", 78,
                    "  ").Select(l => $"  {l}\n")));
            }

            output.Write(some.Count > 0 ? "\n" : "");
        }

        output.Write(string.Concat(
            TextTable.Wrap($"{result.Rows.Count(r => r.Verdict is ImportVerdict.Same)} prices are as in the book, {result.Records.Count} "
                + $"make new records, {result.Names.Count} names are kept for logs, "
                    + $"{result.Rows.Count(r => r.Verdict is ImportVerdict.Quarantined)} are quarantined. "
                        + $"{written ?? "Nothing was written; -o DIR adds the new records to a price book."}").Select(l => l + "\n")));
    }

    private static string Words(ImportVerdict verdict) => verdict switch
    {
        ImportVerdict.LeftOut => "left out",
        ImportVerdict.New => "added",
        _ => $"{verdict}".ToLowerInvariant(),
    };
}
