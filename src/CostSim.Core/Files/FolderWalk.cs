using System.Globalization;

namespace CostSim.Files;

/// <summary>The files below a folder, with their names below it; links to folders are followed, but never in a circle.</summary>
internal sealed class FolderWalk(string shown, InputErrors errors)
{
    private const int MaxDepth = 64;
    private const int MaxFolders = 100_000;

    private readonly record struct Open(string Folder, string Real, string Below, int Depth);

    public IEnumerable<(string Name, string FullPath)> Files(string top)
    {
        // A folder that is reached twice, through links, is read once.
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<Open>();
        open.Push(new Open(top, Target(new DirectoryInfo(top)) ?? top, "", 0));
        while (open.TryPop(out var at))
        {
            if (at.Depth > MaxDepth || !seen.Add(at.Real))
                continue;
            if (seen.Count > MaxFolders)
            {
                errors.Add(Location.Of(shown),
                    string.Create(CultureInfo.InvariantCulture,
                        $"holds more than {MaxFolders:#,0} folders; name the folder with the documents"));
                yield break;
            }

            foreach (var entry in Entries(at))
            {
                var real = Path.Combine(at.Real, entry.Name);
                if (!Directory.Exists(entry.FullName))
                    yield return (at.Below + entry.Name, entry.FullName);
                else if (Target(new DirectoryInfo(real)) is not { } target)
                    open.Push(new Open(entry.FullName, real, at.Below + entry.Name + "/", at.Depth + 1));
                // A link to a folder that holds it would bring in everything next to it.
                else if (!(real + "/").StartsWith(target.TrimEnd('/') + "/", StringComparison.Ordinal))
                    open.Push(new Open(entry.FullName, target, at.Below + entry.Name + "/", at.Depth + 1));
            }
        }
    }

    private List<FileSystemInfo> Entries(Open at)
    {
        try
        {
            return [.. new DirectoryInfo(at.Folder).EnumerateFileSystemInfos().Where(e => !IsPassedOver(e.Name))
                .OrderBy(e => e.Name, StringComparer.Ordinal)];
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            errors.Add(Location.Of($"{shown}/{at.Below}".TrimEnd('/')),
                $"this folder cannot be listed ({broken.Message}); give read permission, or leave it out");
            return [];
        }
    }

    private static string? Target(DirectoryInfo folder)
    {
        try
        {
            return folder.ResolveLinkTarget(returnFinalTarget: true)?.FullName;
        }
        catch (IOException)
        {
            return null;
        }
    }

    // Hidden files, and the locks that Office leaves next to an open document.
    private static bool IsPassedOver(string name) => name.StartsWith('.') || name.StartsWith("~$", StringComparison.Ordinal);
}
