using CostSim.Units;

namespace CostSim.Prices;

/// <summary>
/// What one call used, by meter and without overlap: a cached token is in <see cref="CachedInput"/> alone, a reasoning
/// token in <see cref="Reasoning"/> alone. Readers of provider logs subtract what those logs include.
/// </summary>
public sealed record Usage
{
    public TokenCount FreshInput { get; init; }
    public TokenCount CachedInput { get; init; }
    public TokenCount CacheWrite5m { get; init; }
    public TokenCount CacheWrite1h { get; init; }
    public TokenCount AudioInput { get; init; }
    public TokenCount CachedAudioInput { get; init; }
    public TokenCount ImageInput { get; init; }
    public TokenCount EmbeddingInput { get; init; }
    public TokenCount Output { get; init; }
    public TokenCount Reasoning { get; init; }
    public TokenCount AudioOutput { get; init; }
    public TokenCount ImageOutput { get; init; }

    /// <summary>Calls made; billed only where the model has a fee for each.</summary>
    public long Requests { get; init; }

    /// <summary>Calls of a tool that the provider charges for, such as web search; the application's own functions cost nothing.</summary>
    public long ToolCalls { get; init; }

    public long RerankUnits { get; init; }
    public long Pages { get; init; }
    public decimal AudioSeconds { get; init; }

    /// <summary>Millions of cached tokens times the hours they were kept.</summary>
    public decimal CacheStorageMtokHours { get; init; }

    public decimal UnitHours { get; init; }
    public decimal UnitMonths { get; init; }
    public decimal UnitYears { get; init; }

    /// <summary>Everything that went in, cached or not: what long-context thresholds are compared with.</summary>
    public TokenCount TotalInput => new(
        FreshInput.Value + CachedInput.Value + CacheWrite5m.Value + CacheWrite1h.Value
        + AudioInput.Value + CachedAudioInput.Value + ImageInput.Value + EmbeddingInput.Value);

    public TokenCount TotalOutput => new(Output.Value + Reasoning.Value + AudioOutput.Value + ImageOutput.Value);

    public decimal this[Meter meter] => meter switch
    {
        Meter.AudioSeconds => AudioSeconds,
        Meter.CacheStorage => CacheStorageMtokHours,
        Meter.UnitHours => UnitHours,
        Meter.UnitMonths => UnitMonths,
        Meter.UnitYears => UnitYears,
        _ => Whole(meter),
    };

    /// <summary>The amount of a meter that counts whole things.</summary>
    internal long Whole(Meter meter) => meter switch
    {
        Meter.FreshInput => FreshInput.Value,
        Meter.CachedInput => CachedInput.Value,
        Meter.CacheWrite5m => CacheWrite5m.Value,
        Meter.CacheWrite1h => CacheWrite1h.Value,
        Meter.AudioInput => AudioInput.Value,
        Meter.CachedAudioInput => CachedAudioInput.Value,
        Meter.ImageInput => ImageInput.Value,
        Meter.EmbeddingInput => EmbeddingInput.Value,
        Meter.Output => Output.Value,
        Meter.Reasoning => Reasoning.Value,
        Meter.AudioOutput => AudioOutput.Value,
        Meter.ImageOutput => ImageOutput.Value,
        Meter.Requests => Requests,
        Meter.ToolCalls => ToolCalls,
        Meter.RerankUnits => RerankUnits,
        Meter.Pages => Pages,
        _ => 0,
    };

    /// <summary>True where something besides tokens and calls was used.</summary>
    internal bool HasMore =>
        ToolCalls != 0 || RerankUnits != 0 || Pages != 0 || AudioSeconds != 0 || CacheStorageMtokHours != 0 || UnitHours != 0
            || UnitMonths != 0 || UnitYears != 0;
}
