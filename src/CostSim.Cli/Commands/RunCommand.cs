using System.CommandLine;
using System.Globalization;
using CostSim.Answers;
using CostSim.Engine;
using CostSim.Files;
using CostSim.Forecasts;
using CostSim.Results;
using CostSim.Units;

namespace CostSim.Cli.Commands;

/// <summary><c>costsim run</c>: every design of a scenario, costed, compared and charted.</summary>
internal sealed class RunCommand
{
    private static readonly string[] Formats = ["text", "json", "jsonl", "csv", "md", "html", "focus", WorkbookOutput.Format];

    private readonly ScenarioOptions scenario = new();
    private readonly SweepOptions sweep = new();
    private readonly SubmitOptions submit = new();
    private readonly Option<string> format =
        new("--format", "-f")
        {
            HelpName = "FORMAT",
            Description = $"Format of standard output: {string.Join(", ", Formats)}; focus is one design in FinOps FOCUS columns, xlsx "
                + $"a workbook",
            DefaultValueFactory = _ => "text"
        };
    private readonly Option<string> table =
        new("--table")
        {
            HelpName = "NAME",
            Description = $"Table to print as csv, jsonl, md or xlsx: {string.Join(", ", OutcomeTables.All.Select(t => t.Name))} (default "
                + $"designs; of a sweep sweep, or months)",
            DefaultValueFactory = _ => ""
        };
    private readonly Option<string?> output =
        new("--output", "-o")
        {
            Description =
            "Folder of the results (default out/<scenario>); - writes no files; with --format xlsx also the file of the workbook",
            HelpName = "DIR"
        };
    private readonly Option<int> threads = new("--threads")
    {
        Description = "Threads; the results do not depend on them",
        DefaultValueFactory = _ => Environment.ProcessorCount,
        HelpName = "N"
    };
    private readonly Option<string[]> percentile =
        new("--percentile") { Description = "A percentile in addition to the usual ones, such as 97.5 (repeatable)", HelpName = "P" };
    private readonly Option<string[]> exceed =
        new("--exceed") { Description = "Probability to cost more than this (repeatable)", HelpName = "AMOUNT" };
    private readonly Option<string?> until =
        new("--until") { Description = "Double the trials until P50 and P90 are this narrow, such as 0.5%", HelpName = "SHARE" };
    private readonly Option<bool> failOverBudget =
        new("--fail-over-budget") { Description = "Exit 3 if the recommended design exceeds the budget" };
    private readonly Option<bool> watch =
        new("--watch") { Description = "Run again when a file changes, and say in one line what changed (Ctrl-C ends)" };
    private readonly ResultFileOptions files = new();
    private readonly Option<bool> verbose =
        new("--verbose", "-v") { Description = "Print everything: warnings, laws, how each quantity was read" };
    private readonly Option<bool> quiet = new("--quiet", "-q") { Description = "No progress" };

    // Shards of trials that were worked out elsewhere, where this run puts them together.
    private readonly (TrialShardHead Head, IReadOnlyList<string> Files)? joined;

    private RunCommand((TrialShardHead, IReadOnlyList<string>)? joined = null) => this.joined = joined;

    public static Command Create() => new RunCommand().Build();

    /// <summary>Runs the command line of shards of trials with their blocks in place of trials.</summary>
    public static int Join(TrialShardHead head, IReadOnlyList<string> files, string folder, bool quiet, InvocationConfiguration console) =>
        new RunCommand((head, files)).Build()
            .Parse([.. head.Arguments.Skip(1).Where(a => a is not ("-q" or "--quiet")), "--output", folder, .. quiet
                ? ["--quiet"]
                : Array.Empty<string>()]).Invoke(console);

    private Command Build()
    {
        var command = new Command("run", "Cost every design of a scenario, compare them, and write tables, charts and a report");
        scenario.AddTo(command);
        format.AcceptOnlyFromAmong(Formats);
        table.AcceptOnlyFromAmong([.. OutcomeTables.All.Select(t => t.Name), "sweep"]);
        threads.Within(1);
        foreach (var option in new Option[] { format, table, output, threads, percentile, exceed, until,
            failOverBudget, watch, verbose, quiet })
            command.Add(option);
        files.AddTo(command);
        sweep.AddTo(command);
        submit.AddTo(command);
        command.SetInterruptible(Run);
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken stop)
    {
        var (stdout, stderr) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var typedLevels = parsed.GetValue(exceed) ?? [];
        if (Wrong(parsed, typedLevels) is { } usage)
        {
            stderr.WriteLine($"error: {usage}");
            return App.WrongUsage;
        }

        using var progress = new Progress(stderr, parsed.GetValue(quiet));
        if (submit.IsAsked(parsed))
            return Submit(parsed, progress, stop);
        if (sweep.IsAsked(parsed))
            return new SweepRun(Request(parsed, typedLevels, progress), new SweepProgress(progress), stdout, stderr).Run(stop);
        if (parsed.GetValue(threads) > 1)
            RecordJson.Prepare();
        var file = scenario.Open(parsed, progress);
        var read = file.Read(file.Root, scenario.Designs(parsed), stop);
        var folder = WorkbookOutput.IsFile(parsed.GetValue(output)) ? "-" : parsed.GetValue(output)
            ?? System.IO.Path.Combine("out", FileNames.Of(read.Name));
        SweepJournal.RefuseWhileRunning(folder);
        if (folder != "-")
            OutputFolder.RefuseForeign(folder, RunFiles.Names);
        progress.Say("simulation");
        if (sweep.Shard(parsed) is { } part)
            return TrialShards.Write(parsed, file, read, Options(parsed, read, typedLevels), part, folder, stdout, stop);
        var stages = new Stages(parsed.GetValue(threads));
        var options = Options(parsed, read, typedLevels);
        var result = Simulation.Run(read, joined is var (head, files)
            ? TrialShards.Joined(head, files, file, read, options)
            : options, stages, stop);
        progress.Say("report");
        var outcome = new RunOutcome(result, typedLevels, options.Threads);
        var report = folder == "-" ? null : RunFiles.Write(outcome, folder, this.files.Of(parsed), stderr);
        progress.Done();
        if (parsed.GetValue(format) == "text")
            Say(result, report, parsed.GetValue(verbose), stdout);
        else
            Print(parsed, result, outcome, stdout, stderr);
        if (parsed.GetValue(watch))
            Watching.Files(scenario.Path(parsed), result, folder, stop)
                .Go(result, () => Again(parsed, stages, typedLevels, folder, stop), stdout, stderr);
        return parsed.GetValue(failOverBudget) && result.Recommended.Spend.Budget is { } risk && read.Budget is { } budget
            && !budget.IsKept(risk.Months.Select(m => m.Probability))
            ? App.LimitPassed
            : App.Fine;
    }

    private Result Again(ParseResult parsed, Stages stages, string[] levels, string folder, CancellationToken stop)
    {
        using var progress = new Progress(parsed.InvocationConfiguration.Error, parsed.GetValue(quiet));
        var read = scenario.Load(parsed, progress, stop);
        var result = Simulation.Run(read, Options(parsed, read, levels), stages, stop);
        stages.Forget();
        if (folder == "-")
            return result;
        _ = RunFiles.Write(new RunOutcome(result, levels, parsed.GetValue(threads)), folder, files.Of(parsed),
            parsed.InvocationConfiguration.Error);
        return result;
    }

    private string? Wrong(ParseResult parsed, string[] levels)
    {
        if (levels.FirstOrDefault(l => !Files.Numbers.TryDouble(l, out _)) is { } level)
            return $"--exceed {level}: is not an amount; write a number such as 9000";
        if (WorkbookOutput.Wrong(parsed.GetValue(format)!, parsed.GetValue(output), parsed.InvocationConfiguration.Output) is { } misplaced)
            return misplaced;
        if ((parsed.GetValue(percentile) ?? []).FirstOrDefault(p =>
            !double.TryParse(p, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || value is <= 0 or >= 100) is { } percent)
            return $"--percentile {percent}: must be a number between 0 and 100, such as 97.5";
        if (files.AsksForPictures(parsed.CommandResult) && parsed.GetValue(output) == "-")
            return "--png: pictures are files; name a folder with -o";
        if (files.AsksForWorkbook(parsed.CommandResult) && parsed.GetValue(output) is { } place
            && (place == "-" || WorkbookOutput.IsFile(place)))
            return "--xlsx: writes forecast.xlsx into the folder of the results; name one with -o, or leave --xlsx out";
        if (parsed.GetValue(watch) && parsed.GetValue(format) == WorkbookOutput.Format)
            return "--watch: writes the files of a folder again, and not a workbook alone; take --xlsx in place of --format xlsx";
        if (parsed.GetValue(format) == "focus" && parsed.GetValue(table) is { Length: > 0 } named)
            return $"--table {named}: focus is a table of its own; leave --table out, or take --format csv";
        if (sweep.IsAsked(parsed) && WrongOfSweep(parsed) is { } wrong)
            return wrong;
        if (!sweep.IsAsked(parsed) && sweep.Shard(parsed) is not null && WrongOfTrials(parsed) is { } refused)
            return refused;
        if (!sweep.IsAsked(parsed) && parsed.GetValue(table) == "sweep")
            return "--table sweep: is the table of a sweep; say what varies with --vary or --points";
        return parsed.GetValue(until) is { } width && !(Files.Numbers.TryDouble(width, out var share) && share is > 0 and < 1)
            ? $"--until {width}: must be a share such as 0.5%"
            : null;
    }

    private string? WrongOfSweep(ParseResult parsed) => (parsed.GetValue(table), parsed.GetValue(format)) switch
    {
        (not ("" or "sweep" or "months"), _) => $"--table {parsed.GetValue(table)}: a sweep has the tables sweep and months",
        (_, "focus") => "--format focus: is the forecast of one point; give its values with --set instead of --vary or --points",
        (_, WorkbookOutput.Format) => "--format xlsx: a sweep has no workbook; take --format csv, which a spreadsheet opens",
        _ when files.AsksForWorkbook(parsed.CommandResult) => "--xlsx: a sweep has no workbook; its sweep.csv opens in a spreadsheet",
        (_, "html") => "--format html: a sweep has no page of its own; take text, json, jsonl, csv or md",
        _ when submit.IsAsked(parsed) && parsed.GetValue(output) == "-" => "-o -: an array job needs a folder for its shards",
        _ when parsed.GetValue(failOverBudget) => "--fail-over-budget: speaks of one run; a sweep has p_any_month_over_budget in each row",
        _ => null,
    };

    private string? WrongOfTrials(ParseResult parsed) => parsed switch
    {
        _ when parsed.GetValue(until) is not null =>
            "--until: doubles trials until they are enough, and shards need a fixed count; give --trials",
        _ when parsed.GetValue(output) == "-" => "-o -: a shard is a file; name its folder",
        _ when parsed.GetValue(watch) || parsed.GetValue(failOverBudget) =>
            "--shard: works out trials alone; --watch and --fail-over-budget are for a whole run",
        _ => null,
    };

    // The sweep is checked here: a mistake shall not wait in a queue.
    private int Submit(ParseResult parsed, Progress progress, CancellationToken stop)
    {
        var plan = sweep.Plan(parsed);
        var file = scenario.Open(parsed, progress);
        var name = new ScenarioVariants(file, scenario.Designs(parsed), stop).First(plan, designs => designs[0].Name);
        var job = submit.Job(parsed, name, parsed.GetValue(output) ?? System.IO.Path.Combine("out", FileNames.Of(name)));
        var submission = new SweepSubmission(job, files.Of(parsed), progress, parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error);
        if (submit.Cluster(parsed) is var (engine, place))
            return submission.WriteFiles(engine, place);
        return submit.IsScriptOnly(parsed) ? submission.WriteOnly() : submission.Run(stop);
    }

    private SweepRequest Request(ParseResult parsed, string[] levels, Progress progress)
    {
        var chosen = parsed.GetValue(table)!;
        SpendOptions Point(Scenarios.Scenario read) =>
            Options(parsed, read, levels) with { Threads = 1, Decisions = false, Components = false, Classes = false, CurvePoints = 0 };
        var asked = string.Join(' ', [.. scenario.Designs(parsed), parsed.GetValue(until), chosen == "months" ? "months" : "",
            .. parsed.GetValue(percentile) ?? [], "over", .. levels]);
        return new SweepRequest(sweep.Plan(parsed), scenario.Open(parsed, progress), scenario.Designs(parsed), Point, asked)
        {
            Output = parsed.GetValue(output),
            Format = parsed.GetValue(format)!,
            Table = chosen,
            Exceed = levels,
            Threads = parsed.GetValue(threads),
            Part = sweep.Shard(parsed),
            Resume = sweep.Resume(parsed),
            Files = files.Of(parsed),
        };
    }

    /// <summary>What a scenario asks of the simulation where the command line adds nothing.</summary>
    internal static SpendOptions Plain(Scenarios.Scenario read, int threads) => new()
    {
        Seed = read.Seed,
        Trials = read.Trials,
        Threads = threads,
        BudgetUsdPerMonth = (double?)read.Budget?.PerMonth,
        BudgetWithPeople = read.Budget?.WithPeople ?? false,
        PairWith = read.Chosen,
    };

    private SpendOptions Options(ParseResult parsed, Scenarios.Scenario read, string[] levels) => Plain(read, parsed.GetValue(threads)) with
    {
        Percentiles = [.. (parsed.GetValue(percentile) ?? [])
            .Select(p => new Percentile(double.Parse(p, NumberStyles.Float, CultureInfo.InvariantCulture)))],
        ExceedUsd = [.. levels.Select(l => Files.Numbers.TryDouble(l, out var value) ? value : 0)],
        Until = parsed.GetValue(until) is { } width && Files.Numbers.TryDouble(width, out var share) ? share : null,
    };

    private static void Say(Result result, string? report, bool all, TextWriter stdout)
    {
        var terminal = Terminal.Of(stdout);
        foreach (var line in Answer.Lines(result, report, terminal.Style(all)))
            terminal.Write(stdout, line, result.Verdict.Design);
    }

    private void Print(ParseResult parsed, Result result, RunOutcome outcome, TextWriter stdout, TextWriter stderr)
    {
        var named = parsed.GetValue(table) is { Length: > 0 } typed ? typed : null;
        if (parsed.GetValue(format) == WorkbookOutput.Format)
            WorkbookOutput.Write(RunFiles.Workbook(outcome, named), parsed.GetValue(output), stdout);
        else
            RunFiles.Print(outcome, parsed.GetValue(format)!, named ?? "designs", stdout);
        if (parsed.GetValue(format) == "focus" && FocusTable.Pick(result.Record) is var (one, reason))
            stderr.WriteLine($"focus: {one.Name} ({reason})");
        foreach (var warning in result.Warnings)
            stderr.WriteLine($"warning: {warning}");
    }
}
