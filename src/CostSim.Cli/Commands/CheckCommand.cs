using System.CommandLine;
using CostSim.Answers;
using CostSim.Files;
using CostSim.Forecasts;
using CostSim.Results;
using CostSim.Scenarios;

namespace CostSim.Cli.Commands;

/// <summary>
/// <c>costsim check SCENARIO --against forecast.json</c>: the gate of a pull request; ends with 3 where a figure passed its limit, 4
/// where that cannot be told.
/// </summary>
internal sealed class CheckCommand
{
    private static readonly string[] Formats = ["text", "json", "md"];

    private readonly ScenarioOptions scenario = new();
    private readonly Option<string> against =
        new("--against") { Description = "The accepted forecast.json, or its folder", HelpName = "FORECAST", Required = true };
    private readonly Option<string?> baselineRef =
        new("--baseline-ref")
        {
            Description =
        "Branch, tag or commit of git whose baseline and gate hold, such as origin/main: a change cannot move its own limits",
            HelpName = "REF"
        };
    private readonly Option<string?> maxIncrease =
        new("--max-increase")
        {
            Description = "Largest increase of any figure of any design, in place of the scenario's gate (default 10%)",
            HelpName = "SHARE"
        };
    private readonly Option<bool> update = new("--update") { Description = "Accept the scenario as it is: rewrite the baseline" };
    private readonly Option<string> format =
        new("--format", "-f")
        {
            Description = "Format of the output; md is a comment for a pull request",
            DefaultValueFactory = _ => "text"
        };
    private readonly Option<string?> output = new("--output", "-o") { Description = "File of the answer", HelpName = "FILE" };
    private readonly Option<int> threads =
        new("--threads")
        {
            Description = "Threads; the results do not depend on them",
            DefaultValueFactory = _ => Environment.ProcessorCount,
            HelpName = "N"
        };
    private readonly Option<bool> quiet = new("--quiet", "-q") { Description = "No progress" };

    public static Command Create() => new CheckCommand().Build();

    private Command Build()
    {
        var command = new Command("check", "Hold a scenario against an accepted forecast: did a change raise tokens, cost or the month?");
        scenario.AddTo(command);
        format.AcceptOnlyFromAmong(Formats);
        threads.Within(1);
        foreach (var option in new Option[] { against, baselineRef, maxIncrease, update, format, output, threads, quiet })
            command.Add(option);
        command.SetInterruptible(Run);
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken stop)
    {
        var limit = parsed.GetValue(maxIncrease);
        if (limit is not null && Gate.WrongIncrease(limit) is { } rule)
        {
            parsed.InvocationConfiguration.Error.WriteLine($"error: --max-increase {limit}: {rule}");
            return App.WrongUsage;
        }

        if (parsed.GetValue(baselineRef) is not null && parsed.GetValue(update))
        {
            parsed.InvocationConfiguration.Error.WriteLine(
                "error: --update: writes the baseline of the working tree; leave --baseline-ref out, and merge it");
            return App.WrongUsage;
        }

        var place = parsed.GetRequiredValue(against);
        // What cannot be read is said before anything is worked out.
        var baseline = parsed.GetValue(update) ? null : parsed.GetValue(baselineRef) is { } commit ? GitBaseline.Read(place, commit)
            : ForecastFile.Read(place);
        using var progress = new Progress(parsed.InvocationConfiguration.Error, parsed.GetValue(quiet));
        var read = scenario.Load(parsed, progress, stop);
        progress.Say("simulation");
        var result = Simulation.Run(read, RunCommand.Plain(read, parsed.GetValue(threads)), stop: stop);
        progress.Done();
        if (baseline is null)
            return Accept(parsed, result, place);
        if (baseline.Forecast.Currency != read.Money.Currency)
            throw new InputException(Location.Of(baseline.Path),
                $"is in {baseline.Forecast.Currency}, but the scenario is in {read.Money.Currency}; check with --currency "
                + $"{baseline.Forecast.Currency}, or accept a new baseline with --update");
        var only = scenario.Designs(parsed);
        var accepted = only.Count == 0 ? baseline.Forecast : Of(baseline.Forecast, only);
        var check = Check.Of(accepted, result.Record, read.Gate ?? Gate.None, limit is null ? null
            : Numbers.TryDouble(limit, out var increase) ? increase : 0, Errors(result));
        Write(parsed, check, baseline.Path);
        return check.State switch { CheckState.Fail => App.LimitPassed, CheckState.Inconclusive => App.Inconclusive, _ => App.Fine };
    }

    // What other designs say would be told as taken away.
    private static Forecast Of(Forecast baseline, IReadOnlyList<string> designs)
    {
        var others = baseline.Designs.Select(d => d.Name).Except(designs).Select(name => $"designs.{name}.").ToList();
        return baseline with
        {
            Designs = [.. baseline.Designs.Where(d => designs.Contains(d.Name))],
            Values = [.. baseline.Values.Where(v => !others.Exists(own => v.Path.StartsWith(own, StringComparison.Ordinal)))],
        };
    }

    private int Accept(ParseResult parsed, Result result, string place)
    {
        var file = Directory.Exists(place) ? Path.Combine(place, ForecastFile.Name) : place;
        using (var written = new OutputFile(file, parsed.InvocationConfiguration.Output))
        {
            written.Writer.Write(System.Text.Encoding.UTF8.GetString(new RunOutcome(result, [], parsed.GetValue(threads)).Forecast));
            written.MoveIntoPlace();
        }

        parsed.InvocationConfiguration.Output.WriteLine(
            $"Accepted: {file} is the baseline from now on. Review its difference, and commit it.");
        return App.Fine;
    }

    private void Write(ParseResult parsed, Check check, string baseline)
    {
        using var file = new OutputFile(parsed.GetValue(output), parsed.InvocationConfiguration.Output);
        switch (parsed.GetValue(format))
        {
            case "json":
                file.Writer.Write(CheckReports.Json(check, baseline));
                break;
            case "md":
                file.Writer.Write(CheckReports.Markdown(check, baseline));
                break;
            default:
                foreach (var line in CheckReports.Text(check, baseline))
                    file.Writer.WriteLine(line);
                break;
        }

        file.MoveIntoPlace();
        if (Environment.GetEnvironmentVariable("GITHUB_ACTIONS") != "true")
            return;
        var path = scenario.Path(parsed);
        var own = Directory.Exists(path) ? Path.Combine(path, "scenario.yaml") : path;
        foreach (var line in CheckReports.Annotations(check, Path.GetDirectoryName(own) ?? "", own))
            parsed.InvocationConfiguration.Error.WriteLine(line);
    }

    // Half the width of each percentile's interval, of two forecasts that were drawn apart.
    private static Dictionary<string, (double P50, double P90)> Errors(Result result) =>
        result.Designs.ToDictionary(d => d.Design.Name, d => (Error(d, 50), Error(d, 90)));

    private static double Error(DesignResult design, int percent)
    {
        var percentile = design.Spend.Bill.Pooled[percent];
        return percentile.Usd > 0 ? Math.Sqrt(2) * (percentile.Interval.High - percentile.Interval.Low) / 2 / percentile.Usd : 0;
    }
}
