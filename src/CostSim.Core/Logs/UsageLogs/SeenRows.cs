namespace CostSim.Logs;

/// <summary>
/// Knows keys that were met before, in bounded memory: the last one to two million of them, so that overlapping exports are
/// found wherever their rows lie that near. 64 bits of each key are kept; two different ones agree once in 10^7 such logs.
/// </summary>
internal sealed class SeenRows(int most = 1_000_000)
{
    private HashSet<ulong> recent = [];
    private HashSet<ulong> before = [];

    /// <summary>True where the key was met before.</summary>
    public bool Again(string key) => Again(new KeyHash().With(key).Value);

    /// <summary>True where the key was met before; does not remember it.</summary>
    public bool Knows(string key) => new KeyHash().With(key).Value is var hash && (recent.Contains(hash) || before.Contains(hash));

    /// <summary>True where a record equal in all of its key fields was met before.</summary>
    public bool Again(in LogRecord record) => Again(new KeyHash().With(record.Id).With(record.Model).With(record.ServiceTier)
        .With(record.Region).With(record.Trace).With(record.Session)
        .With(record.From.UtcTicks).With(record.Requests).With(record.Input).With(record.CachedInput).With(record.Output).Value);

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
}

/// <summary>A hash of 64 bits over the parts of a key, the same in every run.</summary>
internal readonly struct KeyHash
{
    // FNV-1a over units of 16 and 64 bits, mixed at the end as splitmix64 does.
    private const ulong Start = 14_695_981_039_346_656_037;
    private const ulong Prime = 1_099_511_628_211;

    private readonly ulong state;

    public KeyHash()
        : this(Start)
    {
    }

    private KeyHash(ulong state) => this.state = state;

    public ulong Value
    {
        get
        {
            unchecked
            {
                var z = state;
                z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
                z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
                return z ^ (z >> 31);
            }
        }
    }

    public KeyHash With(string? part)
    {
        unchecked
        {
            var hash = state;
            foreach (var c in part ?? "")
                hash = (hash ^ c) * Prime;
            // Ends the part, so that "a", "bc" is another key than "ab", "c".
            return new KeyHash((hash ^ 0xffff) * Prime);
        }
    }

    public KeyHash With(long part) => new(unchecked((state ^ (ulong)part) * Prime));
}
