using CostSim.Files;
using CostSim.Units;

namespace CostSim.Prices;

/// <summary>
/// Reads a contract: <c>negotiated</c>, <c>discounts</c>, <c>volume_discounts</c>,
/// <c>minimums</c>, <c>commitments</c>, <c>credits</c>, each a list. Models are named
/// as everywhere (<c>openai/gpt-4o</c>), with a <c>*</c> at the end for any ending; left out, a rule is for all.
/// </summary>
internal static class OverlayReader
{
    public static PriceOverlay Read(SettingsMap map)
    {
        var overlay = new PriceOverlay(
            Items(map, "negotiated", Negotiated), Items(map, "discounts", Discount), Items(map, "commitments", Commitment),
            Items(map, "credits", Credit))
        {
            VolumeDiscounts = Items(map, "volume_discounts", Volume),
            Minimums = Items(map, "minimums", Minimum),
        };
        map.RejectUnread();
        foreach (var twice in overlay.Commitments.Select(c => c.Name).Concat(overlay.Credits.Select(c => c.Name))
            .Concat(overlay.Minimums.Select(m => m.Name)).GroupBy(n => n).Where(g => g.Count() > 1))
            map.Errors.Add(map.At,
                $"name: '{twice.Key}' is given to two commitments, credits or minimums; give each a name of its own, since balances are "
                + $"kept by name");
        return overlay;
    }

    private static List<T> Items<T>(SettingsMap map, string key, Func<SettingsMap, T> read) where T : class
    {
        var items = new List<T>();
        foreach (var node in map.List(key))
        {
            if (node is not MapNode entry)
            {
                map.Errors.Add(node.At, $"{key}: each must be keys and values");
                continue;
            }

            var item = new SettingsMap(entry, map.PathOf(key), map.Reading);
            if (item.Build(() => read(item)) is { } built)
                items.Add(built);
            item.RejectUnread();
        }

        return items;
    }

    private static NegotiatedPrice Negotiated(SettingsMap map)
    {
        var (name, amounts, factors) = (map.Text("name", "negotiated"), InlinePrices.ReadAmounts(map), Factors(map));
        if (amounts.Count == 0 && !map.Has("factors") && !map.Has("factor"))
            map.Errors.Add(map.At,
                "negotiated: agrees nothing; give amounts such as 'input_usd_per_mtok: 2', 'factor: 0.85', or 'factors: { "
                + "input_per_mtok: 0.8 }'");
        return new NegotiatedPrice(
            name, Models(map), Period.Read(map), map.Has("service_tier") ? map.Text("service_tier") : null,
            map.Tokens("context_from_tokens", TokenCount.Zero),
            new Amounts(amounts), factors, map.Decimal("factor", 1, min: 0));
    }

    private static List<Amount> Factors(SettingsMap map)
    {
        if (map.Map("factors") is not { } factors)
            return [];
        List<Amount> read = [.. PriceColumns.All.Where(c => factors.Has(c.Name))
            .Select(c => new Amount(c.Column, factors.Decimal(c.Name, min: 0)))];
        factors.RejectUnread();
        return read;
    }

    private static Discount Discount(SettingsMap map) =>
        new(map.Text("name", "discount"), (decimal)map.Share("rate").Value, Models(map), Period.Read(map));

    private static Commitment Commitment(SettingsMap map)
    {
        var commitment = new Commitment(
            map.Text("name", "commitment"), Models(map), new Usd(map.Decimal("usd", min: 0)), map.Date("from"), map.Date("to"),
            map.Decimal("overage_factor", 1, min: 0), map.Flag("prepaid", false));
        if (map.Has("left_usd"))
        {
            commitment = commitment with { Left = new Usd(map.Decimal("left_usd", min: 0)) };
            if (commitment.Left > commitment.Committed)
                map.Refuse("left_usd", $"must be at most usd ({commitment.Committed}), but is {commitment.Left}");
        }

        if (commitment.To <= commitment.From)
            map.Refuse("to", "must be after from; it is the first day after the term");
        return commitment;
    }

    private static VolumeDiscount Volume(SettingsMap map)
    {
        var steps = Items(map, "steps", step =>
            new VolumeStep(new Usd(step.Decimal("above_usd", min: 0)), (decimal)step.Share("rate").Value)).OrderBy(s => s.Above).ToList();
        if (steps.Count == 0)
            map.Errors.Add(map.At,
                "steps: is missing; give the amounts a month and their rates, as in 'steps: [{ above_usd: 10_000, rate: 5% }]'");
        return new VolumeDiscount(map.Text("name", "volume"), Models(map), Period.Read(map), steps,
            map.OneOf("on", ["above", "whole"], "above") == "whole");
    }

    private static MinimumCharge Minimum(SettingsMap map) =>
        new(map.Text("name", "minimum"), Models(map), Period.Read(map), new Usd(map.Decimal("usd_per_month", min: 0)));

    private static Credit Credit(SettingsMap map) =>
        new(map.Text("name", "credit"), Models(map), new Usd(map.Decimal("usd", min: 0)), Period.Read(map));

    private static List<string> Models(SettingsMap map)
    {
        List<string> models = [.. map.List("models").Select(n => n.Text)];
        return models.Count > 0 ? models : ["*"];
    }
}
