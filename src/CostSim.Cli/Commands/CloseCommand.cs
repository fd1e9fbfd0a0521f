using System.CommandLine;
using System.Globalization;
using CostSim.Actuals;

namespace CostSim.Cli.Commands;

/// <summary>
/// <c>costsim close LOG --against forecast.json --month 2026-10</c>: a month as finance closes it; ends with 4 where something has no
/// price.
/// </summary>
internal sealed class CloseCommand
{
    private static readonly string[] Formats = ["text", "md", "html", WorkbookOutput.Format];

    private readonly TrackInputs inputs = new();
    private readonly Option<string> against =
        new("--against") { Description = "The forecast.json of a run, or its folder", HelpName = "FORECAST", Required = true };
    private readonly Option<DateOnly> month = MonthOption();
    private readonly Option<string> format = PricesCommand.FormatOption(Formats);
    private readonly Option<string?> output =
        new("--output", "-o") { Description = "File of the close; .md, .html and .xlsx say its format", HelpName = "FILE" };

    public static Command Create()
    {
        var close = new CloseCommand();
        var command = new Command("close",
            "Close a month: actual against the forecast, the causes, what to accrue, where the horizon will end");
        close.inputs.AddTo(command);
        foreach (var option in new Option[] { close.against, close.month, close.format, close.output })
            command.Add(option);
        command.SetInterruptible(close.Run);
        return command;
    }

    private static Option<DateOnly> MonthOption() => new("--month")
    {
        Description = "The calendar month to close",
        HelpName = "2026-10",
        Required = true,
        CustomParser = given =>
        {
            if (DateOnly.TryParseExact(given.Tokens[0].Value, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month))
                return month;
            given.AddError($"--month must be a month such as 2026-10, but is '{given.Tokens[0].Value}'");
            return default;
        },
    };

    private int Run(ParseResult parsed, CancellationToken stop)
    {
        var (stdout, stderr) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var (kind, path) = (FormatOf(parsed), parsed.GetValue(output));
        if ((inputs.Wrong(parsed) ?? Contradiction(parsed, kind) ?? WorkbookOutput.Wrong(kind, path, stdout)) is { } usage)
        {
            stderr.WriteLine($"error: {usage}");
            return App.WrongUsage;
        }

        var answer = inputs.Of(parsed, parsed.GetRequiredValue(against), stop, parsed.GetRequiredValue(month));
        var track = answer.Track;
        if (track.IsUnpriced || !track.HasCost)
        {
            stdout.WriteLine(track.IsUnpriced
                ? TrackAnswer.Verdict(track)
                : "Inconclusive: the log has neither tokens nor cost, and a month is closed in money; add a bill, or a log that "
                    + "counts tokens.");
            return App.Inconclusive;
        }

        var close = MonthClose.Of(track, track.Outlook.MonthOf(parsed.GetRequiredValue(month)));
        var report = CloseReport.Of(close, inputs.Names(parsed), answer.Reason, answer.Notes);
        if (kind == WorkbookOutput.Format)
        {
            WorkbookOutput.Write(CloseWorkbook.Of(close, report), path, stdout);
            return App.Fine;
        }

        using var file = new OutputFile(path, stdout);
        Reports.Formats.All.First(f => f.Name == kind).Write(report, file.Writer);
        file.MoveIntoPlace();
        if (path is not null and not "-")
            stdout.WriteLine(CloseReport.Verdict(close));
        return App.Fine;
    }

    private string? Contradiction(ParseResult parsed, string kind) =>
        parsed.GetResult(format) is { Implicit: false } && parsed.GetRequiredValue(format) is var asked && asked != kind
            ? $"-o {parsed.GetValue(output)}: its ending says {kind}, and --format says {asked}; leave one of them out"
            : null;

    private string FormatOf(ParseResult parsed) => Path.GetExtension(parsed.GetValue(output) ?? "").ToLowerInvariant() switch
    {
        ".md" => "md",
        ".html" => "html",
        ".xlsx" => WorkbookOutput.Format,
        _ => parsed.GetRequiredValue(format),
    };
}
