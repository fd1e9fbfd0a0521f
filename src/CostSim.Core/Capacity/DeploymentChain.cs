using CostSim.Scenarios;

namespace CostSim.Capacity;

/// <summary>The places that a request may go to, tried in order: provisioned units, the design's own limits, a fallback.</summary>
internal sealed class DeploymentChain
{
    private readonly CapacityTerms terms;
    private readonly Tally tally;
    private readonly Deployment[] places;
    private int outage;

    public DeploymentChain(CapacityTerms terms, Tally tally)
    {
        (this.terms, this.tally) = (terms, tally);
        var fallback = terms.Policy.Fallback;
        var all = new List<Deployment>();
        if (terms.Limits.Provisioned is not null)
            all.Add(new Deployment(terms.Limits, true, 0));
        Main = all.Count;
        all.Add(new Deployment(terms.Limits, false, fallback?.CooldownSeconds ?? 0));
        if (fallback is not null)
            all.Add(new Deployment(fallback.Limits, false, 0));
        places = [.. all];
    }

    /// <summary>The place of the design's own limits.</summary>
    public int Main { get; }

    public Deployment this[int place] => places[place];

    public Way WayOf(int place) => place > Main ? Way.FellBack : place < Main ? Way.Provisioned : Main == 1 ? Way.Spilled : Way.Main;

    /// <summary>The first place that takes the request; -1 where none does, and then how long until one may.</summary>
    public int TryAdmit(in SimulatedRequest request, double now, ref bool throttled, out double least)
    {
        least = double.PositiveInfinity;
        for (var d = 0; d < places.Length; d++)
        {
            var place = places[d];
            if (now < place.CoolUntil)
            {
                least = Math.Min(least, place.CoolUntil - now);
                continue;
            }

            if (d <= Main && IsOut(now))
            {
                tally.Error(request);
                // Nobody says when an outage ends: only a line may wait for it.
                if (terms.Policy.OnRefusal == Refusal.Queue)
                    least = Math.Min(least, terms.Outages[outage].To - now);
            }
            else if (place.TryAdmit(request, now, out var wait))
            {
                return d;
            }
            else
            {
                // What units pass on to pay-as-you-go is a spill, and a client with a line of its own does not send what would be refused.
                throttled |= !place.IsProvisioned && terms.Policy.OnRefusal != Refusal.Queue;
                least = Math.Min(least, wait);
            }

            if (d == Main && Main < places.Length - 1)
                place.CoolUntil = now + place.Cooldown;
        }

        return -1;
    }

    private bool IsOut(double now)
    {
        while (outage < terms.Outages.Count && terms.Outages[outage].To <= now)
            outage++;
        return outage < terms.Outages.Count && terms.Outages[outage].From <= now;
    }
}
