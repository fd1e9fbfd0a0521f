using System.Text;
using CostSim.Files;
using CostSim.Outcomes;
using CostSim.Reports;
using CostSim.Reports.Drawing;

namespace CostSim.Cli;

/// <summary>Writes the files of a run, and prints one of its formats.</summary>
internal static class RunFiles
{
    /// <summary>Writes every table, chart, the report and <c>forecast.json</c>; gives the path of the report.</summary>
    public static string Write(Result result, IReadOnlyList<string> exceed, string folder)
    {
        using var output = new OutputFolder(folder);
        foreach (var table in OutcomeTables.All)
            output.Write($"{table.Name}.csv", Csv(table.Of(result)));
        foreach (var chart in OutcomeCharts.Of(result))
            output.Write($"charts/{chart.Name}.svg", new SvgChart().Render(chart, ChartFrame.File));
        output.Write("report.html", Html(result));
        using (var json = output.Create("forecast.json"))
            ForecastJson.Write(result, exceed, json);
        output.MoveIntoPlace();
        return Path.Combine(folder, "report.html");
    }

    /// <summary>Prints a run as json, html, or one of its tables as csv, jsonl or md.</summary>
    public static void Print(Result result, string format, string table, IReadOnlyList<string> exceed, TextWriter output)
    {
        var chosen = OutcomeTables.All.First(t => t.Name == table);
        output.Write(format switch
        {
            "json" => Json(result, exceed),
            "html" => Html(result),
            "csv" => Csv(chosen.Of(result)),
            "jsonl" => JsonLines.Of(chosen.Of(result)),
            _ => Text(writer => MarkdownReport.Write(chosen.Of(result), writer)),
        });
    }

    private static string Json(Result result, IReadOnlyList<string> exceed)
    {
        using var buffer = new MemoryStream();
        ForecastJson.Write(result, exceed, buffer);
        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static string Html(Result result) => Text(writer => new HtmlReport().Write(OutcomeReport.Of(result), writer));

    private static string Csv(Table table) => Text(writer => CsvReport.Write(table, writer));

    private static string Text(Action<TextWriter> write)
    {
        using var text = new StringWriter { NewLine = "\n" };
        write(text);
        return text.ToString();
    }
}
