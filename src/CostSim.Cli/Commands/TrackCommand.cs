using System.CommandLine;
using CostSim.Actuals;
using CostSim.Reports;

namespace CostSim.Cli.Commands;

/// <summary>
/// <c>costsim track LOG --against forecast.json</c>: what happened against what was forecast; ends with 3 on an alert, 4 where
/// something has no price.
/// </summary>
internal sealed class TrackCommand
{
    private static readonly string[] Formats = ["text", "json", "csv", "html", "slack"];

    private readonly TrackInputs inputs = new();
    private readonly Option<string[]> against =
        new("--against")
        {
            Description = "The forecast.json of a run, or its folder (several with --backtest)",
            HelpName = "FORECAST",
            Required = true
        };
    private readonly Option<bool> backtest =
        new("--backtest") { Description = "Score past forecasts against the log: coverage of P10 to P90, pinball loss, bias" };
    private readonly Option<string> format = PricesCommand.FormatOption(Formats);
    private readonly Option<string?> output =
        new("--output", "-o") { Description = "File of the answer; .html is a page with charts", HelpName = "FILE" };
    private readonly Option<string?> notify =
        new("--notify")
        {
            Description = "Webhook that the alerts are sent to, as --format slack writes them; nothing is sent while all is on track",
            HelpName = "URL"
        };

    public static Command Create()
    {
        var track = new TrackCommand();
        var command = new Command("track", "Hold a usage log or an invoice against a forecast: bands, drifts and their drivers, landing");
        track.inputs.AddTo(command);
        foreach (var option in new Option[] { track.against, track.backtest, track.format, track.output, track.notify })
            command.Add(option);
        command.SetInterruptible(track.Run);
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken stop)
    {
        var stderr = parsed.InvocationConfiguration.Error;
        if ((inputs.Wrong(parsed) ?? Wrong(parsed)) is { } usage)
        {
            stderr.WriteLine($"error: {usage}");
            return App.WrongUsage;
        }

        var tracks = parsed.GetRequiredValue(against).Select(path => (Path: path, Answer: inputs.Of(parsed, path, stop))).ToList();
        using var file = new OutputFile(parsed.GetValue(output), parsed.InvocationConfiguration.Output);
        var code = parsed.GetValue(backtest) ? WriteScores(tracks, parsed.GetRequiredValue(format), file.Writer)
            : Write(parsed, tracks[0].Answer, file.Writer);
        file.MoveIntoPlace();
        if (parsed.GetValue(notify) is { } address && code is App.LimitPassed or App.Inconclusive)
            Webhook.Post(parsed.GetValue(notify)!, TrackSlack.Write(tracks[0].Answer.Track, inputs.Names(parsed)), stop);
        return code;
    }

    private string? Wrong(ParseResult parsed)
    {
        if (parsed.GetRequiredValue(against).Length > 1 && !parsed.GetValue(backtest))
            return "--against: several forecasts are only scored together with --backtest; name one";
        if (parsed.GetValue(backtest) && parsed.GetValue(format) is "html" or "slack")
            return $"--format {parsed.GetValue(format)}: --backtest writes text, json or csv";
        if (parsed.GetValue(notify) is { } address && !Webhook.IsAddress(address))
            return "--notify: must be an address that begins with https://";
        if (parsed.GetValue(notify) is not null && parsed.GetValue(backtest))
            return "--notify: --backtest scores forecasts and has no alerts to send";
        return null;
    }

    private int Write(ParseResult parsed, TrackedInput answer, TextWriter writer)
    {
        var log = inputs.Names(parsed);
        var page = parsed.GetValue(output)?.EndsWith(".html", StringComparison.OrdinalIgnoreCase) == true;
        switch (page ? "html" : parsed.GetRequiredValue(format))
        {
            case "json":
                writer.Write(TrackJson.Write(answer.Track));
                break;
            case "csv":
                CsvReport.Write(answer.Track.Log.By.Count > 0 ? TrackTables.Groups(answer.Track)
                    : TrackTables.Periods(answer.Track, answer.Track.Periods), writer);
                break;
            case "slack":
                writer.Write(TrackSlack.Write(answer.Track, log));
                break;
            case "html":
                new HtmlReport().Write(TrackReport.Of(answer.Track, log, answer.Notes), writer);
                break;
            default:
                foreach (var line in TrackAnswer.Lines(answer.Track, log, answer.Reason, answer.Notes))
                    writer.WriteLine(line);
                break;
        }

        if (page)
            parsed.InvocationConfiguration.Output.WriteLine(
                $"{TrackAnswer.Verdict(answer.Track).TrimEnd('.')}. Page: {parsed.GetValue(output)}");
        return answer.Track.IsUnpriced ? App.Inconclusive : answer.Track.Alerts.Count > 0 ? App.LimitPassed : App.Fine;
    }

    private static int WriteScores(IReadOnlyList<(string Path, TrackedInput Answer)> tracks, string format, TextWriter writer)
    {
        // Two forecasts of one scenario differ in their folders.
        var scores = tracks.SelectMany(t =>
            BacktestScore.Of(tracks.Count == 1 ? t.Answer.Track.Outlook.Forecast.Scenario : t.Path, t.Answer.Track)).ToList();
        PriceTables.Write(TrackTables.Scores(scores), format, writer);
        if (format == "text")
            writer.Write("\nA good forecast has 80 % of the periods between P10 and P90, a small loss, no bias.\n");
        return tracks.Any(t => t.Answer.Track.IsUnpriced) ? App.Inconclusive : App.Fine;
    }
}
