using System.Globalization;

namespace CostSim.Prices;

/// <summary>
/// Where the public catalogue and the curated records speak of one price and differ. The curated record holds; the difference is kept as a
/// note.
/// </summary>
internal static class CatalogueChecks
{
    /// <summary>A difference of more than this is a finding: one of the two is out of date, or in another unit.</summary>
    public const decimal Far = 0.2m;

    public const string Finding = "catalogue-far", Note = "catalogue-note";

    public const string Summary = "the public catalogue differs from a curated price by more than a fifth";

    /// <summary>All differences, those that are findings first.</summary>
    public static IReadOnlyList<PriceFinding> Of(PriceBook book)
    {
        var found = new List<PriceFinding>();
        foreach (var seller in book.Catalogue.Sellers.Order(StringComparer.Ordinal))
        {
            var curated = Statements.Current(book.CuratedOf(seller).Where(r => r.Kind != "tool"));
            foreach (var listed in book.Catalogue.Of(seller))
                found.AddRange(Compare(Statements.InForce(curated.Where(r => r.IsNamed(listed.Model) && r.ServiceTier == "standard"),
                    listed.EffectiveFrom), listed));
        }

        return [.. found.OrderBy(f => f.Check == Note)];
    }

    private static IEnumerable<PriceFinding> Compare(List<PriceRecord> known, PriceRecord listed)
    {
        if (known.Count == 0)
            yield break;
        // Tables differ in "above" and "from", which is one token.
        var same = known.Where(r => r.Region == "global" && Math.Abs(r.ContextFrom.Value - listed.ContextFrom.Value) <= 1).ToList();
        if (same.Count == 0)
        {
            yield return new PriceFinding(Note, listed.Id,
                $"has no counterpart among the curated records of {listed.Name} ({Words(listed)})");
            yield break;
        }

        if (same.Exists(r => !r.Band.IsAny))
        {
            yield return new PriceFinding(Note, listed.Id,
                $"has one price where the book has time bands ({string.Join(", ", same.Select(r => r.Id))})");
            yield break;
        }

        foreach (var amount in listed.Amounts.Stated)
        {
            var key = PriceColumns.Of(amount.Column).Key;
            if (same[0].Amounts[amount.Column] is not { } own)
                yield return new PriceFinding(Note, same[0].Id, $"states no {key}; the catalogue has {Show(amount.Usd)} ({listed.Id})");
            else if (own != amount.Usd)
                yield return new PriceFinding(IsFar(own, amount.Usd) ? Finding : Note, same[0].Id,
                    $"{key} {Show(own)}; the catalogue has {Show(amount.Usd)} ({listed.Id})");
        }
    }

    /// <summary>Whether two amounts for one thing are more than a fifth apart.</summary>
    public static bool IsFar(decimal own, decimal other) => own == 0 || Math.Abs(other - own) / own > Far;

    private static string Words(PriceRecord r) =>
        r.ContextFrom.Value == 0 ? "the base price" : FormattableString.Invariant($"from {r.ContextFrom.Value:#,0} tokens on");

    private static string Show(decimal amount) => amount.ToString("0.############", CultureInfo.InvariantCulture);
}
