namespace CostSim.Logs;

/// <summary>Tags of a row: a column, a member of its nested tags or labels, or an entry of a list.</summary>
internal static class LogTags
{
    private static readonly string[] Places = ["", "tags.", "labels.", "metadata.", "request_tags.", "request_properties.", "properties.",
        "attributes.", "resource.", "resource_tags.", "resource_tags_user_", "resourceTags/user:", "traceTags.",
        "metadata.requester_metadata.", "metadata.user_api_key_metadata."];

    public static IReadOnlyDictionary<string, string>? Of(LogRow row, IReadOnlyList<string> wanted)
    {
        if (wanted.Count == 0)
            return null;
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in wanted)
        {
            foreach (var place in Places)
            {
                if (row.Find(place + name) is not { } value)
                    continue;
                tags[name] = value;
                break;
            }
        }

        return tags;
    }
}
