using CostSim.Forecasts;
using CostSim.Scenarios;

namespace CostSim.Answers;

/// <summary>A design held against its baseline; the figures are empty where only one side has it.</summary>
internal sealed record CheckedDesign(string Name, IReadOnlyList<CheckedFigure> Figures, ForecastBridge? Bridge, string? Note)
{
    /// <summary>How bad the note is.</summary>
    public CheckState NoteState { get; init; } = CheckState.Pass;

    public CheckState State => Figures.Select(f => f.State).Append(NoteState).Max();
}

/// <summary>What happened to a file between two forecasts.</summary>
internal enum FileChange
{
    Added,
    Changed,
    Removed,
}

/// <summary>A file that is not what it was.</summary>
internal sealed record ChangedFile(string Name, InputKind Kind, FileChange Change);

/// <summary>A stated value that is not what it was; null on the side that has none.</summary>
internal sealed record ChangedValue(string Path, string? Before, string? After, string File, int Line);

/// <summary>A scenario as it is now against a forecast that was accepted.</summary>
internal sealed record Check(Forecast Baseline, Forecast Now, IReadOnlyList<CheckedDesign> Designs, IReadOnlyList<ChangedFile> Files,
    IReadOnlyList<ChangedValue> Values)
{
    public const double DefaultIncrease = 0.10;
    public const double DefaultRecallLoss = 0.02;

    /// <summary>
    /// Limits that the scenario's files changed: the accepted ones hold, and a change of them is accepted with the baseline.
    /// </summary>
    public IReadOnlyList<ChangedValue> GateChanges { get; init; } = [];

    public CheckState State => Designs.Select(d => d.State).Append(GateChanges.Count > 0 ? CheckState.Fail : CheckState.Pass).Max();

    /// <param name="increase">The largest increase of every figure, in place of what the scenario's gate says; null for the gate, else
    /// <see cref="DefaultIncrease"/>.</param>
    /// <param name="errors">Relative error of P50 and P90 of each design now; used where the two forecasts do not share their random
    /// numbers.</param>
    public static Check Of(Forecast baseline, Forecast now, Gate gate, double? increase, IReadOnlyDictionary<string,
        (double P50, double P90)> errors)
    {
        List<ChangedFile> files = [.. FilesOf(baseline, now)];
        List<ChangedValue> values = [.. ValuesOf(baseline, now)];
        // Limits on the command line are those of whoever runs the gate, not of the change.
        var changed = values.Where(v => Gate.IsLimit(v.Path) && !v.File.StartsWith("--", StringComparison.Ordinal)).ToList();
        var accepted = changed.Count == 0 ? gate : Gate.OfStated(baseline.Values.Select(v => (v.Path, v.Value)));
        var designs = now.Designs.Select(d => Unmeasured(baseline, d, Compare(baseline, now, d, accepted.Of(d.Name), increase, errors)))
            .Concat(baseline.Designs.Where(d => now.Designs.All(n => n.Name != d.Name))
                .Select(d => new CheckedDesign(d.Name, [], null,
                    "is in the baseline alone: it was renamed or taken away, and nothing checks it")
                { NoteState = CheckState.Fail }));
        return new Check(baseline, now, [.. designs], files, values) { GateChanges = changed };
    }

    // A cheaper model may answer worse: without results that are new as well, nobody knows.
    private static CheckedDesign Unmeasured(Forecast baseline, ForecastDesign now, CheckedDesign check)
    {
        if (baseline.Designs.FirstOrDefault(d => d.Name == now.Name) is not { } before || before.Models.SequenceEqual(now.Models)
            || now.CostPerRequest >= before.CostPerRequest)
            return check;
        return now.Measured is not null && now.Measured != before.Measured ? check : check with
        {
            Note = $"{string.Join(" + ", before.Models)} became {string.Join(" + ", now.Models)}, which is cheaper, and its answers were "
                + $"not measured: name new results under evaluation.results",
            NoteState = CheckState.Inconclusive,
        };
    }

    private static CheckedDesign Compare(Forecast baseline, Forecast now, ForecastDesign after, GateLimits limits, double? increase,
        IReadOnlyDictionary<string, (double P50, double P90)> errors)
    {
        if (baseline.Designs.FirstOrDefault(d => d.Name == after.Name) is not { } before)
            return new CheckedDesign(after.Name, [], null,
                "is new: the baseline does not have it, and no limit holds for it")
            { NoteState = CheckState.Fail };
        // One seed and as many trials share their random numbers, so that any remaining difference is real.
        var shared = baseline.Seed == now.Seed && baseline.Trials == now.Trials;
        var (p50, p90) = shared ? (0, 0) : errors.GetValueOrDefault(after.Name);
        double Limit(double? own) => increase ?? own ?? DefaultIncrease;
        List<CheckedFigure> figures =
        [
            CheckedFigure.Increase("tokens per request", before.TokensPerRequest, after.TokensPerRequest, Limit(limits.Tokens)),
            CheckedFigure.Increase("cost per request", before.CostPerRequest, after.CostPerRequest, Limit(limits.Cost)),
            CheckedFigure.Increase("P50 a month", before.Bill.Month.P50, after.Bill.Month.P50, Limit(limits.P50), p50),
            CheckedFigure.Increase("P90 a month", before.Bill.Month.P90, after.Bill.Month.P90, Limit(limits.P90), p90),
        ];
        if (before.Recall is { } had && after.Recall is { } has)
            figures.Add(CheckedFigure.Loss("recall", had.Mean, has.Mean, limits.RecallLoss ?? DefaultRecallLoss, SameQuestions(had, has)
                ? 0 : Math.Max(had.Mean - had.Low, has.High - has.Mean)));
        return new CheckedDesign(after.Name, figures, ForecastBridge.Of(baseline, before, now, after), null);
    }

    // On the same questions a loss is what it is; on others each recall has its interval.
    private static bool SameQuestions(ForecastRecall before, ForecastRecall after) => before.Questions == after.Questions;

    private static IEnumerable<ChangedFile> FilesOf(Forecast baseline, Forecast now)
    {
        var (old, files) = (baseline.Files.ToDictionary(f => f.Name), now.Files.ToDictionary(f => f.Name));
        foreach (var name in old.Keys.Union(files.Keys).Order(StringComparer.Ordinal))
        {
            if (!old.TryGetValue(name, out var before))
                yield return new ChangedFile(name, files[name].Kind, FileChange.Added);
            else if (!files.TryGetValue(name, out var after))
                yield return new ChangedFile(name, before.Kind, FileChange.Removed);
            else if (before.Sha256 != after.Sha256)
                yield return new ChangedFile(name, after.Kind, FileChange.Changed);
        }
    }

    private static IEnumerable<ChangedValue> ValuesOf(Forecast baseline, Forecast now)
    {
        var (old, values) = (baseline.Values.ToDictionary(v => v.Path), now.Values.ToDictionary(v => v.Path));
        foreach (var path in values.Keys.Union(old.Keys).Where(p => values.GetValueOrDefault(p)?.Value != old.GetValueOrDefault(p)?.Value))
        {
            var at = values.GetValueOrDefault(path);
            yield return new ChangedValue(path, old.GetValueOrDefault(path)?.Value, at?.Value, at?.File ?? "", at?.Line ?? 0);
        }
    }
}
