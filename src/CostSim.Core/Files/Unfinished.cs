using System.Diagnostics;
using System.Globalization;

namespace CostSim.Files;

/// <summary>
/// The names under which files and folders are written before they are moved into place. They say which process on which machine writes
/// them, so that the next one can tell what a killed process left behind.
/// </summary>
internal static class Unfinished
{
    private const string Suffix = ".writing";

    // Another machine's process cannot be looked up; after two days it has ended.
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(2);

    private static readonly string Host = FileNames.Of(Environment.MachineName).Replace('.', '-');

    /// <summary>Where this process writes what will be <paramref name="target"/>: next to it, hence on the same file system.</summary>
    public static string PathOf(string target) =>
        Path.Combine(Path.GetDirectoryName(target)!,
            string.Create(CultureInfo.InvariantCulture, $"{Prefix(target)}{Host}-{Environment.ProcessId}{Suffix}"));

    /// <summary>Removes what killed processes left of a target; <paramref name="working"/> is there and says what time it is.</summary>
    public static void Clean(string target, string working)
    {
        var (folder, prefix, now) = (Path.GetDirectoryName(target)!, Prefix(target), File.GetLastWriteTimeUtc(working));
        try
        {
            foreach (var left in Directory.EnumerateFileSystemEntries(folder, ".*" + Suffix)
                .Where(p => p != working && IsLeft(p, prefix, now)).ToList())
            {
                if (File.GetAttributes(left).HasFlag(FileAttributes.Directory))
                    Directory.Delete(left, recursive: true);
                else
                    File.Delete(left);
            }
        }
        catch (Exception notOurs) when (notOurs is IOException or UnauthorizedAccessException)
        {
            // What cannot be removed only takes room.
        }
    }

    private static bool IsLeft(string path, string prefix, DateTime now)
    {
        var name = Path.GetFileName(path);
        if (!name.StartsWith(prefix, StringComparison.Ordinal) || name.Length <= prefix.Length + Suffix.Length)
            return false;
        var owner = name[prefix.Length..^Suffix.Length];
        var dash = owner.LastIndexOf('-');
        if (dash <= 0 || !int.TryParse(owner[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var process))
            return false;
        return owner[..dash] == Host ? !IsAlive(process) : now - File.GetLastWriteTimeUtc(path) > Forgotten;
    }

    private static bool IsAlive(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static string Prefix(string target) => $".{FileNames.Of(Path.GetFileName(target))}.";
}
