using System.Globalization;

namespace CostSim.Capacity.Replays;

/// <summary>Deployments tried in order at one instant; one that refuses is left alone for a while.</summary>
internal sealed class Fallback(Fraction cooldownMs, IReadOnlyList<(Fraction Rpm, Fraction Burst)> deployments) : IReplayPolicy
{
    public IReadOnlyList<string> Columns { get; } = ["outcome", "served_by", "attempts"];

    public IReadOnlyList<string?[]> Replay(IReadOnlyList<Arrival> arrivals)
    {
        var buckets = deployments.Select(d => new Bucket(d.Burst, d.Rpm)).ToList();
        var coolUntil = new Fraction[buckets.Count];
        return Timeline.Play(arrivals, Columns.Count, (timeline, _, row) =>
        {
            var (now, attempts, servedBy) = (timeline.Now, 0, (int?)null);
            for (var i = 0; i < buckets.Count && servedBy is null; i++)
            {
                if (now < coolUntil[i])
                    continue;
                attempts++;
                if (buckets[i].TryTake(now, Fraction.One))
                    servedBy = i;
                else
                    coolUntil[i] = now + cooldownMs;
            }

            (row[0], row[1], row[2]) = (servedBy is null ? Outcome.Failed : Outcome.Ok, servedBy?.ToString(CultureInfo.InvariantCulture),
                attempts.ToString(CultureInfo.InvariantCulture));
        });
    }
}
