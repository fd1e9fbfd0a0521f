using System.Globalization;

namespace CostSim.Capacity.Replays;

/// <summary>A GPU that writes all answers at once: each at full speed up to a batch of some size, beyond it at their share.</summary>
/// <remarks>Times are decimals of 28 digits: fractions would grow with every request that comes or goes, and no tie depends on the last
/// digit.</remarks>
internal sealed class ProcessorSharing(decimal tokensPerSecond, decimal fullSpeedBatch, decimal firstMs) : IReplayPolicy
{
    public IReadOnlyList<string> Columns { get; } = ["outcome", "t_first_ms", "t_finish_ms"];

    public IReadOnlyList<string?[]> Replay(IReadOnlyList<Arrival> arrivals)
    {
        var rows = arrivals.Select(_ => new string?[Columns.Count]).ToList();
        // Every active answer grows alike: one that begins at written w ends when written reaches w + its tokens.
        var active = new PriorityQueue<int, (decimal Written, long Seq)>();
        var (now, written) = (0m, 0m);
        for (var i = 0; i < arrivals.Count; i++)
        {
            var first = decimal.Parse(arrivals[i].At.ToString(), CultureInfo.InvariantCulture) + firstMs;
            Until(first);
            (rows[i][0], rows[i][1]) = (Outcome.Ok, Written(first));
            active.Enqueue(i, (written + arrivals[i].Output, arrivals[i].Seq));
        }

        Until(decimal.MaxValue);
        return rows;

        void Until(decimal time)
        {
            while (active.TryPeek(out var next, out var goal))
            {
                var speed = tokensPerSecond * Math.Min(1, fullSpeedBatch / active.Count) / 1_000;
                var left = (goal.Written - written) / speed;
                if (left > time - now)
                {
                    written += (time - now) * speed;
                    break;
                }

                (now, written) = (now + left, goal.Written);
                _ = active.Dequeue();
                rows[next][2] = Written(now);
            }

            now = time;
        }
    }

    private static string Written(decimal ms) => Math.Round(ms, 6).ToString("0.######", CultureInfo.InvariantCulture);
}
