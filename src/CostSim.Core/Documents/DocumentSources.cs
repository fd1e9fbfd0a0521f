using CostSim.Files;
using CostSim.Units;

namespace CostSim.Documents;

/// <summary>What happens to a document that cannot be read.</summary>
internal enum OnError
{
    /// <summary>It is an error, named with all others.</summary>
    Stop,

    /// <summary>It is left out, and the answer says so.</summary>
    Skip,

    /// <summary>
    /// A scan counts as pages times the typical tokens of a page; everything else is left out as with <see cref="Skip"/>.
    /// </summary>
    Estimate,
}

/// <summary>A file, folder or glob as the person wrote it; the group that it states, or null.</summary>
internal sealed record DocumentPath(string Path, string? Group, Location At);

/// <summary>Where a scenario's documents come from, and how they are read: the <c>documents</c> section.</summary>
internal sealed record DocumentSources(IReadOnlyList<DocumentPath> Paths)
{
    /// <summary>
    /// Mean of 228 pages of filings, contracts and terms as PDF in four languages: 621 o200k tokens a page, by document 386 to 672.
    /// </summary>
    public static readonly TokenCount TypicalTokensOfAPage = new(620);

    public OnError OnError { get; init; }

    /// <summary>Read every file as it is, whatever its ending.</summary>
    public bool AsText { get; init; }

    /// <summary>Groups are formats in place of folders.</summary>
    public bool GroupByType { get; init; }

    public int? SampleOf { get; init; }

    /// <summary>What a page of a scan counts where <see cref="OnError"/> estimates.</summary>
    public TokenCount TokensPerPage { get; init; } = TypicalTokensOfAPage;

    /// <summary>
    /// Reads the value of <c>documents</c>: a path, a list of paths, or keys with <c>paths</c>. Null after an error, which is
    /// among the errors of the reading.
    /// </summary>
    public static DocumentSources? Read(SettingsNode node, string path, Reading reading)
    {
        if (node is not MapNode map || map.Find("path") is not null)
            return new DocumentSources(ReadPaths(node, path, reading));

        var settings = new SettingsMap(map, path, reading);
        var before = reading.Errors.Count;
        if (settings.Find("paths") is not { } paths)
        {
            settings.Refuse("paths", "is missing; give the files, folders or globs, such as paths: [contracts]");
            return null;
        }

        var sources = new DocumentSources(ReadPaths(paths, settings.PathOf("paths"), reading))
        {
            OnError = Enum.Parse<OnError>(settings.OneOf("on_error", ["stop", "skip", "estimate"], "stop"), ignoreCase: true),
            AsText = settings.Has("as") && settings.OneOf("as", ["text"]) == "text",
            GroupByType = settings.OneOf("group_by", ["folder", "type"], "folder") == "type",
            SampleOf = settings.Has("sample_of") ? settings.Whole("sample_of", min: 1) : null,
        };
        if (sources.OnError == OnError.Estimate || settings.Has("tokens_per_page"))
            sources = sources with { TokensPerPage = settings.Tokens("tokens_per_page", TypicalTokensOfAPage, min: 1) };
        settings.RejectUnread();
        return reading.Errors.Count == before ? sources : null;
    }

    private static List<DocumentPath> ReadPaths(SettingsNode node, string path, Reading reading)
    {
        var paths = new List<DocumentPath>();
        foreach (var item in node is ListNode list ? list.Items : [node])
        {
            if (item is ScalarNode { Value.Length: > 0 } plain)
            {
                paths.Add(new DocumentPath(plain.Value, null, plain.At));
            }
            else if (item is MapNode entry)
            {
                var settings = new SettingsMap(entry, path, reading);
                paths.Add(new DocumentPath(settings.Text("path"), settings.Has("group") ? settings.Text("group") : null, entry.At));
                settings.RejectUnread();
            }
            else
            {
                reading.Errors.Add(item.At,
                    $"{path}: must be files, folders or globs such as [contracts, policies/*.md], but is '{item.Text}'");
            }
        }

        if (node is ListNode { Items.Count: 0 })
            reading.Errors.Add(node.At, $"{path}: is empty; give files, folders or globs such as [contracts]");
        return paths;
    }
}
