using System.Security.Cryptography;
using System.Text;
using CostSim.Logs;

namespace CostSim.Files.UsageLogs;

/// <summary>
/// Knows keys that were met before, in bounded memory: the last one to two million of them, so that overlapping exports are
/// found wherever their rows lie that near. 64 bits of each key are kept; two different ones agree once in 10^7 such logs.
/// </summary>
internal sealed class SeenRows(int most = 1_000_000)
{
    private HashSet<ulong> recent = [];
    private HashSet<ulong> before = [];

    /// <summary>True where the key was met before.</summary>
    public bool Again(string key) => Again(Hash(Encoding.UTF8.GetBytes(key)));

    /// <summary>True where the key was met before; does not remember it.</summary>
    public bool Knows(string key) => Hash(Encoding.UTF8.GetBytes(key)) is var hash && (recent.Contains(hash) || before.Contains(hash));

    /// <summary>True where a record equal in all of its key fields was met before.</summary>
    public bool Again(in LogRecord record)
    {
        var name = $"{record.Id}|{record.Model}|{record.ServiceTier}|{record.Region}|{record.Trace}|{record.Session}";
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(name.Length) + 40];
        var length = Encoding.UTF8.GetBytes(name, bytes);
        foreach (var number in (ReadOnlySpan<long>)[record.From.UtcTicks, record.Requests, record.Input, record.CachedInput, record.Output])
        {
            BitConverter.TryWriteBytes(bytes.AsSpan(length), number);
            length += sizeof(long);
        }

        return Again(Hash(bytes.AsSpan(0, length)));
    }

    private bool Again(ulong key)
    {
        if (before.Contains(key) || !recent.Add(key))
            return true;
        if (recent.Count >= most)
        {
            // The older set is emptied and used again: a new one each time would leave its memory to the collector.
            (recent, before) = (before, recent);
            recent.Clear();
        }

        return false;
    }

    private static ulong Hash(ReadOnlySpan<byte> key)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(key, hash);
        return BitConverter.ToUInt64(hash);
    }
}
