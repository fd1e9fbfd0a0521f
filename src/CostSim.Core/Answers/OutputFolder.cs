using CostSim.Documents;
using CostSim.Files;
using CostSim.Forecasts;

namespace CostSim.Answers;

/// <summary>
/// The files of a run: written to a temporary folder next to the target and put in place at the end, so that an interrupted run leaves
/// the old results whole. Only what an earlier run wrote is replaced or removed. Disposing without <see cref="MoveIntoPlace"/> leaves
/// nothing behind.
/// </summary>
internal sealed class OutputFolder : IDisposable
{
    private const string SweepFile = "sweep.json";
    private const string Page = "report.html";

    // Another run that is putting its files into the same folder needs less than a second.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string target;
    private readonly string working;
    private readonly HashSet<string> written = [];

    public OutputFolder(string target)
    {
        this.target = Resolved(target);
        if (File.Exists(this.target))
            throw new IOException($"{target} is a file, and results need a folder; name one with -o");
        var parent = Path.GetDirectoryName(this.target) ?? throw new IOException($"{target} cannot hold results; name a folder with -o");
        Directory.CreateDirectory(parent);
        working = Unfinished.PathOf(this.target);
        if (Directory.Exists(working))
            Directory.Delete(working, recursive: true);
        Directory.CreateDirectory(working);
        Unfinished.Clean(this.target, working);
    }

    // A sweep and a run may share a folder; each replaces its own.
    private string ManifestName => written.Contains(SweepFile) ? FolderManifest.OfSweep : FolderManifest.OfRun;

    /// <summary>Throws where a folder has a file of one of these names that no run wrote.</summary>
    public static void RefuseForeign(string folder, IEnumerable<string> names)
    {
        var target = Resolved(folder);
        if (!Directory.Exists(target))
            return;
        var foreign = Foreign(target, names);
        if (foreign.Count > 0)
            throw new IOException(
                $"{Path.Combine(folder, foreign[0])} is there, and no run of costsim wrote it; move it away, or name another "
                + $"folder with -o");
    }

    /// <summary>Opens a file of the run for writing; the name may hold one folder, as in <c>charts/fan.svg</c>.</summary>
    public Stream Create(string name)
    {
        var segments = name.Split('/');
        if (segments.Length > 2 || !segments.All(FileNames.IsSafe))
            throw new IOException($"'{name}' cannot be the name of a result: it would not be a file inside {target}");
        var path = Path.Combine(working, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        written.Add(name);
        return File.Create(path);
    }

    public void Write(string name, string text)
    {
        using var writer = new StreamWriter(Create(name));
        writer.Write(text);
    }

    /// <summary>Puts the results in place. Results of an earlier run are replaced; everything else in the folder stays.</summary>
    public void MoveIntoPlace()
    {
        File.WriteAllText(Path.Combine(working, ManifestName), FolderManifest.Of(working, written));
        if (!Directory.Exists(target) && TryMove())
            return;
        RefuseForeign(target, written);
        var old = FolderManifest.Read(target, ManifestName);
        if (old.IsWhole && HoldsOnly(old) && FolderExchange.Try(working, target))
            RemoveExchanged(old);
        else
            MoveOneByOne(old);
    }

    public void Dispose()
    {
        if (Directory.Exists(working))
            Directory.Delete(working, recursive: true);
    }

    private static string Resolved(string folder)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        return Directory.Exists(full) && new DirectoryInfo(full).ResolveLinkTarget(returnFinalTarget: true) is { } link
            ? Path.TrimEndingDirectorySeparator(link.FullName)
            : full;
    }

    private static List<string> Foreign(string target, IEnumerable<string> names)
    {
        var ours = FolderManifest.Read(target, FolderManifest.OfRun).Names.Union(FolderManifest.Read(target, FolderManifest.OfSweep).Names)
            .ToHashSet();
        var older = ours.Count == 0 && FolderManifest.IsOlderResult(target);
        return [.. names.Where(n => Path.Combine(target, n) is var path && Path.Exists(path)
            && !(IsRegular(path) && (older || ours.Contains(n)))).Order(StringComparer.Ordinal)];
    }

    private static bool IsRegular(string path) => new FileInfo(path) is { Exists: true, LinkTarget: null } && !WholeFile.IsStream(path);

    private bool TryMove()
    {
        try
        {
            Directory.Move(working, target);
            return true;
        }
        catch (IOException) when (Directory.Exists(target))
        {
            // Another run has made it in the meantime.
            return false;
        }
    }

    // The folder that the tool is in is not exchanged: a shell that is in it too would be left in the old one.
    private bool HoldsOnly(FolderManifest old) => old.Names.Count > 0 && target != Path.GetFullPath(Environment.CurrentDirectory) &&
        Directory.EnumerateFileSystemEntries(target, "*",
            new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }).All(path =>
        {
            var name = Path.GetRelativePath(target, path).Replace('\\', '/');
            return name == ManifestName || IsOf(old, name)
                || (Directory.Exists(path) && old.Names.Any(n => n.StartsWith(name + "/", StringComparison.Ordinal)));
        });

    // A picture of a chart is drawn from it afterwards, and belongs to it.
    private static bool IsOf(FolderManifest old, string name) => old.Names.Contains(name)
        || (name.EndsWith(".png", StringComparison.Ordinal) && old.Names.Contains(Path.ChangeExtension(name, ".svg")));

    // After the exchange the old files are in the temporary folder. Whatever somebody put between them in the last instant goes back.
    private void RemoveExchanged(FolderManifest old)
    {
        foreach (var path in Directory.GetFiles(working, "*",
            new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }))
        {
            var name = Path.GetRelativePath(working, path).Replace('\\', '/');
            if (name != ManifestName && !IsOf(old, name) && Path.Combine(target, name) is var back && !Path.Exists(back))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(back)!);
                File.Move(path, back);
            }
        }
    }

    // The old page and the old record go first and the new ones come last: no page ever lies next to tables of another run.
    private void MoveOneByOne(FolderManifest old)
    {
        using var turn = Turn();
        var manifest = Path.Combine(target, ManifestName);
        WholeFile.Write(manifest, FolderManifest.OfUnfinished(written.Union(old.Names)));
        var last = written.Where(n => n is Page or SweepFile or ForecastFile.Name).OrderBy(n => n is not Page).ToList();
        foreach (var name in old.Names.Except(written).SelectMany(n => n.EndsWith(".svg", StringComparison.Ordinal)
            ? [n, Path.ChangeExtension(n, ".png")]
            : new[] { n }).Concat(last))
        {
            if (Path.Combine(target, name) is var path && File.Exists(path))
                File.Delete(path);
        }

        foreach (var name in written.Except(last).Order(StringComparer.Ordinal).Concat(last))
        {
            var to = Path.Combine(target, name);
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Move(Path.Combine(working, name), to, overwrite: true);
        }

        File.Move(Path.Combine(working, ManifestName), manifest, overwrite: true);
    }

    private FileStream Turn()
    {
        for (var since = System.Diagnostics.Stopwatch.StartNew(); ;)
        {
            try
            {
                return new FileStream(Path.Combine(target, ".costsim-lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1,
                    FileOptions.DeleteOnClose);
            }
            catch (IOException) when (since.Elapsed < Patience)
            {
                Thread.Sleep(20);
            }
        }
    }
}
