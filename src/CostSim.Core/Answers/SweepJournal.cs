using System.Diagnostics;
using System.Globalization;

namespace CostSim.Answers;

/// <summary>
/// The finished points of a sweep as they come, a checked line each, only ever added to. What a crash or a full disk cut off is not a line
/// and is not read. While it is open no other process can use it.
/// </summary>
internal sealed class SweepJournal : IDisposable
{
    // What a power cut may take.
    private static readonly TimeSpan Unsafe = TimeSpan.FromSeconds(0.5);

    /// <summary>The file of a sweep that one process works on.</summary>
    public const string Name = "sweep.journal";

    /// <summary>How the file of a shard ends while it is worked on.</summary>
    public const string OfShard = ".sweep.writing";

    private readonly FileStream file;
    private readonly Lock gate = new();
    private Dictionary<long, long> places = [];
    private TimeSpan written;
    private bool isFull;

    private SweepJournal(FileStream file, SweepHead head) => (this.file, Head) = (file, head);

    public SweepHead Head { get; }

    public string Path => file.Name;

    /// <summary>Points that are done, in no order.</summary>
    public IReadOnlyCollection<long> Done => places.Keys;

    /// <summary>
    /// Opens the journal of a sweep. One that holds points already is gone on with where <paramref name="resume"/> says so, else refused.
    /// </summary>
    public static SweepJournal Open(string path, SweepHead head, bool resume)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        var journal = new SweepJournal(Lock(path), head);
        try
        {
            journal.Begin(resume);
            return journal;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Throws where a sweep, or a shard of one, is at work in a folder: a concurrent run would mix its files with the sweep's.
    /// </summary>
    public static void RefuseWhileRunning(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var journal in Directory.EnumerateFiles(folder).Where(f => f.EndsWith(Name, StringComparison.Ordinal)
            || f.EndsWith(OfShard, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
            Lock(journal, FileMode.Open).Dispose();
    }

    // FileShare.None is an advisory lock that ends with the process, however it ends.
    private static FileStream Lock(string path, FileMode mode = FileMode.OpenOrCreate)
    {
        try
        {
            return new FileStream(path, mode, FileAccess.ReadWrite, FileShare.None, bufferSize: 1 << 16);
        }
        catch (IOException taken) when (File.Exists(path))
        {
            throw new IOException(
                $"{System.IO.Path.GetDirectoryName(path)} is in use by another costsim; wait for it, or write elsewhere with -o "
                + $"({taken.Message})");
        }
    }

    private void Begin(bool resume)
    {
        var found = SweepIndex.Read(file);
        if (found.Places.Count > 0 && !resume)
            throw new IOException(
                string.Create(CultureInfo.InvariantCulture,
                    $"{Path} holds {found.Places.Count:#,0} points of an unfinished sweep; go on with --resume, or delete it to "
                    + $"start again"));
        if (found.Places.Count > 0
            && (Head.Against(found.Head!)
                ?? (Head.Shard != found.Head!.Shard ? $"is shard {found.Head.Shard}, not {Head.Shard}" : null)) is { } difference)
            throw new IOException($"{Path} {difference}; delete it to start again");
        places = found.Places;
        // A head without points may be of another sweep.
        file.SetLength(places.Count == 0 ? 0 : found.End);
        file.Position = file.Length;
        if (places.Count == 0)
            Write(Head.Json());
        Keep();
    }

    /// <summary>Adds a point; on the disk after half a second at most.</summary>
    public void Add(SweepRecord record)
    {
        var line = record.Json();
        lock (gate)
        {
            places[record.Number] = file.Position;
            Write(line);
            if (Stopwatch.GetElapsedTime(0) - written > Unsafe)
                Keep();
        }
    }

    /// <summary>The records by the number of their point.</summary>
    public IEnumerable<SweepRecord> InOrder() => places.OrderBy(p => p.Key).Select(p => SweepRecord.Parse(SweepLines.At(file, p.Value)));

    /// <summary>Marks the shard as whole and gives it its name.</summary>
    public void Finish(string name)
    {
        Write(SweepIndex.EndOf(places.Count));
        Keep();
        File.Move(Path, name, overwrite: true);
    }

    /// <summary>The journal has served: its points are in the results.</summary>
    public void Delete() => File.Delete(Path);

    public void Dispose()
    {
        try
        {
            file.Dispose();
        }
        catch (IOException) when (isFull)
        {
            // Said already; the line that was cut is none.
        }
    }

    private void Write(string json) => Guarded(() => file.Write(SweepLines.Of(json)));

    private void Keep()
    {
        Guarded(() => file.Flush(flushToDisk: true));
        written = Stopwatch.GetElapsedTime(0);
    }

    private void Guarded(Action write)
    {
        try
        {
            write();
        }
        catch (IOException full)
        {
            isFull = true;
            throw new IOException(
                $"{Path} cannot be written to ({full.Message}); the points in it are kept: make room, and the same command with "
                + $"--resume goes on", full);
        }
    }
}
