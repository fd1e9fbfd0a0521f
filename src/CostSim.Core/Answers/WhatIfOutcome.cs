using CostSim.Billing;
using CostSim.Engine;
using CostSim.Prices;
using CostSim.Prompts;
using CostSim.Randomness;
using CostSim.Reports;
using CostSim.Results;
using CostSim.Scenarios;

namespace CostSim.Answers;

/// <summary>The means of a run in the parts that scale differently with volume, prices and what a cache serves.</summary>
internal static class WhatIfOutcome
{
    // Steps and least lengths keep a few tokens fresh; all served would leave none to compare with.
    private const double MostServed = 0.999;

    public static WhatIf Of(Result result)
    {
        var designs = Sentences.InOrder(result).Select(d => Of(result, d)).ToList();
        if (result.Scenario.Members.Count > 0)
            designs = [.. designs.Select(d => d.Design == result.Recommended.Design.Name
                ? Together(d, [.. designs.Where(member => member != d)])
                : d)];
        return new(designs, Unit.Money(result.Scenario.Money.Currency), VolumeCurves.Usual(result));
    }

    // A portfolio has no cache of its own: what its members' caches serve is served in it, at the share that costs as much.
    private static WhatIfDesign Together(WhatIfDesign all, IReadOnlyList<WhatIfDesign> members)
    {
        var (fresh, cached) = (members.Sum(m => m.Fresh), members.Sum(m => m.Cached));
        if (fresh <= cached)
            return all;
        var now = members.Sum(m => (1 - m.CacheShare) * m.Fresh + m.CacheShare * m.Cached);
        return all with { Rest = all.Rest - now, Fresh = fresh, Cached = cached, CacheShare = (fresh - now) / (fresh - cached) };
    }

    private static WhatIfDesign Of(Result result, DesignResult design)
    {
        var months = result.Scenario.Calendar.Months.Sum(m => m.Part);
        var lines = design.Cost.Lines.Select(l => l.Component).ToHashSet();
        double Sum(Func<ComponentSpend, bool> which) => design.Spend.Components.Where(which).Sum(c => c.Mean) / months;
        var (fixedCosts, people) =
            (Sum(c => lines.Contains(c.Component)), Sum(c => !lines.Contains(c.Component) && c.Payer is Payer.People));
        var tokens = Sum(c => !lines.Contains(c.Component) && c.Payer is Payer.Bill);
        var read = Sum(c => c.Component == NameOf(Meter.CachedInput));
        var written = Sum(c => c.Component.StartsWith(NameOf(Meter.CacheWrite5m), StringComparison.Ordinal));
        var share = HitShare(design);
        if (read <= 0 || share is <= 0 or >= 1 || Discount(result, design) is not { } discount)
            return new WhatIfDesign(design.Design.Name, fixedCosts, people, tokens, 0, 0, 0);
        // A request that misses writes its prefix where the provider charges for that, and else pays it as fresh input.
        var missed = written > 0 ? written * MissedPart(design) : read / discount * (1 - share) / share;
        return new WhatIfDesign(design.Design.Name, fixedCosts, people, tokens - read - missed, missed / (1 - share), read / share, share);
    }

    // Of what is written, the part that a hit would have read.
    private static double MissedPart(DesignResult design)
    {
        if (design.Design.TypedCache is not { } typed)
            return 1;
        var (missed, besides) = (typed.Share.Expected() * (1 - typed.HitRate.Expected()), typed.WriteShare.Expected());
        return missed + besides > 0 ? missed / (missed + besides) : 1;
    }

    private static string NameOf(Meter meter) => Meters.All.First(m => m.Meter == meter).Name;

    // Of the tokens that a cache could serve, those that it does.
    private static double HitShare(DesignResult design)
    {
        if (design.Design.TypedCache is { } typed)
            return typed.HitRate.Expected();
        var served = design.Caches.Count > 0 ? design.Caches.Average(c => 0.5 * (c.AtStart.ReadShare + c.AtEnd.ReadShare)) : 0;
        var prefix = (design.Design.Cache?.Prefix ?? new HashSet<PromptPart>()).Sum(part => design.PartTokens(part) ?? 0);
        return prefix > 0 ? Math.Min(served * design.InputTokens / prefix, MostServed) : 0;
    }

    // What a token read from the cache costs of a fresh one: where classes have prices of their own, by what each pays for such tokens.
    private static double? Discount(Result result, DesignResult design)
    {
        var ratios = design.Requests.Select((r, c) =>
            (Class: c, Ratio: Discount(design.Design.Routes[0].PricesOf(r.Workload).At(result.Scenario.Calendar.Start).Price.Tiers[0])))
            .Where(r => r.Ratio is not null).ToList();
        if (ratios.Select(r => r.Ratio).Distinct().Count() < 2)
            return ratios.FirstOrDefault().Ratio;
        var read = ratios.Select(r => ReadOf(design, r.Class)).ToList();
        return read.Sum() / ratios.Zip(read, (r, usd) => usd / r.Ratio).Sum();
    }

    private static double? Discount(PriceTier tier) =>
        (tier.UsdPerUnit(Meter.CachedInput), tier.UsdPerUnit(Meter.FreshInput)) is ({ } cached and > 0, { } fresh and > 0)
            ? (double)(cached / fresh)
            : null;

    private static double ReadOf(DesignResult design, int number)
    {
        var requests = design.Spend.Classes.Count > number ? design.Spend.Classes[number].MeanRequests : 1;
        var volume = design.Requests[number].Workload.Traffic.Level.Expected();
        return requests * MeanCost.Of(design.Cost.Classes[number].Segments[0].Requests, VolumeProfile.At(volume))
            .Where(p => p.Component == NameOf(Meter.CachedInput)).Sum(p => p.Usd * p.Factor.Expected());
    }
}
