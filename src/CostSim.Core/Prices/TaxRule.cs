using System.Globalization;
using CostSim.Files;
using CostSim.Units;

namespace CostSim.Prices;

internal enum TaxTreatment
{
    /// <summary>The provider charges it on its invoice.</summary>
    Charged,

    /// <summary>The buyer declares and pays it, and the invoice is net.</summary>
    ReverseCharge,

    /// <summary>Nothing is due.</summary>
    Exempt,
}

/// <summary>A tax from a day on, until a later rule of the same name.</summary>
internal sealed record TaxRule(string Name, decimal Rate, DateOnly From, TaxTreatment Treatment, decimal Recoverable)
{
    /// <summary>What of a calendar year's net amount stays free of it; null where all is taxed.</summary>
    public CurrencyAmount? Above { get; init; }

    /// <summary>
    /// Part of a net amount that is taxed after so much in the same calendar year; <paramref name="free"/> in the currency of both.
    /// </summary>
    public static decimal Taxable(decimal net, decimal before, decimal free) =>
        Math.Max(0, before + net - free) - Math.Max(0, before - free);

    /// <summary>The share of a taxed amount that nobody gives back.</summary>
    public decimal Cost => Treatment is TaxTreatment.Exempt ? 0 : Rate * (1 - Recoverable);

    /// <summary>The line that a net amount makes.</summary>
    public BillLine On(Usd net) => BillLine.Adjustment(
        string.Create(CultureInfo.InvariantCulture,
            $"tax: {Name} {Rate * 100:0.####} %{(Treatment is TaxTreatment.ReverseCharge ? " (reverse charge)" : "")}"), net,
            Treatment is TaxTreatment.Exempt ? 0 : Rate, Name);
}

/// <summary>
/// What taxes make of a net amount. The invoice holds charged taxes alone, a reverse charge goes to the tax office; cost is what nobody
/// gives back.
/// </summary>
internal sealed record Taxed(Usd Net, Usd Tax, Usd Invoice, Usd NotRecoverable, IReadOnlyList<BillLine> Lines)
{
    public Usd Gross => Net + Tax;

    public Usd Cost => Net + NotRecoverable;
}

/// <summary>Taxes by date. Those of different names each apply to the net amount, not on one another.</summary>
internal sealed record TaxRules(IReadOnlyList<TaxRule> Rules)
{
    private static readonly string[] Treatments = ["charged", "reverse-charge", "exempt"];

    public static TaxRules None { get; } = new([]);

    /// <summary>True where a tax starts at a year's amount, so that months are billed on paths.</summary>
    public bool NeedsMonths => Rules.Any(r => r.Above is not null);

    /// <summary>The rules that hold on a day: of each name the one that started last.</summary>
    public IReadOnlyList<TaxRule> On(DateOnly day) =>
        [.. Rules.Where(r => r.From <= day).GroupBy(r => r.Name).Select(same => same.OrderBy(r => r.From).Last())];

    public Taxed Tax(Usd net, DateOnly day)
    {
        var (lines, tax, charged, lost) = (new List<BillLine>(), Usd.Zero, Usd.Zero, Usd.Zero);
        foreach (var rule in On(day))
        {
            var line = rule.On(net);
            lines.Add(line);
            tax += line.Amount;
            charged += rule.Treatment is TaxTreatment.Charged ? line.Amount : Usd.Zero;
            lost += line.Amount * (1 - rule.Recoverable);
        }

        return new Taxed(net, tax, net + charged, lost, lines);
    }

    /// <summary>What a net amount is times to be a cost: 1.08 where 8 % cannot be recovered.</summary>
    public decimal CostFactor(DateOnly day) => Tax(new Usd(1), day).Cost.Amount;

    /// <summary>Reads the list at a key such as <c>tax</c>; empty where it is absent.</summary>
    public static TaxRules Read(SettingsMap map, string key)
    {
        var rules = new List<TaxRule>();
        foreach (var node in map.List(key))
        {
            if (node is not MapNode entry)
            {
                map.Errors.Add(node.At, $"{key}: must be rules such as {{ name: service tax, rate: 8%, from: 2024-03-01 }}");
                continue;
            }

            var rule = new SettingsMap(entry, FormattableString.Invariant($"{map.PathOf(key)}[{rules.Count}]"), map.Reading);
            rules.Add(new TaxRule(
                rule.Text("name"), (decimal)rule.Share("rate").Value, rule.Date("from"),
                (TaxTreatment)Math.Max(0, Array.IndexOf(Treatments, rule.OneOf("treatment", Treatments, "charged"))),
                (decimal)rule.Share("recoverable", new Share(0)).Value)
            {
                Above = AboveOf(rule),
            });
            rule.RejectUnread();
        }

        return new TaxRules(rules);
    }

    private static CurrencyAmount? AboveOf(SettingsMap rule)
    {
        if (rule.Map("above") is not { } above)
            return null;
        const string unit = "_per_year";
        var key = above.Keys.FirstOrDefault(k => k.Length == 3 + unit.Length && k.EndsWith(unit, StringComparison.Ordinal));
        if (key is null)
        {
            rule.Refuse("above", "must be an amount a calendar year such as { myr_per_year: 500_000 }");
            return null;
        }

        var amount = new CurrencyAmount(above.Decimal(key, min: 0), key[..3].ToUpperInvariant());
        above.RejectUnread();
        return amount;
    }
}
