namespace CostSim.Prices;

/// <summary>
/// What a contract changes in the list: its own prices, then discounts, then commitments, then credits. Prices and discounts
/// are linear and belong to a call; volume discounts, minimum charges, commitments and credits depend on a month's whole bill
/// (<see cref="ContractMonth"/>).
/// </summary>
internal sealed record PriceOverlay(
    IReadOnlyList<NegotiatedPrice> Negotiated, IReadOnlyList<Discount> Discounts, IReadOnlyList<Commitment> Commitments,
    IReadOnlyList<Credit> Credits)
{
    public static PriceOverlay None { get; } = new([], [], [], []);

    public IReadOnlyList<VolumeDiscount> VolumeDiscounts { get; init; } = [];

    public IReadOnlyList<MinimumCharge> Minimums { get; init; } = [];

    /// <summary>True where a month's bill is not its calls' sum, so that months are billed on paths.</summary>
    public bool NeedsMonths => Commitments.Count + Credits.Count + VolumeDiscounts.Count + Minimums.Count > 0;

    /// <summary>
    /// The price of a call after the contract's own prices: the list's where none applies. Of several the last written holds.
    /// </summary>
    public ModelPrice Negotiate(ModelPrice list, PriceQuestion question, DateOnly day) =>
        Negotiated.LastOrDefault(n => n.AppliesTo(question, day)) is { } own ? own.On(list) : list;

    /// <summary>What remains of a model's bill after all discounts of a day: 0.88 after 12 % off.</summary>
    public decimal DiscountFactor(string model, DateOnly day) =>
        Discounts.Where(d => d.AppliesTo(model, day)).Aggregate(1m, (factor, d) => factor * (1 - d.Rate));

    /// <summary>A schedule after prices and discounts, with a segment more wherever a rule starts or ends.</summary>
    public PriceSchedule Apply(PriceSchedule list, PriceQuestion question, int days)
    {
        var (start, end) = (list.Segments[0].From, list.Segments[0].From.AddDays(days));
        var changes = Negotiated.Select(n => n.Period).Concat(Discounts.Select(d => d.Period))
            .SelectMany(p => new[] { p.From, p.To }).OfType<DateOnly>().Where(day => day > start && day < end);
        var segments = list.Segments.Select(s => s.From).Concat(changes).Distinct().Order()
            .Select(day => new PriceSegment(day, [.. list.At(day).Bands.Select(b => b with { Price = Net(b.Price, question, day) })]));
        return list with { Segments = [.. segments] };
    }

    /// <summary>The price of a call after prices and discounts: what the linear part of a contract leaves.</summary>
    public ModelPrice Net(ModelPrice list, PriceQuestion question, DateOnly day)
    {
        var own = Negotiate(list, question, day);
        return DiscountFactor(question.Model, day) is not 1 and var factor
            ? new ModelPrice(own.Name, own.Tiers.Select(t =>
                new PriceTier(t.From, new Amounts(t.Amounts.Stated.Select(a => a with { Usd = a.Usd * factor })), t.RecordId)),
                own.Tool is { } tool ? tool with { UsdPer1k = tool.UsdPer1k * factor } : null)
            : own;
    }

    /// <summary>A call's bill with a line for each step: the list, what the contract's own prices change, each discount.</summary>
    public Bill Bill(Usage usage, ModelPrice list, PriceQuestion question, DateOnly day)
    {
        var lines = list.Bill(usage).Lines.ToList();
        var net = new Bill(lines).Total;
        if (Negotiated.LastOrDefault(n => n.AppliesTo(question, day)) is { } own)
        {
            var agreed = own.On(list).Total(usage);
            lines.Add(new BillLine($"negotiated: {own.Name}", 1, (agreed - net).Amount, "call", agreed - net, own.Name));
            net = agreed;
        }

        foreach (var discount in Discounts.Where(d => d.AppliesTo(question.Model, day)))
        {
            lines.Add(discount.On(net));
            net += lines[^1].Amount;
        }

        return new Bill(lines);
    }
}
