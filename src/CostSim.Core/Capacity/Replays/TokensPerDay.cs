using System.Globalization;

namespace CostSim.Capacity.Replays;

/// <summary>
/// A bucket of requests, and a count of tokens that starts anew each day; what would pass the day's count is refused and takes nothing.
/// </summary>
internal sealed class TokensPerDay(Fraction tpd, Fraction rpm, Fraction burst) : IReplayPolicy
{
    private static readonly Fraction Day = 86_400_000;

    public IReadOnlyList<string> Columns { get; } = ["outcome", "limit", "day"];

    public IReadOnlyList<string?[]> Replay(IReadOnlyList<Arrival> arrivals)
    {
        var (requests, tokens) = (new Bucket(burst, rpm), new Window(Day));
        return Timeline.Play(arrivals, Columns.Count, (timeline, arrival, row) =>
        {
            var (now, used) = (timeline.Now, (Fraction)(arrival.Input + arrival.Output));
            row[2] = tokens.Of(now).ToString(CultureInfo.InvariantCulture);
            row[1] = requests.Level(now) < Fraction.One ? "rpm" : tokens.Count(now) + used > tpd ? "tpd" : null;
            row[0] = row[1] is null ? Outcome.Admitted : Outcome.Refused;
            if (row[1] is not null)
                return;
            requests.Take(now, Fraction.One);
            tokens.Add(used);
        });
    }
}
