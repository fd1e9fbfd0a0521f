using CostSim.Files;

namespace CostSim.Scenarios;

/// <summary>Who answers for what in production, and where the runbook is; empty where nobody is named.</summary>
internal sealed record Production(string Quality, string Prompts, string ModelUpdates, string Escalation, string Runbook)
{
    public static Production Nobody { get; } = new("", "", "", "", "");

    /// <summary>The four owners by what they own.</summary>
    public IReadOnlyList<(string Of, string Name)> Owners =>
        [("quality", Quality), ("prompts", Prompts), ("model updates", ModelUpdates), ("escalation", Escalation)];

    internal static Production Read(ScenarioReading reading, SettingsMap root)
    {
        if (root.Map("production") is not { } map)
            return Nobody;
        var read = new Production(Named("quality"), Named("prompts"), Named("model_updates"), Named("escalation"), Runbook());
        map.RejectUnread();
        return read;

        string Named(string key) => map.Has(key) ? map.Text(key) : "";

        // The page must be there: a runbook that cannot be opened helps nobody at night.
        string Runbook() => map.Find("runbook") is ScalarNode file && reading.Files.Text(file, reading.Reading) is not null
            ? map.Text("runbook")
            : "";
    }
}
