using System.Globalization;
using CostSim.Files;

namespace CostSim.Answers;

/// <summary>The finished shards of one sweep, found in folders and checked to be all there and of one kind.</summary>
internal sealed class SweepShards : IDisposable
{
    private readonly List<(FileStream File, SweepIndex Index)> shards;

    private SweepShards(List<(FileStream, SweepIndex)> shards) => this.shards = shards;

    /// <summary>The head of the whole sweep.</summary>
    public SweepHead Head => shards[0].Index.Head! with { Shard = 1, Shards = 1 };

    public static string NameOf(int shard, int shards) => string.Create(CultureInfo.InvariantCulture, $"shard-{shard}-of-{shards}.sweep");

    /// <summary>The shards of a sweep that a folder holds whole.</summary>
    public static IReadOnlyList<int> Finished(string folder, int shards) =>
        [.. Enumerable.Range(1, shards).Where(i => File.Exists(Path.Combine(folder, NameOf(i, shards))))];

    /// <summary>Refuses a finished shard that is not of this sweep; gives how many of its points failed.</summary>
    public static long Check(string finished, SweepHead head)
    {
        using var file = new FileStream(finished, FileMode.Open, FileAccess.Read, FileShare.Read);
        var index = SweepIndex.Read(file);
        var difference = index.Head is { } found && index.IsWhole ? head.Against(found) : "is damaged or of another version of costsim";
        if (difference is not null)
            throw new InputException(Location.Of(finished), $"{difference}; delete it, or write elsewhere with -o");
        return index.InOrder(file).LongCount(r => r.Error is not null);
    }

    /// <summary>
    /// Opens the shards in folders. Throws <see cref="InputException"/> that names each that is missing, foreign or damaged.
    /// </summary>
    public static SweepShards Open(IReadOnlyList<string> folders)
    {
        var errors = new InputErrors();
        var files = folders.SelectMany(folder => FilesIn(folder, errors)).ToList();
        errors.ThrowIfAny();
        var opened = files.Select(f => (File: new FileStream(f, FileMode.Open, FileAccess.Read, FileShare.Read), Name: f))
            .Select(f => (f.File, f.Name, Index: SweepIndex.Read(f.File))).ToList();
        try
        {
            foreach (var (_, name, _) in opened.Where(s => s.Index is not { Head: not null, IsWhole: true }))
                errors.Add(Location.Of(name), "is damaged or of another version of costsim; delete it and run its shard again");
            errors.ThrowIfAny();
            Check([.. opened.Select(s => (s.Name, s.Index))], errors);
            errors.ThrowIfAny();
            return new SweepShards([.. opened.OrderBy(s => s.Index.Head!.Shard).Select(s => (s.File, s.Index))]);
        }
        catch
        {
            opened.ForEach(s => s.File.Dispose());
            throw;
        }
    }

    /// <summary>All records by the number of their point.</summary>
    public IEnumerable<SweepRecord> InOrder() => shards.SelectMany(s => s.Index.InOrder(s.File));

    public void Dispose() => shards.ForEach(s => s.File.Dispose());

    private static IReadOnlyList<string> FilesIn(string folder, InputErrors errors)
    {
        if (File.Exists(folder))
            return [folder];
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "shard-*-of-*.sweep")
            .Order(StringComparer.Ordinal).ToList() : null;
        if (files is not { Count: > 0 })
            errors.Add(Location.Of(folder), files is null
                ? "does not exist; name the folders that --shard wrote to with -o"
                : "holds no finished shard; run it with --shard, and --resume where it was interrupted");
        return files ?? [];
    }

    // Foreign is what differs from most.
    private static void Check(IReadOnlyList<(string Name, SweepIndex Index)> shards, InputErrors errors)
    {
        var usual = shards.GroupBy(s => s.Index.Head! with { Shard = 1, Columns = [], MonthColumns = [], Paths = [] })
            .MaxBy(g => g.Count())!.First().Index.Head!;
        foreach (var (name, index) in shards)
        {
            if (usual.Against(index.Head!) is { } difference)
                errors.Add(Location.Of(name), $"is foreign: it {difference}; leave it out, or run its shard again");
        }

        var own = shards.Where(s => usual.Against(s.Index.Head!) is null).ToList();
        foreach (var twice in own.GroupBy(s => s.Index.Head!.Shard).Where(g => g.Count() > 1))
            errors.Add(Location.Of(twice.Last().Name),
                string.Create(CultureInfo.InvariantCulture,
                    $"is shard {twice.Key} of {usual.Shards}, which {twice.First().Name} is too; name it once"));
        var missing = Enumerable.Range(1, usual.Shards).Except(own.Select(s => s.Index.Head!.Shard)).ToList();
        if (missing.Count > 0)
            errors.Add(Location.Of(Path.GetDirectoryName(own[0].Name)!),
                string.Create(CultureInfo.InvariantCulture,
                    $"missing {(missing.Count == 1 ? "is shard" : "are shards")} "
                    + $"{string.Join(", ", missing.Take(20))}{(missing.Count > 20 ? ", ..." : "")} of {usual.Shards}; run "
                        + $"{(missing.Count == 1 ? "it" : "each")} with --shard {missing[0]}/{usual.Shards}"));
    }
}
