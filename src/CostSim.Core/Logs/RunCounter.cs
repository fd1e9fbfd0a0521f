namespace CostSim.Logs;

/// <summary>
/// Requests of an application whose requests are several calls: of calls that share a trace or a parent the first one counts;
/// calls that say no such id are divided by the calls of a mean request.
/// </summary>
internal sealed class RunCounter
{
    // Runs that are remembered; a run is over long before so many others have begun.
    private const int Most = 100_000;

    private readonly HashSet<string> met = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();

    public double RequestsOf(in LogRecord record, double callsPerRequest)
    {
        if (callsPerRequest <= 1 || record.Requests == 0 || record.Kind != LogKind.Model)
            return record.Requests;
        if (record.Requests > 1 || (record.Trace ?? record.Parent) is not { } id)
            return record.Requests / callsPerRequest;
        if (!met.Add(id))
            return 0;
        order.Enqueue(id);
        if (order.Count > Most)
            met.Remove(order.Dequeue());
        return 1;
    }
}
