using System.Runtime.Intrinsics;
using CostSim.Randomness;
using CostSim.Scenarios;

namespace CostSim.Engine;

/// <summary>
/// Raw moments of what a request's incidents cost, by state of the evidence; those of a pair net out where both designs meet them alike.
/// </summary>
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

    /// <summary>Adds the raw moments of own cost plus incidents, which are independent given the state, four trials at a time.</summary>
    public void AddTo(TrialBlock block, int missed, double[][] own, int orders, double[][] to)
    {
        Span<Vector256<double>> sum = stackalloc Vector256<double>[orders + 1];
        Span<Vector256<double>> one = stackalloc Vector256<double>[orders + 1];
        for (var i = 0; i < Columns.Length; i += 4)
        {
            for (var n = 0; n <= orders; n++)
                sum[n] = Columns.Load(own[n], i);
            foreach (var pairing in pairings)
            {
                One(pairing, block, i, missed, one);
                Convolve(sum, one);
            }

            for (var n = 0; n <= orders; n++)
                Columns.Store(to[n], i, Columns.Load(to[n], i) + sum[n]);
        }
    }

    // Raw moments of the sum of two independent numbers, into the first.
    private static void Convolve(Span<Vector256<double>> moments, ReadOnlySpan<Vector256<double>> other)
    {
        for (var n = moments.Length - 1; n >= 0; n--)
        {
            var sum = moments[n] * other[0];
            for (var k = 0; k < n; k++)
                sum += Vector256.Create((double)Moments.Binomial(n, k)) * moments[k] * other[n - k];
            moments[n] = sum;
        }
    }

    private static void One(Pairing pairing, TrialBlock block, int trial, int missed, Span<Vector256<double>> moments)
    {
        var (p, a) = Read(pairing.First, (missed & 1) != 0, block, trial);
        var (q, b) = Read(pairing.Second, (missed & 2) != 0, block, trial);
        var (both, first, second) =
            (Vector256.Min(p, q), Vector256.Max(p - q, Vector256<double>.Zero), Vector256.Max(q - p, Vector256<double>.Zero));
        var (net, powerNet, powerA, powerB) = (a - b, Vector256.Create(1.0), Vector256.Create(1.0), Vector256.Create(1.0));
        moments[0] = Vector256.Create(1.0);
        for (var n = 1; n < moments.Length; n++)
        {
            (powerNet, powerA, powerB) = (powerNet * net, powerA * a, powerB * -b);
            moments[n] = (both * powerNet) + (first * powerA) + (second * powerB);
        }
    }

    private static (Vector256<double> Probability, Vector256<double> Usd) Read(Slots? slots, bool missed, TrialBlock block, int trial) =>
        slots is null
        ? (Vector256<double>.Zero, Vector256<double>.Zero)
        : (Columns.Load(block.Values[missed ? slots.Missed : slots.Found], trial), Columns.Load(block.Values[slots.Usd], trial));
}
