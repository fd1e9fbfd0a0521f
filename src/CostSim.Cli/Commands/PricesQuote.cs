using System.CommandLine;
using System.Text;
using System.Text.Json;
using CostSim.Files;
using CostSim.Prices;
using CostSim.Reports;
using CostSim.Units;

namespace CostSim.Cli.Commands;

/// <summary><c>costsim prices quote usage.csv</c>: the same rows with what each costs, exactly.</summary>
internal static class PricesQuote
{
    public static Command Create()
    {
        var file = new Argument<string>("usage")
        {
            Description =
            "CSV with the columns model, at_utc and usage (input_tokens, cache_read_tokens, output_tokens, ..); - reads standard input"
        };
        var book = PricesCommand.BookOption();
        var asOf = PricesCommand.AsOfOption("The day of rows that have no at_utc");
        var format = PricesCommand.FormatOption("text", "csv", "jsonl", "json");
        var command = new Command("quote", "Price a usage table row by row") { file, book, asOf, format };
        command.SetAction(given =>
        {
            var prices = PricesCommand.Open(given.GetValue(book));
            var name = given.GetRequiredValue(file);
            using var text = name == "-" ? Console.In : new StreamReader(name);
            var usage = new UsageFile(new CsvTable(name, text), prices, given.GetValue(asOf));
            // Nothing is written before the last row is priced: half a bill would pass for a whole one.
            var answer = new StringBuilder();
            Write(usage, usage.Quote(name), given.GetRequiredValue(format), prices, answer);
            given.InvocationConfiguration.Output.Write(answer);
            return App.Fine;
        });
        return command;
    }

    private static readonly string[] Added = [.. UsageColumns.All.Select(c => c.CostName), "total_usd", "price_record"];

    private static void Write(UsageFile usage, IEnumerable<QuotedRow> rows, string format, PriceBook book, StringBuilder answer)
    {
        // A table that was quoted before keeps its columns in place and gets new values at the end.
        var kept = Enumerable.Range(0, usage.Columns.Count).Where(i => !Added.Contains(usage.Columns[i])).ToArray();
        var columns = kept.Select(i => usage.Columns[i]).ToArray();
        switch (format)
        {
            case "text":
                WriteText(rows, book, answer);
                return;
            case "csv":
                using (var csv = new CsvLines(new StringWriter(answer)))
                {
                    csv.Texts(columns.Concat(Added));
                    foreach (var row in rows)
                        csv.Texts(kept.Select(i => row.Row.Fields[i]).Concat(Values(row)));
                }

                return;
            default:
                var objects = rows.Select(row => Json(columns, kept, row));
                answer.Append(format == "json" ? $"[{string.Join(",\n", objects)}]" : string.Join('\n', objects)).Append('\n');
                return;
        }
    }

    private static IEnumerable<string> Values(QuotedRow row) =>
    [
        .. UsageColumns.All.Select(c => PricesCommand.Exact(row.Bill.Of(c.Meter).Amount)),
        PricesCommand.Exact(row.Bill.Total.Amount),
        string.Join("; ", row.Records),
    ];

    private static string Json(string[] columns, int[] kept, QuotedRow row)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            for (var i = 0; i < columns.Length; i++)
                json.WriteString(columns[i], row.Row.Fields[kept[i]]);
            foreach (var column in UsageColumns.All)
                json.WriteNumber(column.CostName, row.Bill.Of(column.Meter).Amount);
            json.WriteNumber("total_usd", row.Bill.Total.Amount);
            json.WriteStartArray("price_record");
            foreach (var record in row.Records)
                json.WriteStringValue(record);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void WriteText(IEnumerable<QuotedRow> rows, PriceBook book, StringBuilder answer)
    {
        var (count, total) = (0, Usd.Zero);
        var models = new Dictionary<string, (int Rows, Usd Cost)>();
        var components = new Dictionary<string, Usd>();
        foreach (var row in rows)
        {
            count++;
            total += row.Bill.Total;
            var (seen, cost) = models.GetValueOrDefault(row.Model);
            models[row.Model] = (seen + 1, cost + row.Bill.Total);
            foreach (var line in row.Bill.Lines)
                components[line.Component] = components.GetValueOrDefault(line.Component) + line.Amount;
        }

        answer.Append($"{Figures.Count(count)} rows cost {Figures.Exact(total.Amount)}.\n\n");
        var byModel = new Table("models", "Cost by model",
            [new("model", "model", Unit.Text), new("rows", "rows", Unit.Count), new("cost_usd", "cost", Unit.Money())],
            [.. models.OrderByDescending(m => m.Value.Cost).Select(m => new Row([m.Key, m.Value.Rows, m.Value.Cost.Amount]))]);
        var byComponent = new Table("components", "Cost by component",
            [new("component", "component", Unit.Text), new("cost_usd", "cost", Unit.Money()), new("share", "share", Unit.Share)],
            [.. components.OrderByDescending(c => c.Value)
                .Select(c => new Row([c.Key, c.Value.Amount, total.Amount == 0 ? null : (double?)(c.Value.Amount / total.Amount)]))]);
        answer.AppendJoin('\n', TextTable.Lines(byModel)).Append("\n\n").AppendJoin('\n', TextTable.Lines(byComponent)).Append('\n');
        answer.Append($"\n{PricesCommand.Provenance(book)}\n");
    }
}
