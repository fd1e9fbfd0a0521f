using System.CommandLine;
using System.Globalization;
using CostSim.Actuals;
using CostSim.Files;
using CostSim.Forecasts;
using CostSim.Logs;
using CostSim.Reports;

namespace CostSim.Cli.Commands;

/// <summary>A log held against a forecast, why this design is meant, and what is to be said of the log.</summary>
internal sealed record TrackedInput(Track Track, string Reason, IReadOnlyList<string> Notes);

/// <summary>What the verbs that hold a log against a forecast ask for, and the track that they work from.</summary>
internal sealed class TrackInputs
{
    private readonly LogArguments logs = new();
    private readonly Option<string?> design =
        new("--design")
        {
            Description = "The design that was built (default: the scenario's chosen, else the recommended)",
            HelpName = "NAME"
        };
    private readonly Option<string?> budget =
        new("--budget") { Description = "Budget a month, in the forecast's currency (default: the scenario's)", HelpName = "AMOUNT" };
    private readonly Option<string?> fx =
        new("--fx") { Description = "Rates of the log's currencies, units for a US dollar", HelpName = "MYR=4.10" };
    private readonly Option<string> minEffect =
        new("--min-effect") { Description = "Smallest change that is worth an alert", DefaultValueFactory = _ => "5%", HelpName = "SHARE" };
    private readonly Option<DateOnly?> baselineFrom =
        DateOption("--baseline-from", "Accept all changes before this day: later days are held against those since");
    private readonly Option<bool> keepOutliers =
        new("--keep-outliers") { Description = "Project the month from single days far above all others like from the rest" };
    private readonly Option<string?> book = PricesCommand.BookOption();
    private readonly Option<string?> by =
        new("--by")
        {
            Description = "Tags of the log by which cost is told apart, such as team,project; member means the members of a portfolio",
            HelpName = "TAG,.."
        };
    private readonly Option<bool> quiet = new("--quiet", "-q") { Description = "No progress" };

    public void AddTo(Command command)
    {
        logs.AddTo(command);
        foreach (var option in new Option[] { design, budget, fx, minEffect, baselineFrom, keepOutliers, book, by, quiet })
            command.Add(option);
    }

    /// <summary>What is wrong with the words of the command line; null where nothing is.</summary>
    public string? Wrong(ParseResult parsed)
    {
        if (logs.Wrong(parsed) is { } wrong)
            return wrong;
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

    /// <summary>Reads the logs and holds them against a forecast.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="path">The forecast, or the folder of its run.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <param name="month">The month that is closed: days after it do not count.</param>
    public TrackedInput Of(ParseResult parsed, string path, CancellationToken stop, DateOnly? month = null)
    {
        var stored = ForecastFile.Read(path);
        var closed = month is { } asked ? stored.Forecast.Months[MonthClose.IndexOf(stored.Forecast, asked, stored.Path)] : null;
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
        if (closed is not null)
            MonthClose.RefuseWithout(actual, closed, logs.Paths(parsed)[0]);
        return new TrackedInput(Tracker.Of(logs.Paths(parsed)[0], new DayOutlook(forecast, picked), actual,
            new TrackOptions(limit, Effect(parsed) ?? TrackOptions.UsualEffect, parsed.GetValue(baselineFrom), closed?.From.AddDays(closed.Days - 1))
            { KeepOutliers = parsed.GetValue(keepOutliers) }), reason, notes);
    }

    /// <summary>The names of the logs, as an answer calls them.</summary>
    public string Names(ParseResult parsed) => string.Join(", ", logs.Paths(parsed).Select(Path.GetFileName));

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
