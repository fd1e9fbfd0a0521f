using System.IO.Enumeration;
using CostSim.Files;

namespace CostSim.Documents;

/// <summary>A file that was found: its name below the given path, its group, and its path as messages show it.</summary>
internal sealed record FoundFile(string Name, string Group, string Shown, string FullPath, DocumentPath From)
{
    /// <summary>Given by name, not found in a folder or by a glob.</summary>
    public bool IsNamed { get; init; }
}

/// <summary>Turns files, folders and globs into files, in order of their names, each once.</summary>
internal static class DocumentSearch
{
    /// <summary>What <c>folder</c>-relative paths represent; paths that lead nowhere are added to the errors.</summary>
    public static IReadOnlyList<FoundFile> Find(DocumentSources sources, string folder, InputErrors errors)
    {
        var found = new Dictionary<string, FoundFile>(StringComparer.Ordinal);
        foreach (var path in sources.Paths)
        {
            foreach (var file in Expand(path, folder, sources.Paths.Count > 1, errors))
                found.TryAdd(file.FullPath, file);
        }

        return [.. WithUniqueNames(found.Values).OrderBy(f => f.Name, StringComparer.Ordinal)];
    }

    private static List<FoundFile> Expand(DocumentPath path, string folder, bool isOneOfSeveral, InputErrors errors)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(folder, path.Path)));
        var found = new List<FoundFile>();
        if (path.Path == InputStream.Standard)
        {
            found.Add(new FoundFile("stdin", path.Group ?? ".", path.Path, path.Path, path) { IsNamed = true });
        }
        else if (File.Exists(full))
        {
            found.Add(new FoundFile(Path.GetFileName(full), path.Group ?? ".", Slashes(path.Path), full, path) { IsNamed = true });
        }
        else if (Directory.Exists(full))
        {
            found.AddRange(Below(path, path.Path is "." ? "" : Slashes(path.Path), full, isOneOfSeveral, _ => true, errors));
            if (found.Count == 0)
                errors.Add(path.At, $"{path.Path}: is an empty folder; put documents into it, or name another");
        }
        else if (path.Path.AsSpan().ContainsAny('*', '?'))
        {
            var segments = Slashes(path.Path).Split('/');
            var firstWild = Array.FindIndex(segments, s => s.AsSpan().ContainsAny('*', '?'));
            var start = string.Join('/', segments.Take(firstWild));
            var top = Path.TrimEndingDirectorySeparator(
                Path.GetFullPath(Path.Combine(folder, segments[0].Length == 0 && firstWild > 0 ? start + "/" : start)));
            if (Directory.Exists(top))
                found.AddRange(Below(path, start, top, isOneOfSeveral, name =>
                    Matches(name.Split('/'), segments.AsSpan(firstWild)), errors));
            if (found.Count == 0)
                errors.Add(path.At, $"{path.Path}: matches no file below {(start.Length == 0 ? "this folder" : start)}; '**' matches any "
                    + $"number of folders, '*' a part of one name");
        }
        else
        {
            errors.Add(path.At, $"{path.Path}: there is no such file or "
                + $"folder{(folder.Length == 0 ? "" : $" in {(Directory.Exists(folder) ? Path.GetFullPath(folder) : folder)}")}");
        }

        return found;
    }

    // What lies directly in one of several folders belongs to that folder; in the only one it belongs to no part of it.
    private static IEnumerable<FoundFile> Below(DocumentPath path, string shown, string top, bool isOneOfSeveral,
        Func<string, bool> wanted, InputErrors errors)
    {
        var own = isOneOfSeveral ? Path.GetFileName(top) : ".";
        var prefix = shown.Length == 0 ? "" : shown.TrimEnd('/') + "/";
        return from file in new FolderWalk(shown.Length == 0 ? "." : shown, errors).Files(top)
               where wanted(file.Name)
               let folder = file.Name.IndexOf('/') is var slash and > 0 ? file.Name[..slash] : own
               select new FoundFile(file.Name, path.Group ?? folder, prefix + file.Name, file.FullPath, path);
    }

    private static bool Matches(ReadOnlySpan<string> name, ReadOnlySpan<string> pattern)
    {
        if (pattern.IsEmpty || name.IsEmpty)
            return name.IsEmpty && pattern.IsEmpty;
        if (pattern[0] == "**")
            return Matches(name, pattern[1..]) || Matches(name[1..], pattern);
        return FileSystemName.MatchesSimpleExpression(pattern[0], name[0], ignoreCase: false) && Matches(name[1..], pattern[1..]);
    }

    // Two folders may hold files of one name; then the given path tells them apart.
    private static IEnumerable<FoundFile> WithUniqueNames(IEnumerable<FoundFile> files) =>
        files.GroupBy(f => f.Name).SelectMany(same => same.Count() == 1 ? same : same.Select(f => f with { Name = f.Shown }));

    private static string Slashes(string path)
    {
        var slashed = Path.DirectorySeparatorChar == '\\' ? path.Replace('\\', '/') : path;
        return slashed.StartsWith("./", StringComparison.Ordinal) ? slashed[2..] : slashed;
    }
}
