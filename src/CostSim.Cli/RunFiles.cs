using System.Text;
using CostSim.Answers;
using CostSim.Forecasts;
using CostSim.Reports;
using CostSim.Threading;

namespace CostSim.Cli;

/// <summary>
/// Writes the files of a run, and prints one of its formats; the same for a run that was just made and for one that was kept.
/// </summary>
internal static class RunFiles
{
    /// <summary>The names that a run may write; charts have names of their own.</summary>
    public static IEnumerable<string> Names =>
        [.. OutcomeTables.All.Select(t => $"{t.Name}.csv"), "report.html", ForecastWorkbook.FileName, ForecastFile.Name];

    /// <summary>Writes every table, chart, the report and <c>forecast.json</c>; gives the path of the report.</summary>
    public static string Write(RunOutcome outcome, string folder, FileChoices choices, TextWriter stderr)
    {
        var (rendering, threads) = (outcome.Rendering, outcome.Threads);
        using var output = new OutputFolder(folder);
        var report = new BackgroundValue<string>(threads, () => Html(rendering.Report));
        var charts = new ChartFiles(rendering.Charts, choices, threads);
        foreach (var table in rendering.Tables)
            output.Write($"{table.Name}.csv", Csv(table, choices.Raw));
        var (built, _) = FocusTable.Pick(outcome.Record);
        output.Write(PrometheusRules.FileName, PrometheusRules.Of(outcome.Record, built));
        output.Write(GrafanaDashboard.FileName, GrafanaDashboard.Of(outcome.Record, built));
        charts.Write(output, stderr);
        output.Write("report.html", report.Value);
        if (choices.Workbook)
        {
            using var workbook = output.Create(ForecastWorkbook.FileName);
            workbook.Write(Workbook(outcome));
        }

        using (var json = output.Create(ForecastFile.Name))
            json.Write(outcome.Forecast);
        output.MoveIntoPlace();
        return Path.Combine(folder, "report.html");
    }

    /// <summary>Prints a run as json, html, or one of its tables as csv, jsonl or md; focus is a table that is always CSV.</summary>
    public static void Print(RunOutcome outcome, string format, string table, TextWriter output)
    {
        var chosen = outcome.Rendering.Tables.First(t => t.Name == (format == "focus" ? format : table));
        output.Write(format switch
        {
            "json" => Encoding.UTF8.GetString(outcome.Forecast) + "\n",
            "html" => Html(outcome.Rendering.Report),
            "csv" or "focus" => Csv(chosen),
            "jsonl" => JsonLines.Of(chosen),
            _ => Text(writer => MarkdownReport.Write(chosen, writer)),
        });
    }

    /// <summary>The run as a workbook, or one of its tables.</summary>
    public static byte[] Workbook(RunOutcome outcome, string? table = null) => table is null
        ? ForecastWorkbook.Of(outcome.Record, outcome.Rendering)
        : ForecastWorkbook.Of(outcome.Rendering.Tables.First(t => t.Name == table));

    /// <summary>Prints the whole report in Markdown.</summary>
    public static void PrintReport(Rendering rendering, TextWriter output) =>
        output.Write(Text(writer => MarkdownReport.Write(rendering.Report, writer)));

    private static string Html(Report report) => Text(writer => new HtmlReport().Write(report, writer));

    private static string Csv(Table table, bool raw = true) => Text(writer => CsvReport.Write(table, writer, raw));

    private static string Text(Action<TextWriter> write)
    {
        using var text = new StringWriter { NewLine = "\n" };
        write(text);
        return text.ToString();
    }
}
