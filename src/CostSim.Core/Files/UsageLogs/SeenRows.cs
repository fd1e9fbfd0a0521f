using System.Security.Cryptography;
using System.Text;

namespace CostSim.Files.UsageLogs;

/// <summary>
/// Knows ids that were met before, in bounded memory: the last one to two million of them, so that overlapping exports are
/// found wherever their rows lie that near. 64 bits of each id are kept; two different ones agree once in 10^7 such logs.
/// </summary>
internal sealed class SeenRows(int most = 1_000_000)
{
    private HashSet<ulong> recent = [];
    private HashSet<ulong> before = [];

    /// <summary>True where the id was met before.</summary>
    public bool Again(string id)
    {
        var key = Hash(id);
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

    private static ulong Hash(string id)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(id), hash);
        return BitConverter.ToUInt64(hash);
    }
}
