using CostSim.Scenarios;

namespace CostSim.Capacity;

/// <summary>
/// Requests of a batch tier. Nothing is refused by the minute: each waits until the queue has room for its tokens, and they leave it when
/// the batch is answered. Who is not in the queue within the time that a batch takes counts as dropped.
/// </summary>
internal static class BatchQueue
{
    public static CapacityOutcome Run(SimulatedRequest[] requests, CapacityTerms terms, BatchTerms queue)
    {
        var tally = new Tally(terms, requests.Length);
        var (room, inside) = (queue.QueueTokens ?? double.PositiveInfinity, new Queue<(double Until, double Tokens)>());
        var (queued, most, free) = (0.0, 0.0, 0.0);
        foreach (var r in requests)
        {
            if (r.Input > room)
            {
                tally.Drop(r, false);
                continue;
            }

            // First come, first served: nobody enters before the one ahead did, or gave up.
            var at = Math.Max(r.At, free);
            Leave(at);
            while (inside.Count > 0 && queued + r.Input > room)
            {
                at = Math.Max(at, inside.Peek().Until);
                Leave(at);
            }

            free = at;
            if (at - r.At > queue.Seconds)
            {
                tally.Drop(r, false);
                continue;
            }

            inside.Enqueue((at + queue.Seconds, r.Input));
            most = Math.Max(most, queued += r.Input);
            tally.Active(inside.Count);
            tally.Serve(r with { Batch = true }, at - r.At + queue.Seconds, Way.Main, false, at > r.At);
        }

        return tally.Outcome(requests) with { PeakQueuedTokens = most };

        void Leave(double now)
        {
            while (inside.Count > 0 && inside.Peek().Until <= now)
                queued -= inside.Dequeue().Tokens;
        }
    }
}
