using CostSim.Reports;
using CostSim.Settings;

namespace CostSim.Outcomes;

/// <summary>A row per value that went in, defaults included, with where it stands.</summary>
internal static class AssumptionsTable
{
    public static Table Of(Result result) => new("assumptions", "What went in",
        [Columns.Text("path"), Columns.Text("value"), Columns.Text("origin"), Columns.Text("source"), Columns.Text("file"), Columns.Count("line"), Columns.Share("share_of_variance")],
        [.. result.Scenario.Ledger.All.Select(a => new Row(
        [
            a.Path, a.Value, new Tag(a.Origin.ToString().ToLowerInvariant(), a.Origin is Origin.Default ? Tone.Notice : Tone.Plain), Source(result, a),
            a.Origin is Origin.Default ? "" : Path.GetFileName(a.At.File), a.Origin is Origin.Default || a.At.Line == 0 ? (double?)null : a.At.Line, ShareOf(result, a.Path),
        ]))]);

    private static string Source(Result result, Assumption assumption) =>
        result.Scenario.Notes.GetValueOrDefault(assumption.Path, assumption.Source);

    private static double? ShareOf(Result result, string path)
    {
        var share = result.Recommended.Spend.Drivers.Where(d => IsOf(d.Input, path)).Sum(d => d.Share);
        return share > 0 ? share : null;
    }

    /// <summary>Whether a driver is a value's uncertainty: named by its key without the design that says it, or by a parameter of its law.</summary>
    internal static bool IsOf(string driver, string path)
    {
        var identity = Randomness.InputScope.Identity(path);
        return driver == path || driver == identity || driver.StartsWith(identity + ".", StringComparison.Ordinal);
    }
}
