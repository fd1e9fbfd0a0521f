using System.Globalization;
using CostSim.Forecasts;
using CostSim.Reports;

namespace CostSim.Answers;

/// <summary>What a check found, in sentences and tables that the terminal and a pull request share.</summary>
internal static class CheckSentences
{
    private const int MostSteps = 8;
    private const int MostFiles = 6;

    /// <summary>The verdict, and the figures that decided it.</summary>
    public static string Verdict(Check check)
    {
        var worst = check.Designs.SelectMany(d => d.Figures.Where(f => f.State == check.State),
            (d, f) => (Design: d, Figure: f)).OrderByDescending(f => f.Figure.Change - f.Figure.Limit).ToList();
        var word = check.State.ToString().ToLowerInvariant();
        if (check.State is CheckState.Pass)
            return "pass: no figure of any design rose by more than half of its limit.";
        var said = check.Designs.Where(d => d.Note is not null && d.NoteState == check.State).Select(d => $"{d.Name} {d.Note}");
        if (check.GateChanges.Count > 0)
            said = said.Prepend($"the change alters its own gate "
                + $"({string.Join(", ", check.GateChanges.Select(g => $"{g.Path} {g.Before ?? "absent"} -> {g.After ?? "absent"}"))}); the "
                    + $"accepted limits hold");
        if (worst.Count == 0)
            return $"{word}: {string.Join("; ", said)}.";
        var (design, figure) = worst[0];
        var others = check.Designs.Count(d => d.Figures.Any(f => f.State == check.State)) - 1;
        return $"{word}: {design.Name}: {figure.Name} {Change(figure)} (limit "
            + $"{Limit(figure)}){(others > 0 ? $", and {others} more {(others == 1 ? "design" : "designs")}" : "")}{string.Concat(said.Select(s => $"; {s}"))}.";
    }

    /// <summary>A row per design: how each figure changed.</summary>
    public static Table Designs(Check check)
    {
        var names = check.Designs.SelectMany(d => d.Figures).Select(f => f.Name).Distinct().ToList();
        var brief = new Dictionary<string,
            string>
        {
            ["tokens per request"] = "tokens/req",
            ["cost per request"] = "cost/req",
            ["P50 a month"] = "P50",
            ["P90 a month"] =
            "P90"
        };
        return new Table("check", "Each design against its baseline",
            [new Column("design", "design", Unit.Text), .. names.Select(n => new Column(n, brief.GetValueOrDefault(n, n), Unit.Text)),
                new Column("verdict", "verdict", Unit.Text)],
            [.. check.Designs.Select(d =>
                new Row([d.Name, .. names.Select(n =>
                (Cell)(d.Figures.FirstOrDefault(f => f.Name == n) is { } figure ? Change(figure) : Figures.Missing)), d.Figures.Count == 0
                && d.Note is not null ? d.Note : d.State.ToString().ToLowerInvariant()], d.State is CheckState.Fail))]);
    }

    /// <summary>The design whose change is explained in full: the chosen or recommended one, unless only others fail.</summary>
    public static CheckedDesign? Told(Check check)
    {
        var usual = check.Designs.FirstOrDefault(d => d.Name == (check.Now.Chosen ?? check.Now.Recommended));
        return usual is { Bridge: not null } && (usual.State == check.State || check.State is CheckState.Pass) ? usual
            : check.Designs.Where(d => d.Bridge is not null).MaxBy(d => d.State);
    }

    /// <summary>Why a mean month of a design costs what it does now, the largest steps first; empty where nothing moved.</summary>
    public static IEnumerable<string> Steps(Check check, CheckedDesign design)
    {
        if (design.Bridge is not { Steps.Count: > 0 } bridge)
            yield break;
        var currency = check.Now.Currency;
        yield return $"A mean month of {design.Name}: {Figures.Money(bridge.Before, currency)} -> "
            + $"{Figures.Money(bridge.After, currency)}, of which";
        var ordered = bridge.Steps.OrderByDescending(s => Math.Abs(s.Amount)).ToList();
        var lines = ordered.Take(MostSteps).Select(s => (Amount: Signed(s.Amount, currency), Label: Label(s))).ToList();
        if (ordered.Count > MostSteps)
            lines.Add((Signed(ordered.Skip(MostSteps).Sum(s => s.Amount), currency), $"{ordered.Count - MostSteps} smaller steps"));
        var width = lines.Max(l => l.Amount.Length);
        foreach (var (amount, label) in lines)
            yield return $"  {amount.PadLeft(width)}  {label}";
    }

    /// <summary>A step as a person reads it: its cause, and the file and figures that it is about.</summary>
    public static string Label(BridgeStep step) => step switch
    {
        { Cause: BridgeCause.Tokens, Before: { } before, After: { } after } =>
            $"tokens: {step.File ?? step.Subject} {Figures.Count(before)} -> {Figures.Count(after)}",
        { Cause: BridgeCause.Output, Before: { } before, After: { } after } =>
            $"output: {Figures.Count(before)} -> {Figures.Count(after)} tokens",
        { Cause: BridgeCause.Volume, Before: { } before, After: { } after } =>
            $"volume: {Figures.Count(before)} -> {Figures.Count(after)} requests a month",
        { Cause: BridgeCause.Retries, Before: { } before, After: { } after } =>
            $"retries: {Figures.Share(before)} -> {Figures.Share(after)}",
        { Cause: BridgeCause.Tax, Before: { } before, After: { } after } => $"tax: {Figures.Share(before)} -> {Figures.Share(after)}",
        { Cause: BridgeCause.ExchangeRate, Before: { } before, After: { } after } =>
            $"exchange rate: {Figures.Number(before)} -> {Figures.Number(after)} per US dollar",
        { Cause: BridgeCause.Cache } => $"cache: share of {step.Subject} that is read from it",
        { Cause: BridgeCause.Price } => $"price of {step.Subject} tokens",
        { Cause: BridgeCause.Horizon } => "over the horizon: prices, hit rates and volume after the first day",
        { Subject.Length: > 0 } => $"{step.Name}: {step.Subject}",
        _ => step.Name,
    };

    /// <summary>What is not what it was: prompts first, then values with their place, then other files.</summary>
    public static IEnumerable<string> Changes(Check check)
    {
        foreach (var design in check.Designs.Where(d => d.Note is not null && d.Figures.Count > 0))
            yield return $"{design.Name}: {design.Note}";
        var files = check.Files.Where(f => f.Kind is not InputKind.Scenario).OrderBy(f => f.Kind).ToList();
        foreach (var file in files.Take(MostFiles))
            yield return $"{file.Change.ToString().ToLowerInvariant()}: {file.Name}";
        if (files.Count > MostFiles)
            yield return string.Create(CultureInfo.InvariantCulture, $"and {files.Count - MostFiles:#,0} more files");
        foreach (var value in check.Values.Where(IsTyped).Take(MostFiles))
            yield return $"{(value.Line > 0 && !value.File.StartsWith("--", StringComparison.Ordinal) ? $"{value.File}:{value.Line}: " : "")}{value.Path}: {value.Before ?? "absent"} -> {value.After ?? "absent"}";
    }

    // What is measured follows from the files, which are named already.
    private static bool IsTyped(ChangedValue value) => value.File.Length > 0 || value.After is null;

    public static string Change(CheckedFigure figure) => figure.Name == "recall"
        ? $"{figure.Before.ToString("0.00", CultureInfo.InvariantCulture)} -> {figure.After.ToString("0.00", CultureInfo.InvariantCulture)}"
        : Math.Abs(figure.Change) < 5e-6 ? "0 %" : Figures.Change(figure.Change);

    private static string Limit(CheckedFigure figure) =>
        figure.Name == "recall" ? $"-{Figures.Share(figure.Limit)}" : $"+{Figures.Share(figure.Limit)}";

    /// <summary>An amount with its sign.</summary>
    public static string Signed(double amount, string currency) => (amount < 0 ? "-" : "+") + Figures.Money(Math.Abs(amount), currency);
}
