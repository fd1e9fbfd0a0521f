using CostSim.Randomness;

namespace CostSim.Distributions;

/// <summary>Raw moments of what a request's incidents cost, by state of the evidence; those of a pair net out where both designs meet them alike.</summary>
internal sealed class IncidentMoments
{
    private readonly List<Pairing> pairings = [];

    private sealed record Slots(int Found, int Missed, int Usd);

    private sealed record Pairing(Slots? First, Slots? Second);

    public IncidentMoments(IReadOnlyList<IReadOnlyList<Incident>> sides, bool withPeople, ParameterColumns columns)
    {
        Slots? SlotsOf(Incident? incident) => incident is null
            ? null
            : new Slots(columns.SlotOf(incident.WhenFound), columns.SlotOf(incident.WhenMissed), columns.SlotOf(incident.Usd));
        var chosen = sides.Select(s => s.Where(i => withPeople || i.Payer == Payer.Bill).ToList()).ToList();
        foreach (var first in chosen[0])
        {
            var second = chosen.Count > 1 ? chosen[1].FirstOrDefault(i => i.Component == first.Component) : null;
            if (second is not null)
                chosen[1].Remove(second);
            pairings.Add(new Pairing(SlotsOf(first), SlotsOf(second)));
        }

        if (chosen.Count > 1)
            pairings.AddRange(chosen[1].Select(second => new Pairing(null, SlotsOf(second))));
        Varies = sides.SelectMany(s => s).Any(i => !(i.WhenFound.IsConstant && i.WhenMissed.IsConstant && i.Usd.IsConstant));
    }

    public bool IsEmpty => pairings.Count == 0;

    /// <summary>Whether the moments differ between trials.</summary>
    public bool Varies { get; }

    /// <summary>Raw moments 0 to 4 in one trial; incidents are independent given the state.</summary>
    public void At(TrialBlock block, int trial, int missed, Span<double> moments)
    {
        Span<double> one = stackalloc double[moments.Length];
        moments.Clear();
        moments[0] = 1;
        foreach (var pairing in pairings)
        {
            One(pairing, block, trial, missed, one);
            Convolve(moments, one);
        }
    }

    /// <summary>Raw moments of the sum of two independent numbers, into the first.</summary>
    public static void Convolve(Span<double> moments, ReadOnlySpan<double> other)
    {
        for (var n = moments.Length - 1; n >= 0; n--)
        {
            var sum = 0.0;
            for (var k = 0; k <= n; k++)
                sum += Moments.Binomial(n, k) * moments[k] * other[n - k];
            moments[n] = sum;
        }
    }

    private static void One(Pairing pairing, TrialBlock block, int trial, int missed, Span<double> moments)
    {
        var (p, a) = Read(pairing.First, (missed & 1) != 0, block, trial);
        var (q, b) = Read(pairing.Second, (missed & 2) != 0, block, trial);
        var (both, first, second) = (Math.Min(p, q), Math.Max(0, p - q), Math.Max(0, q - p));
        moments[0] = 1;
        for (var n = 1; n < moments.Length; n++)
            moments[n] = (both * Moments.Power(a - b, n)) + (first * Moments.Power(a, n)) + (second * Moments.Power(-b, n));
    }

    private static (double Probability, double Usd) Read(Slots? slots, bool missed, TrialBlock block, int trial) => slots is null
        ? (0, 0)
        : (block.Values[missed ? slots.Missed : slots.Found][trial], block.Values[slots.Usd][trial]);
}
