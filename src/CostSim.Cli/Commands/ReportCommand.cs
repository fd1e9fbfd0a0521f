using System.CommandLine;
using CostSim.Answers;
using CostSim.Forecasts;
using CostSim.Reports;

namespace CostSim.Cli.Commands;

/// <summary><c>costsim report</c>: draws a stored run again, without simulating.</summary>
internal sealed class ReportCommand
{
    private static readonly string[] Formats = ["text", "json", "jsonl", "csv", "md", "html", "focus", WorkbookOutput.Format];

    private readonly Argument<string> forecast = new("forecast") { Description = "The forecast.json of a run, or its folder" };
    private readonly Option<string> format =
        new("--format", "-f")
        {
            HelpName = "FORMAT",
            Description = $"Format of standard output: {string.Join(", ", Formats)}; md and xlsx without --table are the whole report",
            DefaultValueFactory = _ => "text"
        };
    private readonly Option<string?> table =
        new("--table")
        {
            HelpName = "NAME",
            Description =
            $"Table to print as csv, jsonl, md or xlsx: {string.Join(", ", OutcomeTables.All.Select(t => t.Name))} (default designs)"
        };
    private readonly Option<string?> design =
        new("--design")
        {
            Description = "The design of --format focus (default: the scenario's chosen, else the recommended)",
            HelpName = "NAME"
        };
    private readonly Option<string?> output =
        new("--output", "-o")
        {
            Description = "Folder that all files of the run are written to again; with --format xlsx also the file of the workbook",
            HelpName = "DIR"
        };

    private readonly ResultFileOptions files = new();

    public static Command Create() => new ReportCommand().Build();

    private Command Build()
    {
        var command = new Command("report", "Draw a stored run again without simulating: page, tables, charts") { forecast,
            format, table, design, output };
        files.AddTo(command);
        format.AcceptOnlyFromAmong(Formats);
        table.AcceptOnlyFromAmong([.. OutcomeTables.All.Select(t => t.Name)]);
        command.Validators.Add(r =>
            {
                if (files.AsksForPictures(r)
                && r.GetValue(output) is null or "-") { r.AddError("--png: pictures are files; name a folder with -o"); }
            });
        command.Validators.Add(r =>
            {
                if (files.AsksForWorkbook(r) && r.GetValue(output) is null
                or "-") { r.AddError("--xlsx: a workbook is a file; name a folder with -o, or take --format xlsx"); }
            });
        command.Validators.Add(r =>
            {
                if (r.GetValue(design) is { } named
                && r.GetValue(format) != "focus")
                {
                    r.AddError($"--design {named}: is for --format focus; other formats show every design");
                }
            });
        command.Validators.Add(r =>
            {
                if (r.GetValue(table) is { } named
                && r.GetValue(format) == "focus")
                {
                    r.AddError($"--table {named}: focus is a table of its own; leave --table out, or take --format csv");
                }
            });
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var (kind, chosen, stdout) = (parsed.GetValue(format)!, parsed.GetValue(table), parsed.InvocationConfiguration.Output);
        if (WorkbookOutput.Wrong(kind, parsed.GetValue(output), stdout) is { } usage)
        {
            parsed.InvocationConfiguration.Error.WriteLine($"error: {usage}");
            return App.WrongUsage;
        }

        var stored = ForecastFile.Read(parsed.GetValue(forecast)!);
        var outcome = new RunOutcome(stored);
        var report = parsed.GetValue(output) is { } folder and not "-" && !WorkbookOutput.IsFile(folder)
            ? RunFiles.Write(outcome, folder, files.Of(parsed), parsed.InvocationConfiguration.Error)
            : null;
        if (kind == "text")
        {
            foreach (var line in stored.Rendering.Answer.Concat(report is null ? [] : [$"Report: {report}"]))
                stdout.WriteLine(line);
        }
        else if (kind == "focus")
            Focus(stored, parsed.GetValue(design), stdout, parsed.InvocationConfiguration.Error);
        else if (kind == WorkbookOutput.Format)
            WorkbookOutput.Write(RunFiles.Workbook(outcome, chosen), parsed.GetValue(output), stdout);
        else if (kind == "md" && chosen is null)
            RunFiles.PrintReport(stored.Rendering, stdout);
        else
            RunFiles.Print(outcome, kind, chosen ?? "designs", stdout);
        return App.Fine;
    }

    // Of the record, not of the stored table: that has one design.
    private static void Focus(StoredForecast stored, string? named, TextWriter stdout, TextWriter stderr)
    {
        var (picked, reason) = named is null ? FocusTable.Pick(stored.Forecast) : PickedDesign.Of(stored, named);
        CsvReport.Write(FocusTable.Of(stored.Forecast, picked, reason), stdout);
        stderr.WriteLine($"focus: {picked.Name} ({reason})");
    }
}
