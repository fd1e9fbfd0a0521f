namespace CostSim.Scenarios.Keys;

/// <summary>
/// The table of every key that a scenario may have. The JSON schema and the reference are made from it; a test reads each
/// example and holds the table equal to what the readers ask for, so that a key cannot be in one and not in the other.
/// </summary>
internal static class ScenarioKeys
{
    public static IReadOnlyList<ScenarioKey> All { get; } =
        [.. TopKeys.All, .. DesignKeys.All, .. TrafficKeys.All, .. ReliabilityKeys.All, .. MoneyKeys.All,
            .. DecisionKeys.All, .. ServiceKeys.All];

    /// <summary>Sections that a class may have of its own, and those that a design may have: the keys below are the top level's.</summary>
    public static IReadOnlyList<string> OfClass { get; } =
        ["documents", "questions", "popularity", "asked", "question", "churn", "requests", "traffic", "reliability", "prices"];

    public static IReadOnlyList<string> OfDesign { get; } = ["reliability", "monthly", "one_time", "owner"];

    /// <summary>The maps that have a key of this name.</summary>
    public static IReadOnlyList<string> Homes(string name) =>
        [.. All.Where(k => k.Name.TrimEnd('[', ']') == name && k.Parent.Length > 0 && !k.Parent.Contains('[', StringComparison.Ordinal))
            .Select(k => k.Parent.Replace("*", "NAME", StringComparison.Ordinal)).Distinct()];

    /// <summary>The keys directly below a path.</summary>
    public static IEnumerable<ScenarioKey> Below(string parent) => All.Where(k => k.Parent == parent);

    /// <summary>
    /// A path as a scenario writes it, as the table has it: names of designs, classes, policies and currencies as <c>*</c>, numbers of
    /// items as <c>[]</c>, and what classes and designs share with the top level without their name.
    /// </summary>
    public static string Normal(string path)
    {
        var steps = path.Split('.').Select(WithoutNumber).ToList();
        if (steps is ["classes", _, var section, ..] && OfClass.Contains(Bare(section)))
            steps.RemoveRange(0, 2);
        else if (steps is ["designs", _, var part, ..] && OfDesign.Contains(Bare(part)))
            steps.RemoveRange(0, 2);
        else if (steps is ["designs" or "classes", _, ..])
            steps[1] = "*";
        if (steps is ["policies", _, ..])
            steps[1] = "*";
        if (steps is ["fx", _, ..])
            steps[1] = steps[1].EndsWith("[]", StringComparison.Ordinal) ? "*[]" : "*";
        // A design's limits have the keys of those of all.
        if (steps is ["gate", "designs", _, _, ..])
            steps.RemoveRange(1, 2);
        else if (steps is ["gate", "designs", _])
            steps[2] = "*";
        // One trigger alone is written and named without the list.
        if (steps is ["reliability", "review", _])
            steps[1] = "review[]";
        return string.Join('.', steps);
    }

    private static string WithoutNumber(string step) => step.IndexOf('[', StringComparison.Ordinal) is var open and >= 0
        ? step[..open] + "[]"
        : step;

    private static string Bare(string step) => step.EndsWith("[]", StringComparison.Ordinal) ? step[..^2] : step;
}
