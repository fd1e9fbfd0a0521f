using System.Globalization;
using CostSim.Units;

namespace CostSim.Prices;

/// <summary>What the provider charges for a thousand calls of one of its tools.</summary>
public sealed record ToolPrice(string Tool, decimal UsdPer1k, string RecordId);

/// <summary>A model's rates under fixed conditions: resolve once, then price many calls.</summary>
public sealed class ModelPrice
{
    private readonly PriceTier[] tiers;

    /// <summary>As users write it: <c>openai/gpt-4o</c>.</summary>
    public string Name { get; }

    /// <summary>By first token, ascending. The highest tier that the total input reaches prices the whole call.</summary>
    public IReadOnlyList<PriceTier> Tiers => tiers;

    /// <summary>What calls of the provider's tool cost here; null where no record says.</summary>
    public ToolPrice? Tool { get; }

    public ModelPrice(string name, IEnumerable<PriceTier> tiers, ToolPrice? tool = null)
    {
        (Name, Tool) = (name, tool);
        this.tiers = [.. tiers];
        Array.Sort(this.tiers, (a, b) => a.From.CompareTo(b.From));
        if (this.tiers.Length == 0)
            throw new RuleException("model", $"{name} has no rates");
    }

    /// <summary>Ids of the model's records that can price a call here; a tool's is in <see cref="Tool"/>.</summary>
    public IReadOnlyList<string> RecordIds => [.. tiers.Select(t => t.RecordId).Distinct()];

    /// <summary>The rates of a call with so much input, cached tokens included.</summary>
    public PriceTier TierOf(TokenCount totalInput)
    {
        for (var i = tiers.Length - 1; i >= 0; i--)
        {
            if (totalInput.Value >= tiers[i].From.Value)
                return tiers[i];
        }

        throw new RuleException("model",
            $"{Name} has rates only from {tiers[0].From} of input on, but a call has {totalInput}; add the record below it to the "
            + $"price book");
    }

    /// <summary>The cost of one call; the same as the total of its <see cref="Bill"/>, without the lines.</summary>
    public Usd Total(Usage usage)
    {
        var tier = TierOf(usage.TotalInput);
        if (usage.HasMore || tier.TokenCost(usage) is not { } cost)
            return Bill(usage).Total;
        if (usage.Requests != 0 && tier.Amounts[PriceColumn.Request] is { } fee)
            cost += usage.Requests * fee / 1_000m;
        return new Usd(cost);
    }

    /// <summary>The cost of one call, a line for each meter that it used. A meter without a price stops; it is never free.</summary>
    public Bill Bill(Usage usage)
    {
        var tier = TierOf(usage.TotalInput);
        var lines = new List<BillLine>();
        foreach (var meter in Meters.All)
        {
            if (usage[meter.Meter] is not 0 and var quantity && Line(tier, meter, quantity) is { } line)
                lines.Add(line);
        }

        return new Bill(lines);
    }

    private BillLine? Line(PriceTier tier, MeterFact meter, decimal quantity)
    {
        if (meter.Meter is Meter.ToolCalls)
            return ToolLine(quantity);
        if (tier.Amounts.Pricing(meter.Column) is not { } column)
            return meter.Meter is Meter.Requests ? null : throw NoPrice(meter, quantity, tier.RecordId);
        var fact = PriceColumns.Of(column);
        var rate = tier.Amounts[column]!.Value;
        return new BillLine(meter.Name, quantity, rate, fact.For, new Usd(quantity * rate / fact.Units),
            tier.RecordId)
        { Meter = meter.Meter, Column = column };
    }

    private BillLine ToolLine(decimal calls) => Tool is { } tool
        ? new BillLine("tool calls", calls, tool.UsdPer1k, "1,000 calls", new Usd(calls * tool.UsdPer1k / 1_000m),
            tool.RecordId)
        { Meter = Meter.ToolCalls, Column = PriceColumn.ToolCall }
        : throw NoPrice(Meters.Of(Meter.ToolCalls), calls, tiers[0].RecordId);

    private RuleException NoPrice(MeterFact meter, decimal quantity, string record) =>
        new(PriceColumns.Of(meter.Column).Key,
            string.Create(CultureInfo.InvariantCulture,
                $"{Name} has no price for {meter.Name}, but {quantity:#,0.####} {meter.Unit} are to be priced (record {record}); state one "
                + $"in an overlay, or use a model that has one"));
}
