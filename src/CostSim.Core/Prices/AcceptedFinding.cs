using CostSim.Files;

namespace CostSim.Prices;

/// <summary>A finding that somebody looked at and left, with the reason; it may hold until a day only.</summary>
internal sealed record AcceptedFinding(string Check, string Record, string Reason, DateOnly? Until)
{
    public bool Covers(PriceFinding finding, DateOnly day) =>
        finding.Check == Check && Wildcard.Matches(Record, finding.RecordId) && !(Until is { } until && day > until);

    public static IReadOnlyList<AcceptedFinding> Read(SettingsMap map)
    {
        var accepted = new List<AcceptedFinding>();
        foreach (var node in map.List("accepted"))
        {
            if (node is not MapNode entry)
            {
                map.Errors.Add(node.At, "accepted: must be entries such as { check: not-checked, record: \"openai:*\", reason: .. }");
                continue;
            }

            var item = new SettingsMap(entry, "accepted", map.Reading);
            accepted.Add(new AcceptedFinding(
                item.OneOf("check", [.. PriceChecks.All.Select(c => c.Name), CatalogueChecks.Finding]), item.Text("record"),
                item.Text("reason"), item.Has("until") ? item.Date("until") : null));
            item.RejectUnread();
        }

        map.RejectUnread();
        return accepted;
    }
}
