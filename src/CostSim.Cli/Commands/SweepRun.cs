using System.Globalization;
using CostSim.Answers;
using CostSim.Engine;
using CostSim.Files;
using CostSim.Results;
using CostSim.Scenarios;

namespace CostSim.Cli.Commands;

/// <summary>What a sweep is asked in addition to its points.</summary>
/// <param name="Options">How each point is simulated.</param>
/// <param name="Asked">Everything on the command line that changes a row.</param>
internal sealed record SweepRequest(SweepPlan Plan, ScenarioFile File, IReadOnlyList<string> Designs,
    Func<Scenario, SpendOptions> Options, string Asked)
{
    /// <summary>The folder of the results; <c>-</c> for none, null for the scenario's own.</summary>
    public required string? Output { get; init; }

    public required string Format { get; init; }

    public required string Table { get; init; }

    public required IReadOnlyList<string> Exceed { get; init; }

    public required int Threads { get; init; }

    public (int Shard, int Shards)? Part { get; init; }

    public bool Resume { get; init; }

    public required FileChoices Files { get; init; }
}

/// <summary>Runs a sweep, or a shard of it: finds what it is of, does what is not done, and writes what it found.</summary>
internal sealed class SweepRun(SweepRequest request, SweepProgress progress, TextWriter stdout, TextWriter stderr)
{
    private readonly Stages stages = new(request.Threads);

    private bool WithMonths => request.Table == "months";

    public int Run(CancellationToken stop)
    {
        var variants = new ScenarioVariants(request.File, request.Designs, stop);
        // One design simulated tells what the rows look like; all of them are read, since the identity of the sweep depends on every file
        // that they name.
        var sample = variants.First(request.Plan, designs => Simulation.Run(designs[0], request.Options(designs[0]), stages, stop));
        var head = Head(sample);
        var simulation = new SweepSimulation(variants.Of, request.Options, stages) { WithMonths = WithMonths, Columns = head.Columns };
        if (request.Output == "-")
            return Stream(head, simulation, stop);
        var folder = request.Output ?? Path.Combine("out", FileNames.Of(head.Scenario));
        var finished = request.Part is var (shard, shards) ? Path.Combine(folder, SweepShards.NameOf(shard, shards)) : null;
        if (finished is not null && File.Exists(finished))
            return AlreadyThere(finished, head);
        var name = finished is null ? Path.Combine(folder, SweepJournal.Name) : finished + ".writing";
        using var journal = SweepJournal.Open(name, head, request.Resume || finished is not null);
        Compute(journal, simulation, stop);
        if (finished is null)
            return Finish(journal, folder);
        var failed = journal.InOrder().Count(r => r.Error is not null);
        journal.Finish(finished);
        progress.Done();
        stdout.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"shard {head.Shard} of {head.Shards}: {Points(journal.Done.Count)} in "
            + $"{finished}{(failed > 0 ? string.Create(CultureInfo.InvariantCulture, $", {failed:#,0} of them failed") : "")}"));
        return failed > 0 ? App.CouldNotAnswer : App.Fine;
    }

    private SweepHead Head(Result sample)
    {
        var (scenario, plan) = (sample.Scenario, request.Plan);
        return new SweepHead
        {
            Version = ToolVersion.Text,
            Scenario = scenario.Name,
            Hash = RunIdentity.Of(request.File, scenario, plan.Text, request.Asked),
            Seed = scenario.Seed,
            Points = (long)plan.Count,
            Paths = plan.Paths,
            Currency = scenario.Money.Currency,
            Quality = scenario.Quality?.Metric is QualityMetric.Accuracy ? "accuracy" : "recall",
            AtLeast = scenario.Quality?.AtLeast.Value,
            IsCartesian = plan.IsCartesian,
            Columns = SweptDesign.Columns(sample, request.Exceed),
            MonthColumns = WithMonths ? SweptDesign.MonthColumns(sample) : [],
            Shard = request.Part?.Shard ?? 1,
            Shards = request.Part?.Shards ?? 1,
        };
    }

    private void Compute(SweepJournal journal, SweepSimulation simulation, CancellationToken stop)
    {
        var (first, end) = journal.Head.Range;
        var done = journal.Done.ToHashSet();
        progress.Start(done.Count, end - first);
        try
        {
            SweepWorkers.Run(request.Plan, Numbers(first, end).Where(n => !done.Contains(n)), simulation, request.Threads, record =>
            {
                journal.Add(record);
                progress.Step();
            }, stop);
        }
        catch (OperationCanceledException)
        {
            progress.Done();
            stderr.WriteLine(FormattableString.Invariant(
                $"stopped after {journal.Done.Count:#,0} of {end - first:#,0} points; the same command with --resume goes on"));
            throw;
        }
    }

    private int Finish(SweepJournal journal, string folder)
    {
        progress.Say("writing");
        var summary = Written(journal, folder);
        progress.Done();
        Show(summary, journal.InOrder, Path.Combine(folder, "sweep.csv"));
        journal.Delete();
        return summary.Failed > 0 ? App.CouldNotAnswer : App.Fine;
    }

    private SweepSummary Written(SweepJournal journal, string folder)
    {
        try
        {
            return SweepFiles.Write(journal.Head, journal.InOrder, folder, request.Files, stderr);
        }
        catch (IOException full)
        {
            throw new IOException(
                $"{full.Message}; every point is kept in {journal.Path}: make room, and the same command with --resume writes the results",
                full);
        }
    }

    private void Show(SweepSummary summary, Func<IEnumerable<SweepRecord>> records, string? path)
    {
        if (request.Format != "text")
        {
            SweepFiles.Print(request.Format, WithMonths ? SweepTable.OfMonths(summary.Head) : SweepTable.OfPoints(summary.Head),
                summary, records, stdout);
            return;
        }

        foreach (var line in new SweepWords(summary).Lines())
            stdout.WriteLine(line);
        if (path is not null)
            stdout.WriteLine($"Sweep: {path}");
    }

    // Without files: rows go out in order as they are ready, and nothing is kept.
    private int Stream(SweepHead head, SweepSimulation simulation, CancellationToken stop)
    {
        var (summary, kept) = (new SweepSummary(head), new List<SweepRecord>());
        using var rows = request.Format is "csv" or "jsonl"
            ? new SweepStream(WithMonths ? SweepTable.OfMonths(head) : SweepTable.OfPoints(head), request.Format, stdout)
            : null;
        rows?.Begin();
        progress.Start(0, head.Points);
        SweepWorkers.Run(request.Plan, Numbers(0, head.Points), simulation, request.Threads, SweepWorkers.InOrder(0, record =>
        {
            summary.Add(record);
            if (rows is null)
                kept.Add(record);
            rows?.Add(record);
            progress.Step();
        }), stop);
        progress.Done();
        if (rows is null)
            Show(summary, () => kept, null);
        foreach (var error in rows is null ? [] : summary.Errors)
            stderr.WriteLine($"error: {error}");
        return summary.Failed > 0 ? App.CouldNotAnswer : App.Fine;
    }

    private int AlreadyThere(string finished, SweepHead head)
    {
        var failed = SweepShards.Check(finished, head);
        stdout.WriteLine($"shard {head.Shard} of {head.Shards}: is there already, {finished}");
        return failed > 0 ? App.CouldNotAnswer : App.Fine;
    }

    private static string Points(int count) => FormattableString.Invariant($"{count:#,0} point{(count == 1 ? "" : "s")}");

    private static IEnumerable<long> Numbers(long first, long end)
    {
        for (var number = first; number < end; number++)
            yield return number;
    }
}
