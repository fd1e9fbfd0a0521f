using CostSim.Billing;
using CostSim.Engine;
using CostSim.Randomness;
using CostSim.Scenarios;
using CostSim.Threading;

namespace CostSim.Capacity;

/// <summary>
/// What limits do to a design's bill: days of a few volumes are simulated under the first policy, and every day of every trial is read off
/// there. 429s and errors are not paid; typed retries are calls paid for their content.
/// </summary>
internal static class LimitLines
{
    // A day of any volume up to this many times the range of the days' means is simulated; from there on more requests fare as the last ones did.
    private const double Reach = 3;

    // Days of a level: hours differ from day to day. Of many requests fewer days are as good.
    private const int MostDays = 6, FewestDays = 2;
    private const double RequestsALevel = 40_000;

    // Where the line between two levels may be off by more than this part of what is served, a level is put between them.
    private const double Precision = 0.005;
    private const int Refinements = 3;

    /// <summary>A design's cost with its limits: its units and GPUs, and what becomes of its requests.</summary>
    public static DesignCost With(Scenario scenario, int design, DesignCost cost, IReadOnlyList<IReadOnlyList<WorkloadRequests>> requests, int threads)
    {
        if (!scenario.Service.IsLimited)
            return cost;
        var plan = new CapacityPlan(scenario, scenario.Service, requests, threads);
        var limits = plan.LimitsOf(scenario.Designs[design]);
        return cost with { Lines = [.. cost.Lines, .. Taxes.WithTax(scenario, [.. Owned(scenario, limits)])], Limits = Effects(scenario, plan, design, threads) };
    }

    private static IEnumerable<FixedLine> Owned(Scenario scenario, RequestLimits limits)
    {
        if (limits.Provisioned is { } units)
            yield return FixedLine.Monthly(scenario.Calendar, "provisioned units", Payer.Bill, units.Units * units.PerMonthEach);
        if (limits.Gpus is { PerMonthEach: { } each } fleet)
            yield return FixedLine.Monthly(scenario.Calendar, "own GPUs", Payer.Bill, fleet.Count * each);
    }

    private static LimitEffects? Effects(Scenario scenario, CapacityPlan plan, int design, int threads)
    {
        var ranges = scenario.Workloads.Select(w => VolumeRange.Of(w.Traffic, scenario.Calendar)).ToList();
        var shares = ranges.Select(r => r.High / ranges.Sum(x => x.High)).ToList();
        var found = new SortedDictionary<double, CapacityOutcome>();
        Play(Doubling(Math.Max(1, ranges.Sum(r => r.Low) / Reach), Math.Max(2, ranges.Sum(r => r.High) * Reach)));
        var kinds = Kinds(plan.LimitsOf(scenario.Designs[design])).ToList();
        for (var i = 0; i < Refinements; i++)
            Play(Between(found, kinds));
        var parts = kinds.Select(k => new LimitEffect(k.Component, k.Payer, [.. found.Select(f => f.Key * k.Share(f.Value))])).Where(p => p.Requests.Any(r => r != 0)).ToList();
        return parts.Count == 0 ? null : new LimitEffects([.. found.Keys], parts);

        void Play(IReadOnlyList<double> levels)
        {
            var outcomes = InParallel.Of(levels, threads, level => plan.Days(design, [.. shares.Select(s => Enumerable.Repeat(Math.Round(s * level), DaysOf(level)).ToArray())]));
            foreach (var (level, outcome) in levels.Zip(outcomes).Where(o => o.Second.Requests > 0))
                found[level] = outcome;
        }
    }

    private static int DaysOf(double level) => (int)Math.Clamp(RequestsALevel / level, FewestDays, MostDays);

    private static List<double> Doubling(double low, double high)
    {
        var steps = (int)Math.Ceiling(Elementary.Log(high / low) / Elementary.Log(2));
        return [.. Enumerable.Range(0, steps + 1).Select(i => Math.Round(low * Elementary.Exp(i * Elementary.Log(high / low) / steps))).Distinct()];
    }

    // New levels next to where what is billed bends.
    private static List<double> Between(SortedDictionary<double, CapacityOutcome> found, IReadOnlyList<LimitKind> kinds)
    {
        var levels = found.Keys.ToList();
        var billed = found.Select(f => f.Key * (1 + kinds.Where(k => k.Payer is Payer.Bill).Sum(k => k.Share(f.Value)))).ToList();
        var slopes = levels.Skip(1).Select((level, i) => (billed[i + 1] - billed[i]) / (level - levels[i])).ToList();
        var middles = new List<double>();
        for (var i = 0; i < slopes.Count; i++)
        {
            var bend = Math.Max(i > 0 ? Math.Abs(slopes[i] - slopes[i - 1]) : 0, i + 1 < slopes.Count ? Math.Abs(slopes[i + 1] - slopes[i]) : 0);
            var middle = Math.Round(Math.Sqrt(levels[i] * levels[i + 1]));
            if (bend * (levels[i + 1] - levels[i]) / 4 > Precision * billed[i + 1] && middle > levels[i] && middle < levels[i + 1])
                middles.Add(middle);
        }

        return middles;
    }

    /// <summary>A consequence as a part of what all requests would cost without limits.</summary>
    private sealed record LimitKind(string Component, Payer Payer, Func<CapacityOutcome, double> Share);

    private static IEnumerable<LimitKind> Kinds(RequestLimits limits)
    {
        // What units and own GPUs serve is not paid by the token.
        if (limits.Provisioned is not null)
            yield return Billed("served by provisioned units", o => o.SpillPaid + o.FellBackPaid - o.Paid);
        else if (limits.Gpus is not null)
            yield return Billed("served by own GPUs", o => o.FellBackPaid - o.Paid);
        yield return Billed("fallback", o => o.FallbackExtra);
        yield return Billed("timeouts", o => o.TimeoutExtra);
        yield return Billed("switched requests", o => -o.SwitchedSaved);
        yield return Billed(LimitEffect.Dropped, o => -o.DroppedSaved);
        // Who gets no answer has none reviewed, and none that is wrong.
        yield return new LimitKind(LimitEffect.Dropped, Payer.People, o => -o.Share(o.Dropped));
    }

    private static LimitKind Billed(string component, Func<CapacityOutcome, double> cost) =>
        new(component, Payer.Bill, o => o.Usual > 0 ? cost(o) / o.Usual : 0);
}
