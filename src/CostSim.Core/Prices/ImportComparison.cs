using System.Globalization;
using CostSim.Units;

namespace CostSim.Prices;

/// <summary>One imported price compared with what the book knows of its provider.</summary>
internal sealed class ImportComparison
{
    // Tables that quote by the second or the token round differently: 0.111 an hour is 0.110988.
    private const decimal SameWithin = 0.001m;
    private const decimal RoundedWithin = 0.05m;

    private readonly ImportedPrice price;
    private readonly DateOnly day;
    private readonly string source;
    private readonly List<PriceRecord> model;
    private readonly TokenCount contextFrom;

    public ImportComparison(IReadOnlyList<PriceRecord> known, ImportedPrice price, DateOnly day, string source)
    {
        (this.price, this.day, this.source) = (price, day, source);
        model = [.. known.Where(r => r.IsNamed(price.Model))];
        contextFrom = model.Select(r => r.ContextFrom)
            .FirstOrDefault(from => from.Value > 0 && Math.Abs(from.Value - price.ContextFrom.Value) <= 1, price.ContextFrom);
    }

    private DateOnly From => price.From ?? day;

    // What was announced counts from its own day on.
    private DateTimeOffset At => Instant.Of(From > day ? From : day);

    public (ImportRow Row, PriceRecord? Record) Result()
    {
        if (model.Count > 0 && model.All(r => r.Kind != price.Kind))
            return (Row(ImportVerdict.Quarantined, $"is of kind {price.Kind} here, but {model[0].Kind} in the book ({model[0].Id})"), null);
        var comparable = model.Where(r => r.ServiceTier == price.ServiceTier && Slug.Of(r.Region) == Slug.Of(price.Region)
            && r.ContextFrom == contextFrom).ToList();
        var now = Statements.InForce(comparable, At);
        if (now.Any(r => !r.Band.IsAny))
            return (Row(ImportVerdict.Quarantined, $"has one price here, but time bands in the book ({now[0].Id})"), null);
        if (now.Count == 0)
            return comparable.LastOrDefault(r => r.EffectiveTo <= At) is { } last
                ? (Row(ImportVerdict.Quarantined, $"ended on {Show(Instant.Day(last.EffectiveTo!.Value))}, says the book ({last.Id})"),
                    null)
                : Fresh();
        return Beside(now[0]);
    }

    public static string What(PriceRecord r) => Words(r.ServiceTier, r.Region, r.ContextFrom);

    private (ImportRow, PriceRecord?) Fresh()
    {
        var record = Record(price.Amounts);
        return (Row(ImportVerdict.New, record.Id), record);
    }

    private (ImportRow, PriceRecord?) Beside(PriceRecord known)
    {
        var differing = price.Amounts.Where(a => !Same(a.Usd, known.Amounts[a.Column] ?? FallenBack(known, a.Column))).ToList();
        if (differing.Count == 0)
            return (Row(ImportVerdict.Same, known.Id), null);
        if (!known.Model.Equals(price.Model, StringComparison.OrdinalIgnoreCase))
            return (Row(ImportVerdict.Quarantined, $"is another name of {known.Name} in the book, which has other amounts ({known.Id})"),
                null);
        if (differing.All(a =>
            known.Disagreements.Any(d => $"{d},".Contains($"{PriceColumns.Of(a.Column).Name}={Show(a.Usd)},", StringComparison.Ordinal))))
            return (Row(ImportVerdict.Quarantined,
                $"{string.Join(", ", differing.Select(a => $"{PriceColumns.Of(a.Column).Key} {Show(a.Usd)}"))}: the book knows that "
                + $"sources differ here and holds {string.Join(", ", differing.Select(a => Show(known.Amounts[a.Column] ?? 0)))} "
                    + $"({known.Id})"), null);
        if (known.LastLooked > day)
            return (Row(ImportVerdict.Quarantined,
                $"{Changes(known, differing)}: the table is of {Show(day)}, and the book was compared with a source on "
                + $"{Show(known.LastLooked)} ({known.Id})"), null);
        if (Swapped(known))
            return (Row(ImportVerdict.Quarantined, $"has input and output swapped compared with the book ({known.Id})"), null);
        if (differing.FirstOrDefault(a => Rounded(a.Usd, known.Amounts[a.Column])) is { } rounded)
            return (Row(ImportVerdict.Quarantined,
                $"{PriceColumns.Of(rounded.Column).Key} {Show(rounded.Usd)} looks like a rounded "
                + $"{Show(known.Amounts[rounded.Column]!.Value)} ({known.Id})"), null);
        // What the table has no key for stays as it was.
        var carried = known.Amounts.Stated.Where(a => price.Amounts.All(p => p.Column != a.Column)).ToList();
        var record = Record([.. price.Amounts, .. carried]) with { Limits = Merged(known.Limits) };
        var far = differing.Exists(a => known.Amounts[a.Column] is { } old && CatalogueChecks.IsFar(old, a.Usd))
            ? "; more than a fifth, so look at the provider's page"
            : "";
        return (Row(ImportVerdict.Changed, $"{Changes(known, differing)}{far} ({known.Id})"), record);
    }

    private static string Changes(PriceRecord known, IEnumerable<Amount> differing) => string.Join(
        ", ", differing.Select(a =>
            $"{PriceColumns.Of(a.Column).Key} {(known.Amounts[a.Column] is { } old ? Show(old) : "blank")} -> {Show(a.Usd)}"));

    // A table that states the price of reasoning as that of output says nothing new.
    private static decimal? FallenBack(PriceRecord known, PriceColumn column) => known.Amounts.Pricing(column) is { } other
        ? known.Amounts[other]
        : null;

    private bool Swapped(PriceRecord known) =>
        known.Amounts[PriceColumn.Input] != known.Amounts[PriceColumn.Output]
        && Stated(PriceColumn.Input) is { } input && Stated(PriceColumn.Output) is { } output
        && Same(input, known.Amounts[PriceColumn.Output]) && Same(output, known.Amounts[PriceColumn.Input]);

    private decimal? Stated(PriceColumn column) => price.Amounts.FirstOrDefault(a => a.Column == column)?.Usd;

    private static bool Same(decimal a, decimal? b) => b is { } known && Math.Abs(a - known) <= SameWithin * known;

    private static bool Rounded(decimal a, decimal? b) =>
        b is { } known && Math.Abs(a - known) <= RoundedWithin * known && a.Scale < known.Scale
            && Math.Round(known, a.Scale, MidpointRounding.AwayFromZero) == a;

    private PriceRecord Record(IReadOnlyList<Amount> amounts) => new()
    {
        Id = PriceImport.Id(price, From, contextFrom.Value),
        Provider = price.Provider,
        Model = model.Count > 0 ? model[0].Model : price.Model,
        Kind = price.Kind,
        EffectiveFrom = Instant.Of(From),
        RecordedOn = day,
        CheckedOn = day,
        RetiresOn = price.Retired,
        Status = From > day ? PriceStatus.Announced : PriceStatus.InForce,
        ServiceTier = price.ServiceTier,
        Region = price.Region,
        ContextFrom = contextFrom,
        Amounts = new Amounts(amounts),
        Limits = price.Limits,
        Source = source,
        DateBasis = price.From is null ? "first-seen" : "third-party-page",
        Confidence = Confidence.Catalogue,
        Note = $"entry '{price.Entry}'",
    };

    private ModelLimits Merged(ModelLimits known) => new(
        price.Limits.ContextWindow ?? known.ContextWindow, price.Limits.MaxInput ?? known.MaxInput,
        price.Limits.MaxOutput ?? known.MaxOutput);

    private ImportRow Row(ImportVerdict verdict, string reason) =>
        new(verdict, price.Entry, Words(price.ServiceTier, price.Region, contextFrom), reason);

    private static string Words(string tier, string region, TokenCount contextFrom) =>
        tier + (region == "global" ? "" : $", {region}")
            + (contextFrom.Value == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {contextFrom.Value:#,0}+"));

    private static string Show(decimal amount) => amount.ToString("0.############", CultureInfo.InvariantCulture);

    private static string Show(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
