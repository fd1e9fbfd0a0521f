using System.Globalization;
using CostSim.Billing;
using CostSim.Results;

namespace CostSim.Answers;

/// <summary>What the questions say of two designs' recall, either way round.</summary>
internal static class RecallDifferences
{
    /// <summary>Null where one of them is not measured.</summary>
    public static RecallDifference? Of(Result result, string first, string second)
    {
        if (result.RecallDifferences.FirstOrDefault(d => d.First == first && d.Second == second) is { } found)
            return found;
        return result.RecallDifferences.FirstOrDefault(d => d.First == second && d.Second == first) is { } turned
            ? new RecallDifference(first, second, -turned.Mean, -turned.High, -turned.Low, 1 - turned.FirstBetter)
            : null;
    }

    /// <summary>The designs that the questions do not tell from the recommended one.</summary>
    public static string? Ties(Result result)
    {
        var chosen = result.Verdict.Design;
        if (result.Recommended.Recall is not { ByConstruction: false } recall)
            return null;
        var alike = result.Designs.Select(d => d.Design.Name)
            .Where(name => name != chosen && Of(result, chosen, name) is { IsSignificant: false }).ToList();
        return alike.Count == 0
            ? null
            : string.Create(CultureInfo.InvariantCulture,
                $"recall of {string.Join(", ", alike)}: no significant difference from {chosen} on {recall.Questions:#,0} questions");
    }
}
