using CostSim.Files;
using CostSim.Randomness;

namespace CostSim.Scenarios;

/// <summary>A member as the portfolio names it: the scenario's path, and the design where one is named.</summary>
internal sealed record MemberEntry(string Name, ScalarNode Path, ScalarNode? Design);

/// <summary>Reads <c>portfolio</c>: scenarios that are forecast together, since their percentiles do not add.</summary>
internal static class PortfolioReader
{
    public const string Key = "portfolio";

    // What a portfolio says for all its members; its prices are laid over theirs key by key.
    private static readonly string[] Common = ["start", "months", "days", "currency", "fx", "tax", "simulation"];
    private static readonly string[] Own = ["scenario", "prices", "budget", "notes", "tags", Key];
    private static readonly string[] Horizon = ["months", "days"];

    /// <summary>The members that a portfolio names. Throws <see cref="InputException"/> with everything that is wrong.</summary>
    public static IReadOnlyList<MemberEntry> Members(MapNode root)
    {
        var reading = new Reading();
        var map = new SettingsMap(root, "", reading);
        foreach (var key in Common.Concat(Own))
            _ = map.Find(key);
        foreach (var entry in root.Entries.Where(e =>
            e.Key is "designs" or "traffic" or "documents" or "requests" or "classes" or "reliability"))
            reading.Errors.Add(entry.KeyAt,
                $"{entry.Key}: cannot be combined with portfolio; state it in the scenarios that the portfolio names");
        map.RejectUnread();
        var members = map.Map(Key) is { } named ? named.Keys.ToList().Select(name => Member(named, name))
            .OfType<MemberEntry>().ToList() : [];
        if (members.Count == 0 && reading.Errors.Count == 0)
            map.Refuse(Key, "names no scenario; write it as 'portfolio: { qa: ../contract-qa, bot: ../support-bot }'");
        reading.Errors.ThrowIfAny();
        return members;
    }

    private static MemberEntry? Member(SettingsMap members, string name)
    {
        if (members.Find(name) is ScalarNode path)
            return new MemberEntry(name, path, null);
        if (members.Map(name) is not { } map)
            return null;
        var (scenario, design) = (map.Find("scenario") as ScalarNode, map.Find("design") as ScalarNode);
        if (scenario is null)
            map.Errors.Add(map.At, $"scenario: is missing in {map.Path}; give the path of a scenario");
        map.RejectUnread();
        return scenario is null ? null : new MemberEntry(name, scenario, design);
    }

    /// <summary>A member's settings with what the portfolio says for all laid over them.</summary>
    public static MapNode Over(MapNode portfolio, MapNode member)
    {
        var merged = portfolio.Entries.Any(e => Horizon.Contains(e.Key))
            ? member with { Entries = [.. member.Entries.Where(e => !Horizon.Contains(e.Key))] }
            : member;
        foreach (var entry in portfolio.Entries.Where(e => Common.Contains(e.Key)))
            merged = merged.With(entry.Key, entry.KeyAt, entry.Value);
        if (portfolio.Find("prices") is MapNode prices)
            merged = merged.With("prices", prices.At, merged.Find("prices") is MapNode own ? prices.Over(own) : prices);
        return merged;
    }

    /// <summary>The members as one scenario with one design, which every member's chosen design is a part of.</summary>
    public static Scenario Join(MapNode root, string name, ScenarioFiles files, UncertainInputs inputs,
        IReadOnlyList<PortfolioMember> members)
    {
        var reading = new Reading();
        var map = new SettingsMap(root, "", reading);
        var first = members[0].Joint;
        foreach (var other in members.Skip(1).Select(m => m.Joint))
        {
            if (other.Calendar.Start != first.Calendar.Start || other.Calendar.Days != first.Calendar.Days)
                reading.Errors.Add(root.At,
                    $"start: {first.Name} runs {Text(first.Calendar)}, {other.Name} {Text(other.Calendar)}; state start and months in the "
                    + $"portfolio, which then hold for all");
            if (other.Money.Currency != first.Money.Currency)
                reading.Errors.Add(root.At,
                    $"currency: {first.Name} is in {first.Money.Currency}, {other.Name} in {other.Money.Currency}; state currency and fx "
                    + $"in the portfolio");
        }

        var ledger = Joined(members, root.At.File);
        var notes = Remarks.Notes(map, ledger);
        var simulation = map.Map("simulation") ?? new SettingsMap(new MapNode(root.At, []), "simulation", reading);
        var scenario = first with
        {
            Name = map.Text("scenario", name),
            Inputs = inputs,
            Members = members,
            Workloads = [.. members.SelectMany(m => m.Joint.Workloads)],
            Designs = [],
            Budget = ScenarioReader.BudgetOf(new ScenarioReading(files, first.Calendar, inputs, first.Money, reading), map),
            Quality = null,
            PilotRequestsPerDay = null,
            Chosen = null,
            Evaluation = members.Select(m => m.Joint.Evaluation).FirstOrDefault(e => e is not null),
            Trials = simulation.Whole("trials", 10_000, min: 1, max: 1 << 20),
            Seed = ScenarioReader.SeedOf(simulation),
            Ledger = ledger,
            Tags = Remarks.Tags(map),
            Notes = members.SelectMany(m => m.Joint.Notes.Select(n => (Path: $"{m.Name}.{n.Key}", Note: n.Value)))
                .Where(n => !notes.ContainsKey(n.Path)).ToDictionary(n => n.Path, n => n.Note).Concat(notes).ToDictionary(),
        };
        reading.Errors.ThrowIfAny();
        return scenario;
    }

    private static string Text(Calendar calendar) =>
        FormattableString.Invariant($"{calendar.Days:#,0} days from {calendar.Start:yyyy-MM-dd}");

    // Each member has a scenario.yaml: its name says which. What the portfolio says for all is in its own.
    private static AssumptionLedger Joined(IReadOnlyList<PortfolioMember> members, string own)
    {
        var ledger = new AssumptionLedger();
        foreach (var member in members)
            foreach (var assumption in member.Joint.Ledger.All)
                ledger.Record(assumption with
                {
                    Path = $"{member.Name}.{assumption.Path}",
                    FileName = assumption.IsInFile
                    && assumption.At.File != own ? $"{member.Name}/{assumption.FileName}" : assumption.FileName
                });
        return ledger;
    }
}
