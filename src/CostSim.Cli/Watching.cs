using System.Globalization;
using CostSim.Answers;
using CostSim.Files;
using CostSim.Results;

namespace CostSim.Cli;

/// <summary>Runs again when a file of the scenario changes, and says in one line what that changed.</summary>
/// <param name="look">A stamp of each file that matters.</param>
/// <param name="wait">Waits for the next look; false when it is over.</param>
internal sealed class Watching(Func<IReadOnlyDictionary<string, string>> look, Func<bool> wait)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    /// <summary>Watches the files of a scenario until it is stopped.</summary>
    public static Watching Files(string scenario, Result result, string output, CancellationToken stop) =>
        new(Look(scenario, result, output), () => !stop.WaitHandle.WaitOne(Pause));

    /// <summary>Stamps what lies next to the scenario, and its documents elsewhere; results in the output folder do not count.</summary>
    internal static Func<IReadOnlyDictionary<string, string>> Look(string scenario, Result result, string output)
    {
        var folder = Path.GetFullPath(Directory.Exists(scenario) ? scenario : Path.GetDirectoryName(Path.GetFullPath(scenario))!);
        var results = Path.GetFullPath(output) + Path.DirectorySeparatorChar;
        var elsewhere = result.Scenario.Workloads.SelectMany(w => w.Corpus?.Documents ?? []).Select(d => d.Path).Where(File.Exists)
            .Select(Path.GetFullPath).ToList();
        return () => Directory.EnumerateFiles(folder, "*",
            new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })
            .Where(f => !f.StartsWith(results, StringComparison.Ordinal)).Concat(elsewhere.Where(File.Exists)).Distinct()
            .ToDictionary(f => Path.GetRelativePath(folder, f), Stamp);
    }

    /// <summary>Until it is over. A scenario that cannot be read, or a file that is just being saved, is told and watched on.</summary>
    public void Go(Result first, Func<Result> again, TextWriter output, TextWriter error)
    {
        var (last, seen) = (first, look());
        error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Watching {seen.Count:#,0} {(seen.Count == 1 ? "file" : "files")}; Ctrl-C ends."));
        while (wait())
        {
            var now = look();
            var changed = now.Keys.Union(seen.Keys).Where(f => now.GetValueOrDefault(f) != seen.GetValueOrDefault(f))
                .Order(StringComparer.Ordinal).ToList();
            if (changed.Count == 0)
                continue;
            seen = now;
            try
            {
                var next = again();
                output.WriteLine($"{changed[0]}{(changed.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $" and {changed.Count - 1} more") : "")}: {Sentences.Change(last, next)}");
                last = next;
            }
            catch (InputException refused)
            {
                foreach (var problem in refused.Errors)
                    error.WriteLine(problem.ToString());
            }
            catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
            {
                error.WriteLine($"error: {broken.Message}");
            }
        }
    }

    private static string Stamp(string file)
    {
        var about = new FileInfo(file);
        return string.Create(CultureInfo.InvariantCulture, $"{(about.Exists ? about.Length : 0)} {about.LastWriteTimeUtc.Ticks}");
    }
}
