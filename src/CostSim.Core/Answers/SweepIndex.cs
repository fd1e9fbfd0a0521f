namespace CostSim.Answers;

/// <summary>
/// What a journal or a shard holds: its head, where each point's line starts, where the last whole line ends, and whether it was finished.
/// </summary>
internal sealed record SweepIndex(SweepHead? Head, Dictionary<long, long> Places, long End, bool IsWhole)
{
    /// <summary>The last line of a shard that lacks nothing.</summary>
    public static string EndOf(int points) => FormattableString.Invariant($"{{\"end\":{points}}}");

    /// <summary>The records by the number of their point.</summary>
    public IEnumerable<SweepRecord> InOrder(Stream file) =>
        Places.OrderBy(p => p.Key).Select(p => SweepRecord.Parse(SweepLines.At(file, p.Value)));

    /// <summary>Reads up to the first line that is not whole.</summary>
    public static SweepIndex Read(Stream file)
    {
        SweepHead? head = null;
        var (places, end) = (new Dictionary<long, long>(), 0L);
        foreach (var (line, start, next) in SweepLines.Read(file))
        {
            if (head is null)
            {
                if ((head = SweepHead.Parse(line)) is null)
                    break;
            }
            else if (line == EndOf(places.Count))
            {
                return new SweepIndex(head, places, end, IsWhole: true);
            }
            else
            {
                places[SweepRecord.Parse(line).Number] = start;
            }

            end = next;
        }

        return new SweepIndex(head, places, end, IsWhole: false);
    }
}
