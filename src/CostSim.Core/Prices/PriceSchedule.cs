using CostSim.Units;

namespace CostSim.Prices;

internal enum PriceConcern
{
    /// <summary>The price or the model ends inside the horizon and nothing follows.</summary>
    Ends,

    /// <summary>Another price is known to start inside the horizon, but the run pins its date.</summary>
    Changes,

    /// <summary>Nobody compared the record with a source for 90 days.</summary>
    NotChecked,

    /// <summary>The sources of the amounts disagree or are single.</summary>
    Unsure,
}

/// <summary>What a reader should know about a price that went in.</summary>
internal sealed record PriceWarning(PriceConcern Concern, string RecordId, string Text);

/// <summary>The prices from a day on, until the next segment: one, or one for each time band.</summary>
internal sealed record PriceSegment(DateOnly From, IReadOnlyList<BandPrice> Bands)
{
    /// <summary>The only price; where there are time bands, the one of the most expensive input.</summary>
    public ModelPrice Price => Bands.MaxBy(b => b.Price.Tiers[0].UsdPerUnit(Meter.FreshInput) ?? 0)!.Price;

    public IReadOnlyList<string> RecordIds => [.. Bands.SelectMany(b => b.Price.RecordIds).Distinct()];
}

/// <summary>What a model costs over the days of a horizon, as segments of constant prices.</summary>
internal sealed record PriceSchedule(string Model, IReadOnlyList<PriceSegment> Segments, IReadOnlyList<PriceWarning> Warnings)
{
    private const int DaysBetweenChecks = 90;

    public PriceSegment At(DateOnly day) => Segments.Last(s => s == Segments[0] || s.From <= day);

    public IReadOnlyList<string> RecordIds => [.. Segments.SelectMany(s => s.RecordIds).Distinct()];

    /// <summary>Prices that a scenario states itself: the same on every day.</summary>
    public static PriceSchedule Typed(ModelPrice price, DateOnly start) =>
        new(price.Name, [new PriceSegment(start, [new BandPrice(TimeBand.Any, price)])], []);

    /// <summary>The prices of one date for the whole horizon.</summary>
    public static PriceSchedule Pinned(PriceBook book, PriceQuestion question, DateOnly asOf, DateOnly start, int days)
    {
        var search = new PriceSearch(book, question);
        var segment = new PriceSegment(start, search.Bands(Instant.Of(asOf)));
        var next = Later(search, asOf < start ? asOf : start, start.AddDays(days)).Select(day => (Day: day, Segment: Segment(search, day)))
            .FirstOrDefault(s => s.Day > asOf && !Same(s.Segment, segment));
        List<PriceWarning> warnings =
            [.. Retirements(book, question.Model, search, asOf, start.AddDays(days)), .. Checks(question.Model, search, asOf)];
        if (next.Day != default)
            warnings.Insert(0, Known(question, next.Day, next.Segment, segment));
        return new PriceSchedule(question.Model, [segment], warnings);
    }

    /// <summary>The prices in force on each simulated day. After the last known end its price is kept, with a warning.</summary>
    public static PriceSchedule Following(PriceBook book, PriceQuestion question, DateOnly start, int days, DateOnly asOf)
    {
        var search = new PriceSearch(book, question);
        var segments = new List<PriceSegment> { new(start, search.Bands(Instant.Of(start))) };
        var warnings = new List<PriceWarning>();
        foreach (var day in Later(search, start, start.AddDays(days)))
        {
            if (Segment(search, day) is not { } segment)
            {
                if (warnings.Count == 0)
                    warnings.Add(Ends(question, day, segments[^1]));
            }
            else if (!Same(segment, segments[^1]))
                segments.Add(segment);
        }

        return new PriceSchedule(question.Model, segments,
            [.. warnings, .. Retirements(book, question.Model, search, asOf, start.AddDays(days)),
                .. Checks(question.Model, search, asOf)]);
    }

    private static PriceWarning Known(PriceQuestion question, DateOnly day, PriceSegment? next, PriceSegment now) => next is null
        ? Ends(question, day, now)
        : new PriceWarning(PriceConcern.Changes, next.RecordIds[0],
            $"{question.Model} changes its price on {day:yyyy-MM-dd} ({next.RecordIds[0]}); 'prices: {{ follow: true }}' uses it");

    private static PriceWarning Ends(PriceQuestion question, DateOnly day, PriceSegment last) =>
        new(PriceConcern.Ends, last.RecordIds[0],
            $"{question.Model} has no price from {day:yyyy-MM-dd} on (withdrawn, or no longer in this tier); the last one is kept "
            + $"({last.RecordIds[0]})");

    private static IEnumerable<PriceWarning> Retirements(PriceBook book, string model, PriceSearch search, DateOnly asOf, DateOnly end) =>
        from record in search.Records(Instant.Of(asOf)).Take(1)
        let day = book.RetiresOn(record)
        where day < end
        select new PriceWarning(PriceConcern.Ends, record.Id,
            $"{model} is to be retired on {day:yyyy-MM-dd}; the forecast goes on with its price after that day ({record.Id})");

    private static IEnumerable<PriceWarning> Checks(string question, PriceSearch search, DateOnly asOf)
    {
        foreach (var record in search.Records(Instant.Of(asOf)))
        {
            if (asOf.DayNumber - record.LastLooked.DayNumber > DaysBetweenChecks)
                yield return new PriceWarning(PriceConcern.NotChecked, record.Id,
                    $"{record.Id} was last checked on {record.LastLooked:yyyy-MM-dd}, {asOf.DayNumber - record.LastLooked.DayNumber} days "
                    + $"before {asOf:yyyy-MM-dd}");
            if (record.Confidence is Confidence.Catalogue)
            {
                var before = asOf < Instant.Day(record.EffectiveFrom)
                    ? $", and used for {asOf:yyyy-MM-dd} although no source says what held then"
                    : "";
                yield return new PriceWarning(PriceConcern.Unsure, record.Id,
                    $"{question} is priced as a public catalogue of {record.EffectiveFrom:yyyy-MM-dd} states it, compared with no "
                    + $"provider's page{before} ({record.Id})");
            }

            if (record.Note.StartsWith("derived: ", StringComparison.Ordinal))
                yield return new PriceWarning(PriceConcern.Unsure, record.Id,
                    $"{question}, {record.ServiceTier}: {record.Note["derived: ".Length..]}; no source states the price itself");
            if (record.Confidence is Confidence.Low)
                yield return new PriceWarning(PriceConcern.Unsure, record.Id,
                    $"{record.Id} is of low confidence{(record.Note.Length > 0 ? $": {record.Note}" : "")}");
        }
    }

    // A change during a day counts from the next day's start on.
    private static IEnumerable<DateOnly> Later(PriceSearch search, DateOnly start, DateOnly end) => search.Changes
        .Select(at => at.TimeOfDay == TimeSpan.Zero ? Instant.Day(at) : Instant.Day(at).AddDays(1))
        .Where(day => day > start && day < end).Distinct();

    private static PriceSegment? Segment(PriceSearch search, DateOnly day)
    {
        try
        {
            return new PriceSegment(day, search.Bands(Instant.Of(day)));
        }
        catch (RuleException)
        {
            return null;
        }
    }

    private static bool Same(PriceSegment? a, PriceSegment b) => a is not null && a.RecordIds.SequenceEqual(b.RecordIds);
}
