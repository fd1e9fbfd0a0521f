using System.CommandLine;
using System.Globalization;
using CostSim.Actuals;
using CostSim.Files;
using CostSim.Forecasts;
using CostSim.Logs;
using CostSim.Reports;

namespace CostSim.Cli.Commands;

/// <summary>
/// <c>costsim track LOG --against forecast.json</c>: what happened against what was forecast; ends with 3 on an alert, 4 where
/// something has no price.
/// </summary>
internal sealed class TrackCommand
{
    private static readonly string[] Formats = ["text", "json", "csv", "html", "slack"];

    private readonly LogArguments logs = new();
    private readonly Option<string[]> against =
        new("--against")
        {
            Description = "The forecast.json of a run, or its folder (several with --backtest)",
            HelpName = "FORECAST",
            Required = true
        };
    private readonly Option<string?> design =
        new("--design")
        {
            Description = "The design that was built (default: the scenario's chosen, else the recommended)",
            HelpName =
        "NAME"
        };
    private readonly Option<bool> backtest =
        new("--backtest") { Description = "Score the forecasts on the log: coverage of P10 to P90, pinball loss, bias" };
    private readonly Option<string?> budget =
        new("--budget") { Description = "Budget a month, in the forecast's currency (default: the scenario's)", HelpName = "AMOUNT" };
    private readonly Option<string?> fx =
        new("--fx") { Description = "Rates of the log's currencies, units for a US dollar", HelpName = "MYR=4.10" };
    private readonly Option<string> minEffect =
        new("--min-effect") { Description = "Smallest change that is worth an alert", DefaultValueFactory = _ => "5%", HelpName = "SHARE" };
    private readonly Option<DateOnly?> baselineFrom =
        DateOption("--baseline-from", "Accept all changes before this day: later days are held against those since");
    private readonly Option<string> format = PricesCommand.FormatOption(Formats);
    private readonly Option<string?> output =
        new("--output", "-o") { Description = "File of the answer; .html is a page with charts", HelpName = "FILE" };
    private readonly Option<string?> book = PricesCommand.BookOption();
    private readonly Option<string?> by =
        new("--by")
        {
            Description =
        "Tags of the log by which cost is told apart, such as team,project; member means the members of a portfolio",
            HelpName = "TAG,.."
        };
    private readonly Option<string?> notify =
        new("--notify")
        {
            Description =
        "Webhook that the alerts are sent to, as --format slack writes them; nothing is sent while all is on track",
            HelpName = "URL"
        };
    private readonly Option<bool> quiet = new("--quiet", "-q") { Description = "No progress" };

    public static Command Create()
    {
        var track = new TrackCommand();
        var command = new Command("track", "Hold a usage log or an invoice against a forecast: bands, drifts and their drivers, landing");
        track.logs.AddTo(command);
        foreach (var option in new Option[] { track.against, track.design, track.backtest, track.budget, track.fx, track.minEffect,
            track.baselineFrom, track.format, track.output, track.book, track.by, track.notify, track.quiet })
            command.Add(option);
        command.SetInterruptible(track.Run);
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken stop)
    {
        var stderr = parsed.InvocationConfiguration.Error;
        if ((logs.Wrong(parsed) ?? Wrong(parsed)) is { } usage)
        {
            stderr.WriteLine($"error: {usage}");
            return App.WrongUsage;
        }

        var tracks = parsed.GetRequiredValue(against).Select(path => (Path: path, Answer: Of(parsed, path, stop))).ToList();
        using var file = new OutputFile(parsed.GetValue(output), parsed.InvocationConfiguration.Output);
        var code = parsed.GetValue(backtest) ? WriteScores(tracks, parsed.GetRequiredValue(format), file.Writer)
            : Write(parsed, tracks[0].Answer, file.Writer);
        file.MoveIntoPlace();
        if (parsed.GetValue(notify) is { } address && code is App.LimitPassed or App.Inconclusive)
            Webhook.Post(parsed.GetValue(notify)!, TrackSlack.Write(tracks[0].Answer.Track, Names(parsed)), stop);
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
        if (parsed.GetValue(budget) is { } limit && !(Numbers.TryDouble(limit, out var amount) && amount > 0))
            return $"--budget {limit}: must be an amount such as 9_000";
        if (Effect(parsed) is null)
            return $"--min-effect {parsed.GetValue(minEffect)}: must be a share from 0 to 100 %, such as 5%";
        return Rates(parsed) is null ? $"--fx {parsed.GetValue(fx)}: write CODE=RATE, such as MYR=4.10" : null;
    }

    private IReadOnlyList<string> Tags(ParseResult parsed) =>
        (parsed.GetValue(by) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private double? Effect(ParseResult parsed) =>
        Numbers.TryDouble(parsed.GetRequiredValue(minEffect), out var share) && share is >= 0 and <= 1 ? share : null;

    private static Option<DateOnly?> DateOption(string name, string what) => new(name)
    {
        HelpName = "DATE",
        Description = what,
        CustomParser = given =>
        {
            if (Numbers.TryDate(given.Tokens[0].Value, out var date))
                return date;
            given.AddError($"{name} must be a date such as 2026-11-01, but is '{given.Tokens[0].Value}'");
            return null;
        },
    };

    private Answered Of(ParseResult parsed, string path, CancellationToken stop)
    {
        var stored = ForecastFile.Read(path);
        var (forecast, (picked, reason)) = (stored.Forecast, PickedDesign.Of(stored, parsed.GetValue(design)));
        var prices = PricesCommand.Open(parsed.GetValue(book));
        var models = new LoggedModels(prices);
        var actual = new ActualLog(forecast, models, logs.Offset(parsed), Rates(parsed)!)
        {
            Terms = PaidTerms.Of(picked, forecast, prices),
            TokensPerRequest = logs.TokensPerRequest(parsed),
            By = Tags(parsed),
            CallsPerRequest = picked.CallsPerRequest ?? 1,
            Assumed = picked.Models.Count == 1 ? picked.Models[0] : null,
        };
        var notes = new List<string>();
        using var progress = new Progress(parsed.InvocationConfiguration.Error, parsed.GetValue(quiet));
        foreach (var log in logs.Open(parsed, Tags(parsed)))
        {
            foreach (var record in log.Records())
            {
                stop.ThrowIfCancellationRequested();
                actual.Add(record);
                if (log.Notes.Rows % 65_536 == 0)
                    progress.Say($"{Figures.Count(log.Notes.Rows)} rows");
            }

            notes.AddRange(log.Notes.Sentences(LogArguments.Name(logs.Offset(parsed))));
        }

        notes.AddRange(models.Remarks);
        if (actual.HasBaseTier)
            notes.Add("sums of tokens without a count of requests are priced at a model's lowest tier: longer requests cost more; --tokens-per-request says how long they are");
        var limit = parsed.GetValue(budget) is { } typed && Numbers.TryDouble(typed, out var amount) ? amount : BudgetOf(forecast);
        return new Answered(Tracker.Of(logs.Paths(parsed)[0], new DayOutlook(forecast, picked), actual,
            new TrackOptions(limit, Effect(parsed) ?? TrackOptions.UsualEffect, parsed.GetValue(baselineFrom))), reason, notes);
    }

    private sealed record Answered(Track Track, string Reason, IReadOnlyList<string> Notes);

    private int Write(ParseResult parsed, Answered answer, TextWriter writer)
    {
        var log = Names(parsed);
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
            parsed.InvocationConfiguration.Output.WriteLine($"{TrackAnswer.Verdict(answer.Track).TrimEnd('.')}. Page: {parsed.GetValue(output)}");
        return answer.Track.IsUnpriced ? App.Inconclusive : answer.Track.Alerts.Count > 0 ? App.LimitPassed : App.Fine;
    }

    private string Names(ParseResult parsed) => string.Join(", ", logs.Paths(parsed).Select(Path.GetFileName));

    private static int WriteScores(IReadOnlyList<(string Path, Answered Answer)> tracks, string format, TextWriter writer)
    {
        // Two forecasts of one scenario differ in their folders.
        var scores = tracks.SelectMany(t =>
            BacktestScore.Of(tracks.Count == 1 ? t.Answer.Track.Outlook.Forecast.Scenario : t.Path, t.Answer.Track)).ToList();
        PriceTables.Write(TrackTables.Scores(scores), format, writer);
        if (format == "text")
            writer.Write("\nA good forecast has 80 % of the periods between P10 and P90, a small loss, no bias.\n");
        return tracks.Any(t => t.Answer.Track.IsUnpriced) ? App.Inconclusive : App.Fine;
    }

    private static double? BudgetOf(Forecast forecast) =>
        forecast.Values.FirstOrDefault(v => v.Path.StartsWith("budget.", StringComparison.Ordinal)
            && v.Path.EndsWith("_per_month", StringComparison.Ordinal)) is { } stated && Numbers.TryDouble(stated.Value, out var amount)
            ? amount * (stated.Path == "budget.usd_per_month" ? forecast.PerUsd : 1) : null;

    private Dictionary<string, double>? Rates(ParseResult parsed)
    {
        var rates = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var pair in (parsed.GetValue(fx) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (pair.Split('=') is not [{ Length: 3 } code, var rate]
                || !double.TryParse(rate, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !(value > 0))
                return null;
            rates[code.ToUpperInvariant()] = value;
        }

        return rates;
    }
}
