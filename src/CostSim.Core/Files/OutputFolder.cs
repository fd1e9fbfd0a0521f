namespace CostSim.Files;

/// <summary>
/// The files of a run: written to a temporary folder beside the target and moved into place at the end, so that an
/// interrupted run leaves the old results whole. Disposing without <see cref="MoveIntoPlace"/> leaves nothing behind.
/// </summary>
internal sealed class OutputFolder : IDisposable
{
    private const string SweepFile = "sweep.json";

    private readonly string target;
    private readonly string working;
    private readonly List<string> written = [];

    public OutputFolder(string target)
    {
        this.target = Path.GetFullPath(target);
        if (File.Exists(this.target))
            throw new IOException($"{target} is a file, and results need a folder; name one with -o");
        var parent = Path.GetDirectoryName(this.target) ?? throw new IOException($"{target} cannot hold results; name a folder with -o");
        Directory.CreateDirectory(parent);
        working = Path.Combine(parent, $".{Path.GetFileName(this.target)}.{Environment.ProcessId}.writing");
        if (Directory.Exists(working))
            Directory.Delete(working, recursive: true);
        Directory.CreateDirectory(working);
    }

    /// <summary>Opens a file of the run for writing; the name may hold one folder, as in <c>charts/fan.svg</c>.</summary>
    public Stream Create(string name)
    {
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

    /// <summary>Puts the results where they belong. Results of an earlier run are replaced; files that no run writes stay.</summary>
    public void MoveIntoPlace()
    {
        if (!Directory.Exists(target))
        {
            Directory.Move(working, target);
            return;
        }

        var charts = Path.Combine(target, "charts");
        if (Directory.Exists(charts))
        {
            // A sweep and a run may share a folder; each replaces its own.
            var ofSweep = written.Contains(SweepFile);
            foreach (var old in Directory.EnumerateFiles(charts).Where(f => Path.GetExtension(f) is ".svg" or ".png" && Path.GetFileName(f).StartsWith("sweep-", StringComparison.Ordinal) == ofSweep && !written.Contains("charts/" + Path.GetFileName(f))).ToList())
                File.Delete(old);
        }

        // These come last: whoever reads a folder by them never sees half of the new files.
        foreach (var name in written.OrderBy(n => n is "forecast.json" or SweepFile))
        {
            var to = Path.Combine(target, name);
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Move(Path.Combine(working, name), to, overwrite: true);
        }
    }

    public void Dispose()
    {
        if (Directory.Exists(working))
            Directory.Delete(working, recursive: true);
    }
}
