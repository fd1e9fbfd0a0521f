using CostSim.Files;
using CostSim.Reports;
using CostSim.Results;

namespace CostSim.Answers;

/// <summary>A row per value that went in, defaults included, with its place.</summary>
internal static class AssumptionsTable
{
    public static Table Of(Result result) => new("assumptions", "What went in",
        [
            Columns.Text("path"), Columns.Text("value"), Columns.Text("origin"), Columns.Text("source"), Columns.Text("file"),
            Columns.Count("line"), Columns.Share("share_of_variance"),
            new Columns(result).Money("effect_on_p50"),
            Columns.Text("otherwise"), new Columns(result).Money("p50_otherwise"), Columns.Text("design_otherwise"),
        ],
        [.. result.Scenario.Ledger.All.Select(a => new Row(
        [
            a.Path, a.Value, new Tag(a.Origin.ToString().ToLowerInvariant(), a.Origin is Origin.Default ? Tone.Notice : Tone.Plain),
            Source(result, a),
            a.Origin is Origin.Default ? "" : a.FileName, a.Origin is Origin.Default || a.At.Line == 0 ? (double?)null : a.At.Line,
            ShareOf(result, a.Path), EffectOf(result, a.Path),
            .. Otherwise(result, a.Path),
        ]))]);

    // Of a default whose alternatives were recomputed, the one that moves the answer most.
    private static Cell[] Otherwise(Result result, string path)
    {
        var assumed = (result.Defaults ?? []).FirstOrDefault(d => d.Path == path || path.EndsWith("." + d.Path, StringComparison.Ordinal));
        if (assumed is null || result.Scenario.Ledger.All.First(a => a.Path == path).Origin is not Origin.Default)
            return new Cell[] { (string?)null, (double?)null, (string?)null };
        var most = assumed.Alternatives.OrderByDescending(a => a.Design != assumed.Design)
            .ThenByDescending(a => Math.Abs((a.P50 / assumed.P50) - 1)).First();
        return new Cell[] { most.Words, Sentences.Month(result, result.Recommended).P50 * most.P50 / assumed.P50, most.Design };
    }

    private static string Source(Result result, Assumption assumption) =>
        result.Scenario.Notes.GetValueOrDefault(assumption.Path, assumption.Source);

    /// <summary>
    /// What a month of the recommended design costs more with the input at its p90 than at its p10; null for what is certain.
    /// A value that other designs inherit counts once, where the recommended one has it.
    /// </summary>
    internal static double? EffectOf(Result result, string path)
    {
        var member = result.Scenario.Members.FirstOrDefault(m => path.StartsWith($"{m.Name}.", StringComparison.Ordinal));
        path = member is null ? path : path[(member.Name.Length + 1)..];
        var names = result.Scenario.NamesInPaths();
        var chosen = member is null ? result.Verdict.Design : member.Chosen;
        if (chosen is not null && path.StartsWith("designs.", StringComparison.Ordinal)
            && !path.StartsWith($"designs.{chosen}.", StringComparison.Ordinal))
            return null;
        // Drivers of a portfolio join what its members leave open under one key; a member that is sure of it moves nothing.
        if (member is not null
            && !result.Scenario.Inputs.All.Any(i => Randomness.InputScope.IsOf(i.Key, path, names) && Belongs(i, member.Name)))
            return null;
        var driver = result.Recommended.Spend.Drivers.FirstOrDefault(d => d is { AtP10: not null, AtP90: not null }
            && Randomness.InputScope.IsOf(d.Input, path, names));
        return driver is null ? null : (driver.AtP90 - driver.AtP10) / result.Scenario.Calendar.Months.Sum(m => m.Part);
    }

    private static bool Belongs(Randomness.UncertainInput input, string member) =>
        input.Scope is "" or Randomness.UncertainInputs.Common || input.Scope == member
            || input.Scope.StartsWith($"{member}/", StringComparison.Ordinal);

    private static double? ShareOf(Result result, string path)
    {
        var names = result.Scenario.NamesInPaths();
        var share = result.Recommended.Spend.Drivers.Where(d => Randomness.InputScope.IsOf(d.Input, path, names)).Sum(d => d.Share);
        return share > 0 ? share : null;
    }
}
