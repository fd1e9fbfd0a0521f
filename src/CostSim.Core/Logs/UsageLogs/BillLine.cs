using CostSim.Files;
using CostSim.Units;

namespace CostSim.Logs;

/// <summary>One line of a cloud's bill, as every format has it: a quantity of a unit by a meter, for an amount.</summary>
internal sealed record BillLine
{
    public required Location At { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset Until { get; init; }

    public required decimal Quantity { get; init; }

    /// <summary>The column of the quantity, for messages.</summary>
    public required string QuantityName { get; init; }

    public required string Unit { get; init; }

    /// <summary>The names of the meter; the first that says which tokens they are decides.</summary>
    public required IReadOnlyList<string?> Meters { get; init; }

    public string? Seller { get; init; }

    /// <summary>The model, where a column names it; null leaves it to the meter.</summary>
    public string? Model { get; init; }

    public string? Region { get; init; }

    public required decimal Cost { get; init; }

    public string Currency { get; init; } = "USD";

    public decimal? PerUsd { get; init; }

    public LogCharge Charge { get; init; }

    /// <summary>Requests, where a column counts them.</summary>
    public long? Requests { get; init; }

    public string? Name { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    public LogRecord Record(LogNotes notes)
    {
        var meter = Meters.Where(m => m is not null).Select(m => BilledMeter.Of(m!)).FirstOrDefault(m => m.Side is not null)
            ?? BilledMeter.Of(Meters.FirstOrDefault(m => m is not null) ?? "");
        var unit = UnitOf(meter);
        var charge = Charge;
        if (Quantity < 0 && charge is LogCharge.Usage)
        {
            if (Cost > 0)
                throw new RuleException(QuantityName,
                    FormattableString.Invariant($"must not be negative where the cost is positive, but is {Quantity}"));
            notes.Corrections++;
            charge = LogCharge.Credit;
        }

        var isTokens = unit.Thing == BilledThing.Tokens && charge == LogCharge.Usage && meter.Side is not null;
        if (charge == LogCharge.Usage)
            NameUnknown(meter, unit, notes);
        var tokens = isTokens ? RowStyle.Whole(QuantityName, $"{Quantity}", Math.Round(Quantity * unit.Factor)) : 0;
        var model = ModelOf(meter, isTokens);
        notes.WithoutModel += model.Length == 0 && isTokens ? 1 : 0;
        long Of(LogField side) => meter.Side == side ? (long)tokens : 0;
        return new LogRecord
        {
            At = At,
            From = From,
            Until = Until,
            Kind = isTokens ? KindOf(meter, model) : LogKind.Model,
            Requests = Requests ?? (unit.Thing == BilledThing.Requests && charge == LogCharge.Usage
                ? (long)Math.Round(Math.Max(0, Quantity) * unit.Factor) : 0),
            Model = model,
            ServiceTier = isTokens ? meter.Tier : null,
            Region = Region ?? meter.Region,
            FreshInput = Of(LogField.Input),
            AudioInput = meter.IsAudio ? Of(LogField.Input) : 0,
            ImageInput = meter.IsImage ? Of(LogField.Input) : 0,
            CachedInput = Of(LogField.Cached),
            CacheWrite = Of(LogField.CacheWrite),
            CacheWrite1h = meter.IsHour ? Of(LogField.CacheWrite) : 0,
            Output = Of(LogField.Output),
            AudioOutput = meter.IsAudio ? Of(LogField.Output) : 0,
            Reasoning = meter.IsReasoning ? Of(LogField.Output) : 0,
            HasTokens = isTokens,
            Cost = Cost,
            Currency = Currency,
            Charge = charge,
            Line = Name ?? Meters.FirstOrDefault(m => m is not null),
            PerUsd = PerUsd,
            Tags = Tags,
        };
    }

    // A bare count is one of tokens where the meter says so.
    private BilledUnit UnitOf(BilledMeter meter)
    {
        var unit = BilledUnit.Of(Unit);
        if (unit.Thing is not BilledThing.Count)
            return unit;
        var words = Meters.OfType<string>().SelectMany(Words.Of).ToList();
        if (words.Contains("characters") || words.Contains("character"))
            return unit with { Thing = BilledThing.Characters };
        if (meter.Side is null && !words.Contains("tokens") && !words.Contains("token"))
            return unit;
        // "Million Input Tokens" with the unit "Units" says how many a unit holds.
        var many = unit.Factor == 1 && Words.Of(Unit).Contains("units") ? words.Contains("million") ? 1_000_000
            : words.Contains("thousand") ? 1_000 : 1 : 1;
        return new BilledUnit(unit.Factor * many, BilledThing.Tokens);
    }

    private void NameUnknown(BilledMeter meter, BilledUnit unit, LogNotes notes)
    {
        if (Quantity == 0)
            return;
        if (unit.Thing is BilledThing.Unknown)
            notes.Unknown($"the unit '{Unit}'");
        else if (unit.Thing is BilledThing.Characters)
            notes.Unknown($"the unit '{Unit}' (characters, not tokens)");
        else if (unit.Thing is BilledThing.Tokens && meter.Side is null)
            notes.Unknown($"the meter '{Meters.FirstOrDefault(m => m is not null) ?? "(no name)"}' (neither input nor output)");
    }

    private string ModelOf(BilledMeter meter, bool isTokens)
    {
        var model = Model ?? (isTokens ? meter.Model : "");
        return model.Length == 0 || model.Contains('/', StringComparison.Ordinal) || Seller is null ? model
            : $"{Seller.ToLowerInvariant()}/{model}";
    }

    private static LogKind KindOf(BilledMeter meter, string model) => meter.Kind == LogKind.Embedding ? LogKind.Embedding
        : CallTypes.OfModel(model);
}
