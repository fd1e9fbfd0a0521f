using System.Text;
using CostSim.Answers;
using CostSim.Reports;

namespace CostSim.Cli;

/// <summary>Writes the files of a sweep from its records, and prints one of its tables: the same from one process as from shards.</summary>
internal static class SweepFiles
{
    /// <summary>Writes <c>sweep.csv</c>, <c>sweep.json</c> and the charts, and the table by month where it was asked for.</summary>
    public static SweepSummary Write(SweepHead head, Func<IEnumerable<SweepRecord>> records, string folder,
        FileChoices choices, TextWriter stderr)
    {
        using var output = new OutputFolder(folder);
        var summary = new SweepSummary(head);
        using (var csv = Text(output.Create("sweep.csv")))
        {
            Csv(SweepTable.OfPoints(head), records().Select(r =>
            {
                summary.Add(r);
                return r;
            }), csv, choices.Raw);
        }

        if (head.MonthColumns.Count > 0)
        {
            using var months = Text(output.Create("sweep-months.csv"));
            Csv(SweepTable.OfMonths(head), records(), months, choices.Raw);
        }

        new ChartFiles(SweepCharts.Of(summary), choices, Environment.ProcessorCount).Write(output, stderr);
        using (var json = Text(output.Create("sweep.json")))
            SweepJson.Write(summary, records(), json);
        output.MoveIntoPlace();
        return summary;
    }

    /// <summary>Prints a table of a sweep, or all of it as JSON.</summary>
    public static void Print(string format, SweepTable table, SweepSummary summary,
        Func<IEnumerable<SweepRecord>> records, TextWriter output)
    {
        switch (format)
        {
            case "csv":
                Csv(table, records(), output);
                break;
            case "jsonl":
                foreach (var row in records().SelectMany(table.Rows))
                    output.Write(JsonLines.Line(table.Columns, row) + "\n");
                break;
            case "json":
                SweepJson.Write(summary, records(), output);
                break;
            default:
                MarkdownReport.Write(new SweepWords(summary).Table(), output);
                break;
        }
    }

    private static void Csv(SweepTable table, IEnumerable<SweepRecord> records, TextWriter output, bool raw = true)
    {
        using var csv = new CsvLines(output, raw);
        csv.Head(table.Columns);
        foreach (var row in records.SelectMany(table.Rows))
            csv.Row(row);
    }

    private static StreamWriter Text(Stream stream) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16);
}
