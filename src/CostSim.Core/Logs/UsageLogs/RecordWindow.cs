namespace CostSim.Logs;

/// <summary>
/// Holds the last few thousand records back, so that a later row can replace or drop an earlier one: the last row of a streamed
/// message counts, and a span whose child is a call counts only as that child. Everything else leaves in its order.
/// </summary>
internal sealed class RecordWindow(LogNotes notes, SeenRows seen, bool streams, bool nests)
{
    private const int Held = 4_096;

    // Parts of one streamed message follow each other; rows an hour apart that share an id are different requests.
    private static readonly TimeSpan LongestMessage = TimeSpan.FromMinutes(15);

    private readonly Queue<Entry> waiting = new();
    private readonly Dictionary<string, Entry> byId = new(StringComparer.Ordinal);
    private readonly SeenRows parents = new();

    // Entries are used again: a new one for each row would leave hundreds of megabytes to the collector.
    private readonly Stack<Entry> free = new();

    private sealed class Entry
    {
        public LogRecord Record { get; set; }

        public bool IsDropped { get; set; }
    }

    /// <summary>Takes a record; gives the one that leaves, if any.</summary>
    public LogRecord? Push(in LogRecord record)
    {
        if (record.Id is { } id && !Keeps(record, id))
            return null;
        var entry = free.Count > 0 ? free.Pop() : new Entry();
        (entry.Record, entry.IsDropped) = (record, false);
        waiting.Enqueue(entry);
        if (record.Id is not null)
            byId[record.Id] = entry;
        return waiting.Count > Held ? Leave() : null;
    }

    public IEnumerable<LogRecord> Rest()
    {
        while (waiting.Count > 0)
        {
            if (Leave() is { } record)
                yield return record;
        }
    }

    // False where the record is one that is held already, or one that its children have counted.
    private bool Keeps(in LogRecord record, string id)
    {
        if (nests && IsParentOfCall(record, id))
            return false;
        if (byId.TryGetValue(id, out var held))
        {
            if (IsPart(held.Record, record))
            {
                notes.Streamed++;
                held.Record = record with { From = held.Record.From };
                return false;
            }

            if (IsSame(held.Record, record))
            {
                notes.Duplicates++;
                return false;
            }

            notes.SharedIds++;
        }

        if (!(streams ? seen.Again(id) : seen.Again(record)))
            return true;
        notes.Duplicates++;
        return false;
    }

    // A parent may come before its children or after them.
    private bool IsParentOfCall(in LogRecord record, string id)
    {
        if (record.Parent is { } parent)
        {
            parents.Again(parent);
            if (byId.TryGetValue(parent, out var held) && !held.IsDropped)
            {
                held.IsDropped = true;
                notes.OtherSpans++;
            }
        }

        if (!parents.Knows(id))
            return false;
        notes.OtherSpans++;
        return true;
    }

    private bool IsPart(in LogRecord earlier, in LogRecord later) => streams
        || (earlier.Model == later.Model && earlier.Input == later.Input && earlier.Input > 0
        && later.Output > earlier.Output && (later.From - earlier.From).Duration() <= LongestMessage);

    // Two exports may hold more or less of a row: its seller, or how its input divides.
    private static bool IsSame(in LogRecord a, in LogRecord b) => a.From == b.From && Bare(a.Model).SequenceEqual(Bare(b.Model))
        && a.ServiceTier == b.ServiceTier
        && a.Requests == b.Requests && a.Input == b.Input && a.Output == b.Output && a.Failed == b.Failed;

    private static ReadOnlySpan<char> Bare(string model) => model.AsSpan(model.LastIndexOf('/') + 1);

    private LogRecord? Leave()
    {
        var entry = waiting.Dequeue();
        if (entry.Record.Id is { } id && byId.TryGetValue(id, out var held) && ReferenceEquals(held, entry))
            byId.Remove(id);
        free.Push(entry);
        return entry.IsDropped ? null : entry.Record;
    }
}
