using CostSim.Units;

namespace CostSim.Prices;

/// <summary>
/// An amount promised to a provider for a term. Bills draw it down; what is left at the end of the term is billed as unused,
/// what goes beyond it as overage at a factor of its own. A prepaid one is billed whole in its first month.
/// </summary>
internal sealed record Commitment(string Name, IReadOnlyList<string> Models, Usd Committed, DateOnly From, DateOnly To,
    decimal OverageFactor, bool Prepaid)
{
    /// <summary>What is left of it when billing starts: all, unless it started earlier.</summary>
    public Usd Left { get; init; } = Committed;
}

/// <summary>An amount that a provider takes off its bills until it is used up or has expired.</summary>
internal sealed record Credit(string Name, IReadOnlyList<string> Models, Usd Granted, Period Period);

/// <summary>What is left of commitments and credits, by name.</summary>
internal sealed record ContractBalance(IReadOnlyDictionary<string, Usd> Left)
{
    public static ContractBalance Start(PriceOverlay overlay) => new(
        overlay.Commitments.Select(c => (c.Name, Committed: c.Left)).Concat(overlay.Credits.Select(c => (c.Name, Committed: c.Granted)))
            .ToDictionary(c => c.Name, c => c.Committed));
}

/// <summary>What commitments and credits make of a month's bills; months are billed in order, each from the balance before.</summary>
internal sealed record ContractMonth(Bill Bill, ContractBalance Balance)
{
    private const string VolumeLine = "volume discount: ";
    private const string MinimumLine = "minimum charge: ";

    /// <summary>The line that pays a prepaid commitment, and the one that takes off what usage draws from it.</summary>
    public static string PrepaidLine(Commitment commitment) => $"commitment: {commitment.Name}, prepaid";

    /// <inheritdoc cref="PrepaidLine"/>
    public static string DrawnLine(Commitment commitment) => $"commitment: {commitment.Name}, drawn";

    /// <summary>Every line that a contract can add to a month's usage.</summary>
    public static IReadOnlyList<string> LinesOf(PriceOverlay overlay) =>
    [
        .. overlay.VolumeDiscounts.Select(v => VolumeLine + v.Name),
        .. overlay.Minimums.Select(m => MinimumLine + m.Name),
        .. overlay.Commitments.SelectMany(c =>
            new[] { "prepaid", "drawn", "overage", "unused" }.Select(part => $"commitment: {c.Name}, {part}")),
        .. overlay.Credits.Select(c => $"credit: {c.Name}"),
    ];

    /// <summary>
    /// Bills one calendar month from what each model's calls cost in it, after prices and discounts: volume discounts, minimum
    /// charges, commitments, credits, in that order. A commitment covers the month in which it starts up to the one in which it ends.
    /// </summary>
    public static ContractMonth Of(PriceOverlay overlay, DateOnly month, IReadOnlyDictionary<string, Usd> net, ContractBalance before)
    {
        var (first, next) = (new DateOnly(month.Year, month.Month, 1), new DateOnly(month.Year, month.Month, 1).AddMonths(1));
        var left = new Dictionary<string, Usd>(before.Left);
        var open = new Dictionary<string, Usd>(net);
        var lines = net.OrderBy(n => n.Key, StringComparer.Ordinal)
            .Select(n => new BillLine($"usage: {n.Key}", 1, n.Value.Amount, "month", n.Value, n.Key)).ToList();
        foreach (var volume in overlay.VolumeDiscounts.Where(v => Touches(v.Period, first, next)))
        {
            var off = volume.Off(Sum(open, volume.Models));
            if (off.Amount == 0)
                continue;
            Reduce(open, volume.Models, off);
            lines.Add(Line($"{VolumeLine}{volume.Name}", Usd.Zero - off, volume.Name));
        }

        foreach (var minimum in overlay.Minimums.Where(m => Touches(m.Period, first, next)))
        {
            var spent = Sum(open, minimum.Models);
            if (spent < minimum.PerMonth)
                lines.Add(Line($"{MinimumLine}{minimum.Name}", minimum.PerMonth - spent, minimum.Name));
        }

        foreach (var commitment in overlay.Commitments.Where(c => c.From < next && c.To > first))
            lines.AddRange(Draw(commitment, first, next, left, open));
        foreach (var credit in overlay.Credits.Where(c => Touches(c.Period, first, next)))
        {
            var used = Min(left[credit.Name], Sum(open, credit.Models));
            if (used.Amount == 0)
                continue;
            left[credit.Name] -= used;
            Reduce(open, credit.Models, used);
            lines.Add(Line($"credit: {credit.Name}", Usd.Zero - used, credit.Name));
        }

        return new ContractMonth(new Bill(lines), new ContractBalance(left));
    }

    private static IEnumerable<BillLine> Draw(Commitment commitment, DateOnly first, DateOnly next, Dictionary<string, Usd> left,
        Dictionary<string, Usd> open)
    {
        if (commitment.Prepaid && commitment.From >= first)
            yield return Line(PrepaidLine(commitment), commitment.Committed, commitment.Name);
        var used = Sum(open, commitment.Models);
        var drawn = Min(left[commitment.Name], used);
        left[commitment.Name] -= drawn;
        if (commitment.Prepaid && drawn.Amount != 0)
        {
            Reduce(open, commitment.Models, drawn);
            yield return Line(DrawnLine(commitment), Usd.Zero - drawn, commitment.Name);
        }

        if (used > drawn && commitment.OverageFactor != 1)
            yield return Line($"commitment: {commitment.Name}, overage", (used - drawn) * (commitment.OverageFactor - 1), commitment.Name);
        if (commitment.To > next)
            yield break;
        if (!commitment.Prepaid && left[commitment.Name].Amount != 0)
            yield return Line($"commitment: {commitment.Name}, unused", left[commitment.Name], commitment.Name);
        left[commitment.Name] = Usd.Zero;
    }

    private static bool Touches(Period period, DateOnly first, DateOnly next) => !(period.From >= next) && !(period.To <= first);

    private static BillLine Line(string component, Usd amount, string rule) => new(component, 1, amount.Amount, "month", amount, rule);

    private static Usd Min(Usd a, Usd b) => a < b ? a : b;

    private static Usd Sum(Dictionary<string, Usd> open, IReadOnlyList<string> models) =>
        open.Where(o => models.Any(p => Wildcard.Matches(p, o.Key))).Aggregate(Usd.Zero, (sum, o) => sum + o.Value);

    // Takes an amount off the models it applies to, in the order of their names: only their sum is billed.
    private static void Reduce(Dictionary<string, Usd> open, IReadOnlyList<string> models, Usd by)
    {
        foreach (var model in open.Keys.Where(m => models.Any(p => Wildcard.Matches(p, m))).Order(StringComparer.Ordinal).ToList())
        {
            var taken = Min(open[model], by);
            open[model] -= taken;
            by -= taken;
        }
    }
}
