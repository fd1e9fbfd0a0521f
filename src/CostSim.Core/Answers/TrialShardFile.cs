using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CostSim.Files;

namespace CostSim.Answers;

/// <summary>What a shard of trials is of. Shards whose identities are equal belong together.</summary>
/// <param name="Arguments">The command line of the run, without what says where it is done.</param>
/// <param name="Folder">Where that line was given: its paths are relative to it.</param>
internal sealed record TrialShardHead(string Version, string Scenario, string Hash, ulong Seed, int Shard, int Shards,
    IReadOnlyList<string> Arguments, string Folder);

/// <summary>A shard of trials on disk: a line of JSON, the blocks, and SHA-256 over both; whole or absent.</summary>
internal static class TrialShardFile
{
    private const int HashBytes = 32;

    public static string NameOf(int shard, int shards) => string.Create(CultureInfo.InvariantCulture, $"shard-{shard}-of-{shards}.trials");

    /// <summary>Writes a shard to a temporary name and gives it its own at the end.</summary>
    public static void Write(string path, TrialShardHead head, Action<Stream> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var working = string.Create(CultureInfo.InvariantCulture, $"{path}.{Environment.ProcessId}.writing");
        try
        {
            using (var file = new FileStream(working, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20))
            using (var hash = SHA256.Create())
            {
                using (var hashed = new CryptoStream(file, hash, CryptoStreamMode.Write, leaveOpen: true))
                {
                    hashed.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(head) + "\n"));
                    write(hashed);
                }

                file.Write(hash.Hash!);
                file.Flush(flushToDisk: true);
            }

            File.Move(working, path, overwrite: true);
        }
        finally
        {
            File.Delete(working);
        }
    }

    /// <summary>The head of a shard; null where the file is torn, altered or none.</summary>
    public static TrialShardHead? Read(string path)
    {
        using var file = Open(path, out var head);
        return head is not null && IsWhole(path) ? head : null;
    }

    /// <summary>The blocks of a shard that was read before.</summary>
    public static Stream Blocks(string path) => Open(path, out _);

    /// <summary>The files in folders that are shards of trials.</summary>
    public static IReadOnlyList<string> In(IReadOnlyList<string> folders) =>
        [.. folders.SelectMany(f =>
            Directory.Exists(f) ? Directory.GetFiles(f, "shard-*-of-*.trials").Order(StringComparer.Ordinal).ToArray()
        : f.EndsWith(".trials", StringComparison.Ordinal) && File.Exists(f) ? [f] : [])];

    /// <summary>
    /// The head that all shards share. Throws <see cref="InputException"/> that names each that is missing, foreign or damaged.
    /// </summary>
    public static TrialShardHead Check(IReadOnlyList<string> files)
    {
        var errors = new InputErrors();
        var heads = files.Select(f => (Name: f, Head: Read(f))).ToList();
        foreach (var (name, _) in heads.Where(h => h.Head is null))
            errors.Add(Location.Of(name), "is damaged or of another version of costsim; delete it and run its shard again");
        errors.ThrowIfAny();
        var usual = heads.GroupBy(h => Identity(h.Head!)).MaxBy(g => g.Count())!.First().Head!;
        foreach (var (name, head) in heads.Where(h => Identity(h.Head!) != Identity(usual)))
            errors.Add(Location.Of(name), $"is foreign: {Against(usual, head!)}; leave it out, or run its shard again");
        var own = heads.Where(h => Identity(h.Head!) == Identity(usual)).ToList();
        foreach (var twice in own.GroupBy(h => h.Head!.Shard).Where(g => g.Count() > 1))
            errors.Add(Location.Of(twice.Last().Name),
                string.Create(CultureInfo.InvariantCulture,
                    $"is shard {twice.Key} of {usual.Shards}, which {twice.First().Name} is too; name it once"));
        var missing = Enumerable.Range(1, usual.Shards).Except(own.Select(h => h.Head!.Shard)).ToList();
        if (missing.Count > 0)
            errors.Add(Location.Of(Path.GetDirectoryName(files[0])!),
                string.Create(CultureInfo.InvariantCulture,
                    $"missing {(missing.Count == 1 ? "is shard" : "are shards")} "
                    + $"{string.Join(", ", missing.Take(20))}{(missing.Count > 20 ? ", ..." : "")} of {usual.Shards}; run "
                        + $"{(missing.Count == 1 ? "it" : "each")} with --shard {missing[0]}/{usual.Shards}"));
        errors.ThrowIfAny();
        return usual;
    }

    private static string Identity(TrialShardHead head) => $"{head.Version} {head.Scenario} {head.Hash} {head.Seed} {head.Shards}";

    private static string Against(TrialShardHead usual, TrialShardHead other) => usual switch
    {
        _ when usual.Version != other.Version => $"it was made by version {other.Version} of costsim",
        _ when usual.Seed != other.Seed => $"it has seed {other.Seed}, not {usual.Seed}",
        _ when usual.Scenario != other.Scenario => $"it is of scenario {other.Scenario}, not of {usual.Scenario}",
        _ when usual.Shards != other.Shards => $"it is one of {other.Shards} shards, not of {usual.Shards}",
        _ => "it is of another state of the scenario, its files, its prices or its options",
    };

    private static ShardBody Open(string path, out TrialShardHead? head)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
        var line = new List<byte>();
        for (var b = file.ReadByte(); b >= 0 && b != '\n' && line.Count < 1 << 20; b = file.ReadByte())
            line.Add((byte)b);
        try
        {
            head = JsonSerializer.Deserialize<TrialShardHead>(line.ToArray());
        }
        catch (Exception broken) when (InputGuard.IsMalformed(broken))
        {
            head = null;
        }

        return new ShardBody(file, Math.Max(file.Position, file.Length - HashBytes));
    }

    private static bool IsWhole(string path)
    {
        using var file = File.OpenRead(path);
        if (file.Length < HashBytes)
            return false;
        using var body = new ShardBody(file, file.Length - HashBytes);
        var computed = SHA256.HashData(body);
        var stored = new byte[HashBytes];
        return file.ReadAtLeast(stored, HashBytes, throwOnEndOfStream: false) == HashBytes && stored.AsSpan().SequenceEqual(computed);
    }

    // A file up to a place, so that what follows is not taken for a block.
    private sealed class ShardBody(FileStream file, long end) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => end;

        public override long Position { get => file.Position; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) =>
            file.Read(buffer, offset, (int)Math.Min(count, end - file.Position));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                file.Dispose();
            base.Dispose(disposing);
        }
    }
}
