using CostSim.Prices;
using CostSim.Units;

namespace CostSim.Logs;

/// <summary>A record's tokens and tool calls at the book's list prices, in US dollars.</summary>
/// <param name="Meters">By the index of the meter in <see cref="LogMeters.All"/>.</param>
/// <param name="Tools">Calls of the provider's tools, and work that is not counted in tokens.</param>
/// <param name="IsBaseTier">True where a sum was priced at the lowest tier, since its requests are not counted and longer ones cost
/// more.</param>
internal readonly record struct PricedRecord(IReadOnlyList<decimal> Meters, decimal Tools, bool IsBaseTier)
{
    public decimal Total => Meters.Sum() + Tools;
}

/// <summary>Prices records by what they are: model, tier, region, time of a cache write, reasoning, audio and pictures, tools.</summary>
/// <param name="models">Names of models as the book knows them.</param>
/// <param name="tokensPerRequest">Tokens of a mean request of logs that do not count theirs; null where nobody says.</param>
internal sealed class RecordPrices(LoggedModels models, double? tokensPerRequest = null)
{
    private readonly PriceLookup prices = new(models.Book);

    /// <summary>The cost at list prices. Refuses a record without a price, naming what is missing.</summary>
    public PricedRecord Price(in LogRecord record, PriceQuestion question)
    {
        var price = prices.Find(question with { Tool = record.ToolCalls > 0 ? record.Tool ?? "" : null }, record.From);
        var (tier, isBase) = TierOf(record, price);
        var audio = Math.Min(record.AudioInput, record.FreshInput);
        var image = Math.Min(record.ImageInput, record.FreshInput - audio);
        var isVectors = models.IsEmbedding(question.Model);
        decimal[] meters =
        [
            Cost(record.FreshInput - audio - image, isVectors ? Meter.EmbeddingInput : Meter.FreshInput) + Cost(audio, Meter.AudioInput)
                + Cost(image, Meter.ImageInput),
            Cost(record.CachedInput, Meter.CachedInput),
            Cost(record.CacheWrite - record.CacheWrite1h, Meter.CacheWrite5m) + Cost(record.CacheWrite1h, Meter.CacheWrite1h),
            Cost(record.Output - record.Reasoning - record.AudioOutput, Meter.Output) + Cost(record.Reasoning, Meter.Reasoning)
                + Cost(record.AudioOutput, Meter.AudioOutput),
        ];
        var tools = record.ToolCalls > 0 ? price.Tool is { } tool ? record.ToolCalls * tool.UsdPer1k / 1_000m
            : throw NoPrice(question, "tool calls") : 0;
        if (record.Kind == LogKind.Transcription && record.Units > 0)
            tools += Cost(record.Units, Meter.AudioSeconds);
        return new PricedRecord(meters, tools, isBase);

        decimal Cost(decimal amount, Meter meter) => amount <= 0 ? 0
            : amount * (tier.UsdPerUnit(meter) ?? throw NoPrice(question, Meters.Of(meter).Name));
    }

    // The tier of a bucket is that of its mean request; a sum without requests says nothing of their length.
    private (PriceTier Tier, bool IsBase) TierOf(in LogRecord record, ModelPrice price)
    {
        if (price.Tiers.Count == 1)
            return (price.Tiers[0], false);
        if (record.IsLongContext)
            return (price.Tiers[^1], false);
        if (record.Requests > 0)
            return (price.TierOf(new TokenCount(record.Input / record.Requests)), false);
        if (tokensPerRequest is { } tokens && record.Tokens > 0)
            return (price.TierOf(new TokenCount((long)(tokens * record.Input / record.Tokens))), false);
        return (price.Tiers[0], true);
    }

    private static RuleException NoPrice(PriceQuestion question, string meter) => new("model",
        $"{question.Model} has no price for its {meter}");
}
