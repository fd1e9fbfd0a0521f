using CostSim.Forecasts;
using CostSim.Scenarios;

namespace CostSim.Checks;

/// <summary>A design held against its baseline; the figures are empty where only one side has it.</summary>
internal sealed record CheckedDesign(string Name, IReadOnlyList<CheckedFigure> Figures, ForecastBridge? Bridge, string? Note)
{
    public CheckState State => Note is not null ? CheckState.Warn : Figures.Count == 0 ? CheckState.Pass : Figures.Max(f => f.State);
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
internal sealed record Check(Forecast Baseline, Forecast Now, IReadOnlyList<CheckedDesign> Designs, IReadOnlyList<ChangedFile> Files, IReadOnlyList<ChangedValue> Values)
{
    public const double DefaultIncrease = 0.10;
    public const double DefaultRecallLoss = 0.02;

    public CheckState State => Designs.Count == 0 ? CheckState.Pass : Designs.Max(d => d.State);

    /// <param name="increase">The largest increase of every figure, in place of what the scenario's gate says; null for the gate, else <see cref="DefaultIncrease"/>.</param>
    /// <param name="errors">Relative error of P50 and P90 of each design now; used where the two forecasts do not share their luck.</param>
    public static Check Of(Forecast baseline, Forecast now, Gate gate, double? increase, IReadOnlyDictionary<string, (double P50, double P90)> errors)
    {
        var designs = now.Designs.Select(d => Compare(baseline, now, d, gate.Of(d.Name), increase, errors))
            .Concat(baseline.Designs.Where(d => now.Designs.All(n => n.Name != d.Name)).Select(d => new CheckedDesign(d.Name, [], null, "is in the baseline alone")));
        return new Check(baseline, now, [.. designs], [.. FilesOf(baseline, now)], [.. ValuesOf(baseline, now)]);
    }

    private static CheckedDesign Compare(Forecast baseline, Forecast now, ForecastDesign after, GateLimits limits, double? increase, IReadOnlyDictionary<string, (double P50, double P90)> errors)
    {
        if (baseline.Designs.FirstOrDefault(d => d.Name == after.Name) is not { } before)
            return new CheckedDesign(after.Name, [], null, "is new: the baseline does not have it");
        // One seed and as many trials share their luck: what is left of a difference is real.
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
            figures.Add(CheckedFigure.Loss("recall", had.Mean, has.Mean, limits.RecallLoss ?? DefaultRecallLoss, SameQuestions(had, has) ? 0 : Math.Max(had.Mean - had.Low, has.High - has.Mean)));
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
